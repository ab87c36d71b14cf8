using System.Globalization;
using System.Text.Json.Serialization;
using MlDsl.Json;

namespace MlDsl;

/// <summary>How likely something is, from 0 (impossible) to 1 (certain).</summary>
/// <remarks>Nothing converts to or from a probability implicitly: a <see cref="Score"/> in its place does not compile.</remarks>
[JsonConverter(typeof(ProbabilityConverter))]
public readonly record struct Probability : IComparable<Probability>
{
    /// <summary>Makes a probability of a number.</summary>
    /// <param name="value">From 0 to 1, both included.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN, below 0 or above 1.</exception>
    public Probability(float value)
    {
        if (!(value is >= 0f and <= 1f))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A probability is a number from 0 to 1");
        Value = value;
    }

    private Probability(float value, bool _) => Value = value;

    /// <summary>The probability as a bare number, from 0 to 1.</summary>
    public float Value { get; }

    /// <summary>The probability as a bare number.</summary>
    public static explicit operator float(Probability probability) => probability.Value;

    /// <summary>A bare number as a probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN, below 0 or above 1.</exception>
    public static explicit operator Probability(float value) => new(value);

    /// <summary>Whether the left probability is the smaller one.</summary>
    public static bool operator <(Probability left, Probability right) => left.Value < right.Value;

    /// <summary>Whether the left probability is the larger one.</summary>
    public static bool operator >(Probability left, Probability right) => left.Value > right.Value;

    /// <summary>Whether the left probability is at most the right one.</summary>
    public static bool operator <=(Probability left, Probability right) => left.Value <= right.Value;

    /// <summary>Whether the left probability is at least the right one.</summary>
    public static bool operator >=(Probability left, Probability right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(Probability other) => Value.CompareTo(other.Value);

    /// <summary>The shortest text that reads back as the same number, in every culture alike.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>For values that a sigmoid or softmax just made, which are in range by construction.</summary>
    internal static Probability Unchecked(float value) => new(value, false);
}
