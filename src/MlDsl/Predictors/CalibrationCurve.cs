using System.Text.Json.Serialization;

namespace MlDsl;

/// <summary>From the log-odds of a class to its calibrated probability. Immutable; compared by value.</summary>
public sealed record CalibrationCurve
{
    private readonly ValueList<double> values, knots;

    /// <summary>A curve of numbers, which the method that it belongs to explains.</summary>
    /// <param name="values">
    /// Of <see cref="Calibration.Platt"/> slope and intercept; of <see cref="Calibration.Temperature"/> the slope, 1/T; of
    /// <see cref="Calibration.Beta"/> a, b and c; of <see cref="Calibration.Isotonic"/> the probability at each knot.
    /// </param>
    /// <param name="knots">Of <see cref="Calibration.Isotonic"/> the log-odds between which the line runs; else none.</param>
    [JsonConstructor]
    public CalibrationCurve(IReadOnlyList<double> values, IReadOnlyList<double>? knots = null) =>
        (this.values, this.knots) = (ValueList.Of(values), ValueList.Of(knots));

    /// <summary>The numbers.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The log-odds between which the line of an isotonic curve runs.</summary>
    public IReadOnlyList<double> Knots => knots;

    /// <summary>The probability at log-odds.</summary>
    internal double At(Calibration method, double logOdds) => method switch
    {
        Calibration.Platt => Logistic((values[0] * logOdds) + values[1]),
        Calibration.Temperature => Logistic(values[0] * logOdds),
        // ln p is −softplus(−s), ln(1 − p) is −softplus(s): a·ln p − b·ln(1 − p) + c are the new log-odds.
        Calibration.Beta => Logistic(values[2] - (values[0] * Softplus(-logOdds)) + (values[1] * Softplus(logOdds))),
        _ => Polyline.At(knots.AsSpan(), values.AsSpan(), logOdds),
    };

    /// <summary>What is wrong with the numbers, as the rest of a sentence; null where nothing is.</summary>
    internal string? Problem(Calibration method)
    {
        if (method == Calibration.Isotonic)
        {
            if (values.Count == 0) return "an isotonic curve has no knots";
            if (Polyline.Problem(knots.AsSpan(), values.AsSpan()) is { } problem) return problem;
            for (int i = 0; i < values.Count; i++)
            {
                if (values[i] is not (>= 0 and <= 1)) return "a probability is not from 0 to 1";
                if (i > 0 && values[i] < values[i - 1]) return "the probabilities descend";
            }
            return null;
        }
        int wanted = method switch { Calibration.Platt => 2, Calibration.Temperature => 1, _ => 3 };
        if (values.Count != wanted || knots.Count > 0) return FormattableString.Invariant($"a curve of {method} has {wanted} values and no knots, not {values.Count} and {knots.Count}");
        foreach (double value in values)
            // Products with log-odds, and sums of those, stay finite.
            if (!(Math.Abs(value) <= Largest)) return FormattableString.Invariant($"a value of a curve is not a number up to {Largest}");
        return method switch
        {
            Calibration.Temperature when !(values[0] > 0) => "a temperature is not above 0",
            Calibration.Beta when values[0] < 0 || values[1] < 0 => "a slope of a beta curve is below 0",
            _ => null,
        };
    }

    /// <summary>The largest number of a curve that is no line.</summary>
    internal const double Largest = 1e12;

    /// <summary>1 / (1 + exp(−x)) in double.</summary>
    internal static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>ln(1 + exp(x)) without overflow.</summary>
    internal static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
