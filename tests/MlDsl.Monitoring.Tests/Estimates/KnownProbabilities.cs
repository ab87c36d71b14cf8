namespace MlDsl.Monitoring.Tests.Estimates;

/// <summary>Rows whose probability is known: a model that is surer than it may be, by a row's distance from the plane of its four numbers.</summary>
internal sealed class KnownProbabilities(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>What a model says of a row, and how likely it is positive in truth.</summary>
    /// <param name="shift">How far the rows' numbers are moved, in standard deviations.</param>
    public (Probability Said, double True) Row(double shift)
    {
        double plane = 0;
        for (int i = 0; i < 4; i++) plane += (0.9 - (0.3 * i)) * (Normal() + shift);
        return ((Probability)(float)Logistic((1.5 * plane) - 0.4), Logistic(plane - 0.5));
    }

    public (Probability[] Said, double[] True) Rows(int count, double shift)
    {
        var (said, truly) = (new Probability[count], new double[count]);
        for (int i = 0; i < count; i++) (said[i], truly[i]) = Row(shift);
        return (said, truly);
    }

    public bool[] Labels(double[] truly) => Array.ConvertAll(truly, p => random.NextDouble() < p);

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public double Uniform() => random.NextDouble();

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
