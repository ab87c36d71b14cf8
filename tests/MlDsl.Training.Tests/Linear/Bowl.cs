namespace MlDsl.Training.Tests;

/// <summary>An objective given by its value and gradient.</summary>
internal sealed class Bowl(Func<double[], double> value, Func<double[], double[]> gradient) : IObjective
{
    public int Passes { get; private set; }

    /// <summary>½·Σ cᵢ·(xᵢ − aᵢ)².</summary>
    public static Bowl Quadratic(double[] curvature, double[] minimum) => new(
        point => point.Select((x, i) => curvature[i] * (x - minimum[i]) * (x - minimum[i]) / 2).Sum(),
        point => [.. point.Select((x, i) => curvature[i] * (x - minimum[i]))]);

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradientAt)
    {
        Passes++;
        double[] at = point.ToArray();
        gradient(at).CopyTo(gradientAt);
        return value(at);
    }
}
