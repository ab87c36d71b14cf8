namespace MlDsl.Monitoring.Estimates;

/// <summary>How likely each class is, by what a model said of a row. Immutable.</summary>
internal interface IClassCurve
{
    /// <summary>The probabilities, which sum to 1.</summary>
    /// <param name="logs">The logarithm of the model's own probability of each class, clipped.</param>
    /// <param name="probabilities">Where they go.</param>
    void At(ReadOnlySpan<float> logs, Span<float> probabilities);
}

/// <summary>Each class against the rest, or one temperature: the calibrations that a model of several classes may have itself.</summary>
internal sealed class StepCurve(CalibrationStep step) : IClassCurve
{
    public void At(ReadOnlySpan<float> logs, Span<float> probabilities) => step.Apply(logs, probabilities);
}

/// <summary>
/// The exponential of a slope times the logarithm of the model's probability and an offset, of each class its own, all divided by their sum: with two classes the beta curve.
/// </summary>
/// <remarks>Kull, Perello-Nieto, Kängsepp, Silva Filho, Song and Flach (2019), "Beyond temperature scaling: obtaining well-calibrated multiclass probabilities with Dirichlet calibration": that of a diagonal matrix.</remarks>
/// <param name="numbers">The slopes of all classes, and behind them the offsets of all but the last, whose offset is 0.</param>
internal sealed class DirichletCurve(double[] numbers) : IClassCurve
{
    public void At(ReadOnlySpan<float> logs, Span<float> probabilities) => At(numbers, logs, probabilities);

    /// <summary>The same of numbers that are being fitted. Returns the logarithm of the sum, by which a class's own exponent is to be lessened.</summary>
    public static double At(ReadOnlySpan<double> numbers, ReadOnlySpan<float> logs, Span<float> probabilities)
    {
        int classes = logs.Length;
        double largest = double.NegativeInfinity;
        for (int k = 0; k < classes; k++) largest = Math.Max(largest, ExponentOf(numbers, logs, k));
        double sum = 0;
        for (int k = 0; k < classes; k++)
        {
            double power = Math.Exp(ExponentOf(numbers, logs, k) - largest);
            probabilities[k] = (float)power;
            sum += power;
        }
        float scale = (float)(1 / sum);
        for (int k = 0; k < classes; k++) probabilities[k] *= scale;
        return largest + Math.Log(sum);
    }

    /// <summary>The exponent of a class.</summary>
    public static double ExponentOf(ReadOnlySpan<double> numbers, ReadOnlySpan<float> logs, int k) => (numbers[k] * logs[k]) + (k < logs.Length - 1 ? numbers[logs.Length + k] : 0);
}
