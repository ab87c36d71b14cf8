using System.Globalization;
using System.Text.Json.Serialization;
using MlDsl.Json;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How well the intervals of a regression hold the labels.</summary>
public sealed record IntervalMetrics
{
    /// <summary>The probability below which residuals count as changing with time.</summary>
    internal const double Doubt = 0.01;

    /// <summary>The probability that they were made for.</summary>
    [JsonIgnore(Condition = Never)]
    public required double Level { get; init; }

    /// <summary>The share of the labels that lie in their interval.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Coverage { get; init; }

    /// <summary>The mean width, in the label's unit.</summary>
    [JsonIgnore(Condition = Never)]
    public required Metric Width { get; init; }

    /// <summary>The number of held-back rows that made them.</summary>
    [JsonIgnore(Condition = Never)]
    public required long CalibrationRows { get; init; }

    /// <summary>
    /// Of rows in time, how likely the held-back residuals differ as much between windows of time as they do if time does not matter; NaN for
    /// other rows.
    /// </summary>
    [JsonIgnore(Condition = Never), JsonConverter(typeof(UndefinedConverter))]
    public required double Exchangeability { get; init; }

    /// <summary>What keeps the level from being what the intervals hold; null where nothing is known to.</summary>
    [JsonIgnore]
    public string? Warning
    {
        get
        {
            string held = string.Create(CultureInfo.InvariantCulture, $"{Level * 100:0.##}%");
            if (Exchangeability < Doubt)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"The intervals cannot be said to hold {held}: the residuals that made them change with time (p = {Exchangeability:0.0E+0}), so that later rows may be off by more");
            }
            // What is off by less than a hundredth misleads nobody; the rows that made the intervals are a sample as well.
            double off = Coverage.Value - Level, chance = 2 * Math.Sqrt(Level * (1 - Level) / Math.Max(CalibrationRows, 1));
            bool isOff = Coverage.HasInterval && Math.Abs(off) > 0.01 && (Coverage.High + chance < Level || Coverage.Low - chance > Level);
            return isOff ? $"The intervals were made to hold {held} and hold {(off < 0 ? "fewer" : "more")} of these rows, which are not like those that made them" : null;
        }
    }

    /// <summary>Level, coverage and width in one line, in every culture alike.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Level * 100:0.##}% intervals: coverage {Coverage}, width {Width}");
}
