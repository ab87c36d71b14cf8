using System.Globalization;
using System.Text.Json.Serialization;
using MlDsl.Json;

namespace MlDsl;

/// <summary>
/// What a model computes before a link or calibration turns it into a probability: a margin, log-odds, an anomaly score.
/// Any value is a score; a larger one means more of what the model looks for.
/// </summary>
/// <remarks>Scores of different models have no common scale, so nothing converts to or from a score implicitly.</remarks>
/// <param name="Value">The score, on the model's own scale.</param>
[JsonConverter(typeof(ScoreConverter))]
public readonly record struct Score(float Value) : IComparable<Score>
{
    /// <summary>The score as a bare number.</summary>
    public static explicit operator float(Score score) => score.Value;

    /// <summary>A bare number as a score.</summary>
    public static explicit operator Score(float value) => new(value);

    /// <summary>Whether the left score is the smaller one.</summary>
    public static bool operator <(Score left, Score right) => left.Value < right.Value;

    /// <summary>Whether the left score is the larger one.</summary>
    public static bool operator >(Score left, Score right) => left.Value > right.Value;

    /// <summary>Whether the left score is at most the right one.</summary>
    public static bool operator <=(Score left, Score right) => left.Value <= right.Value;

    /// <summary>Whether the left score is at least the right one.</summary>
    public static bool operator >=(Score left, Score right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(Score other) => Value.CompareTo(other.Value);

    /// <summary>The shortest text that reads back as the same number, in every culture alike.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
