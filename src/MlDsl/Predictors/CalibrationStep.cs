using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>Makes probabilities of log-odds, in the place of the link's own curve: as often as it says, so often it happens.</summary>
public sealed record CalibrationStep : OutcomeStep
{
    /// <summary>More log-odds say no more: a double has no probability between these and 0 or 1.</summary>
    internal const double MostOdds = 700;

    private readonly ValueList<CalibrationCurve> curves;

    /// <summary>A calibration.</summary>
    /// <param name="method">The way.</param>
    /// <param name="curves">One of two classes and of a temperature; else one for each class.</param>
    /// <exception cref="ArgumentException">There are no curves, or the numbers of one are not of the method.</exception>
    [JsonConstructor]
    public CalibrationStep(Calibration method, IReadOnlyList<CalibrationCurve> curves)
    {
        if (!Enum.IsDefined(method)) throw new ArgumentException($"{method} is no way to calibrate", nameof(method));
        Method = method;
        this.curves = ValueList.Of(curves);
        if (this.curves.Count == 0) throw new ArgumentException("A calibration has no curve", nameof(curves));
        foreach (CalibrationCurve curve in this.curves)
            if (curve.Problem(method) is { } problem) throw new ArgumentException($"The calibration cannot be: {problem}", nameof(curves));
    }

    /// <summary>The way.</summary>
    [JsonIgnore(Condition = Never)]
    public Calibration Method { get; }

    /// <summary>One of two classes and of a temperature; else one for each class.</summary>
    public IReadOnlyList<CalibrationCurve> Curves => curves;

    /// <summary>The number of rows that it was fitted on.</summary>
    public long Rows { get; init; }

    /// <summary>The share of the training rows that was to be held back for it; 0 where it is of other rows.</summary>
    public double Share { get; init; }

    /// <summary>The probability of the positive class of two.</summary>
    internal float At(float logOdds) => (float)curves[0].At(Method, logOdds);

    /// <summary>The probabilities of several classes from their scores; both may be the same memory.</summary>
    /// <param name="scores">As many as there are probabilities.</param>
    /// <param name="probabilities">Sums to 1.</param>
    internal void Apply(ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        float largest = float.NegativeInfinity;
        foreach (float score in scores) largest = Math.Max(largest, score);
        if (Method == Calibration.Temperature) Divide(scores, probabilities, curves[0].Values[0], largest);
        else Pair(scores, probabilities, largest);
    }

    private static void Divide(ReadOnlySpan<float> scores, Span<float> probabilities, double slope, float largest)
    {
        double sum = 0;
        foreach (float score in scores) sum += Math.Exp(slope * ((double)score - largest));
        for (int i = 0; i < scores.Length; i++) probabilities[i] = (float)(Math.Exp(slope * ((double)scores[i] - largest)) / sum);
    }

    // Each class against the rest, then all together 1.
    private void Pair(ReadOnlySpan<float> scores, Span<float> probabilities, float largest)
    {
        const int MostOnStack = 128;
        double[]? rented = scores.Length > MostOnStack ? System.Buffers.ArrayPool<double>.Shared.Rent(2 * scores.Length) : null;
        Span<double> room = rented is null ? stackalloc double[2 * MostOnStack] : rented;
        Span<double> odds = room[..scores.Length];
        LogOdds(scores, largest, odds, room.Slice(scores.Length, scores.Length));
        double sum = 0;
        for (int i = 0; i < odds.Length; i++) sum += odds[i] = curves[i].At(Method, odds[i]);
        // Where no class is thought possible, all are alike.
        for (int i = 0; i < odds.Length; i++) probabilities[i] = (float)(sum > 0 ? odds[i] / sum : 1.0 / odds.Length);
        if (rented is not null) System.Buffers.ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>The log-odds of each class against the rest, from −700 to 700: its score less the logarithm of the others' summed exponentials.</summary>
    internal static void LogOdds(ReadOnlySpan<float> scores, float largest, Span<double> odds, Span<double> powers)
    {
        for (int i = 0; i < scores.Length; i++) powers[i] = Math.Exp((double)scores[i] - largest);
        // The classes behind each and then those before it: one sum less the class's own part would lose the digits of the others.
        double others = 0;
        for (int i = scores.Length - 1; i >= 0; others += powers[i--]) odds[i] = others;
        others = 0;
        for (int i = 0; i < scores.Length; others += powers[i++])
            odds[i] = Math.Clamp((double)scores[i] - largest - Math.Log(others + odds[i]), -MostOdds, MostOdds);
    }
}
