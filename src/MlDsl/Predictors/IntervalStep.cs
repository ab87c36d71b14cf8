using System.Text.Json.Serialization;
using MlDsl.Json;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>
/// An interval around a predicted number, by how far predictions, or quantiles that were learned beside them, were off on rows that the trainer had not
/// seen: split conformal prediction.
/// </summary>
/// <remarks>
/// Vovk, Gammerman and Shafer (2005), "Algorithmic learning in a random world"; Lei, G'Sell, Rinaldo, Tibshirani and Wasserman (2018),
/// "Distribution-free predictive inference for regression", sections 2.2 and 5.2. Of quantiles Romano, Patterson and Candès (2019), "Conformalized quantile
/// regression": from the lower of two quantiles less the radius to the higher one and the radius. Quantiles that cross are taken the other way round;
/// where the prediction lies outside, the interval reaches as far as to it.
/// </remarks>
public sealed record IntervalStep : OutcomeStep
{
    private readonly ValueList<double> knots, spreads;

    /// <summary>Intervals.</summary>
    /// <param name="level">The probability that an interval holds the label, above 0 and below 1.</param>
    /// <param name="radius">Half the width where the spread is 1, not negative; of quantiles what lies beyond each, below 0 where they hold too much.</param>
    /// <param name="knots">The predictions between which the spread runs in lines; none where it is 1 everywhere.</param>
    /// <param name="spreads">The spread at each knot, above 0.</param>
    /// <param name="isOfQuantiles">Whether the interval is that between two quantiles, which are the second and the third score; it has no knots.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the knots do not ascend.</exception>
    [JsonConstructor]
    public IntervalStep(double level, double radius, IReadOnlyList<double>? knots = null, IReadOnlyList<double>? spreads = null, bool isOfQuantiles = false)
    {
        if (level is not (> 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"The level {level} is not above 0 and below 1"), nameof(level));
        double least = isOfQuantiles ? -float.MaxValue : 0;
        if (!(radius >= least && radius <= float.MaxValue)) throw new ArgumentException(FormattableString.Invariant($"The radius {radius} is not a number{(isOfQuantiles ? "" : " from 0 on")} that a float holds"), nameof(radius));
        (Level, Radius, this.knots, this.spreads, IsOfQuantiles) = (level, radius, ValueList.Of(knots), ValueList.Of(spreads), isOfQuantiles);
        string? problem = Polyline.Problem(this.knots.AsSpan(), this.spreads.AsSpan())
            ?? (isOfQuantiles && this.knots.Count > 0 ? "between quantiles there is no spread" : null)
            ?? (this.spreads.Any(static s => s is not (> 0 and <= float.MaxValue)) ? "a spread is not above 0" : null);
        if (problem is not null) throw new ArgumentException($"The intervals cannot be: {problem}", nameof(knots));
    }

    /// <summary>The probability that an interval holds the label.</summary>
    [JsonIgnore(Condition = Never)]
    public double Level { get; }

    /// <summary>Half the width where the spread is 1, in the label's unit; of quantiles what lies beyond each, below 0 where they hold too much.</summary>
    [JsonIgnore(Condition = Never)]
    public double Radius { get; }

    /// <summary>The predictions between which the spread runs in lines; none where it is 1 everywhere.</summary>
    public IReadOnlyList<double> Knots => knots;

    /// <summary>The spread at each knot: how much wider the interval is there.</summary>
    public IReadOnlyList<double> Spreads => spreads;

    /// <summary>Whether the interval is that between two quantiles of the label, which are the predictor's second and third score.</summary>
    public bool IsOfQuantiles { get; }

    /// <summary>How wide intervals are, as <see cref="IntervalsAttribute.Width"/> asks for it.</summary>
    [JsonIgnore]
    public IntervalWidth Width => IsOfQuantiles ? IntervalWidth.Quantiles : knots.Count > 0 ? IntervalWidth.ByPrediction : IntervalWidth.Constant;

    /// <summary>The number of rows whose residuals the radius is a quantile of.</summary>
    public long Rows { get; init; }

    /// <summary>The share of the training rows that was to be held back for it; 0 where it is of other rows.</summary>
    public double Share { get; init; }

    /// <summary>
    /// Of rows in time, how likely the residuals or their sizes differ as much between the windows as they do if time does not matter; NaN for other
    /// rows, which were held back at random.
    /// </summary>
    [JsonConverter(typeof(UndefinedConverter)), JsonIgnore(Condition = Never)]
    public double Exchangeability { get; init; } = double.NaN;

    /// <summary>Whether the held-back residuals contradict what <see cref="Level"/> is said under, at 1 per cent.</summary>
    [JsonIgnore]
    public bool IsDoubtful => Exchangeability < IntervalMetrics.Doubt;

    /// <summary>How much wider than elsewhere the interval of a prediction is.</summary>
    internal double SpreadAt(double prediction) => knots.Count == 0 ? 1 : Polyline.At(knots.AsSpan(), spreads.AsSpan(), prediction);

    /// <summary>The interval of a prediction.</summary>
    /// <param name="prediction">What is predicted, finite.</param>
    /// <param name="least">What no label is below.</param>
    internal Interval<float> Around(float prediction, float least)
    {
        double half = Radius * SpreadAt(prediction);
        return new(prediction, (float)Math.Clamp(prediction - half, least, float.MaxValue), (float)Math.Clamp(prediction + half, least, float.MaxValue));
    }

    /// <summary>The interval of a prediction between two quantiles.</summary>
    /// <param name="prediction">What is predicted, finite and not below <paramref name="least"/>.</param>
    /// <param name="one">A quantile, finite.</param>
    /// <param name="other">The other, which may be the lower one.</param>
    /// <param name="least">What no label is below.</param>
    internal Interval<float> Between(float prediction, float one, float other, float least)
    {
        double low = Math.Min(Math.Min(one, other) - Radius, prediction), high = Math.Max(Math.Max(one, other) + Radius, prediction);
        return new(prediction, (float)Math.Clamp(low, least, float.MaxValue), (float)Math.Clamp(high, least, float.MaxValue));
    }
}
