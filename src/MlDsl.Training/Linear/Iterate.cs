namespace MlDsl.Training;

/// <summary>A point with the smooth objective's value and gradient there.</summary>
internal sealed class Iterate(double[] point)
{
    public double[] Point { get; } = point;

    public double[] Gradient { get; } = new double[point.Length];

    public double Value { get; private set; }

    public void Evaluate(IObjective objective) => Value = objective.Evaluate(Point, Gradient);
}
