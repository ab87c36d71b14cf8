namespace MlDsl;

/// <summary>How a numeric feature is scaled, with what the training rows taught.</summary>
public enum Scale
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>Subtract the mean, divide by the standard deviation.</summary>
    Standard,

    /// <summary>Map the training minimum to 0 and the training maximum to 1.</summary>
    MinMax,

    /// <summary>Subtract the median, divide by the distance between the quartiles.</summary>
    Robust,

    /// <summary>The natural logarithm of 1 + |x| with the sign of x, then <see cref="Standard"/>.</summary>
    Log,

    /// <summary>The Yeo-Johnson power transform with its maximum-likelihood exponent, then <see cref="Standard"/>.</summary>
    Power,
}

/// <summary>What stands in for a missing number.</summary>
public enum Impute
{
    /// <summary>Nothing: a missing value is an error that names the column.</summary>
    None,

    /// <summary>The mean of the training rows.</summary>
    Mean,

    /// <summary>The median of the training rows.</summary>
    Median,

    /// <summary><see cref="NumericAttribute.Constant"/>.</summary>
    Constant,

    /// <summary>Missing stays missing: for trainers that know missing values, as trees do, which learn where such rows go.</summary>
    Keep,
}

/// <summary>Whether predictions may fall as a number grows, all else being equal.</summary>
public enum Monotone
{
    /// <summary>They may rise and fall.</summary>
    None,

    /// <summary>They never fall.</summary>
    Increasing,

    /// <summary>They never rise.</summary>
    Decreasing,
}

/// <summary>
/// A number as a feature: missing values filled, then clipped, then scaled or put into bins.
/// Accepts <see cref="bool"/> and every integer and floating type, nullable or not; and, with a <see cref="Length"/>, a vector of
/// numbers, each element of which becomes a feature by the same options.
/// </summary>
/// <remarks>
/// Features are of single precision: a wider number is rounded to the nearest <see cref="float"/>, so integers beyond 2²⁴ may share a
/// feature with their neighbours. Make an identifier <see cref="CategoricalAttribute"/>, and subtract an origin from large counts, as seconds
/// since 1970, in a feature method.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class NumericAttribute : Attribute
{
    /// <summary>How the value is scaled.</summary>
    public Scale Scale { get; init; }

    /// <summary>What stands in for a missing value; a nullable column without it is refused by the compiler.</summary>
    public Impute Impute { get; init; }

    /// <summary>The value for <see cref="MlDsl.Impute.Constant"/>.</summary>
    public double Constant { get; init; }

    /// <summary>Whether a second feature, 1 where the value was missing, is added.</summary>
    public bool Indicator { get; init; }

    /// <summary>Whether predictions may fall as the number grows; for trainers that know such constraints, as LightGBM does. Not together with <see cref="Bins"/>.</summary>
    public Monotone Monotone { get; init; }

    /// <summary>The number of quantile bins, 2 to 256, each a feature of its own; 0 for none. Not together with <see cref="Scale"/>.</summary>
    public int Bins { get; init; }

    /// <summary>Values below are raised to it; not set, no bound.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Values above are lowered to it; not set, no bound.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Of a vector, the number of its elements; every row has as many. A vector is an array, <see cref="ReadOnlyMemory{T}"/>,
    /// <see cref="System.Collections.Immutable.ImmutableArray{T}"/>, <see cref="List{T}"/> or <see cref="IReadOnlyList{T}"/> of numbers. With
    /// <see cref="Impute"/>, NaN is a missing element.
    /// </summary>
    public int Length { get; init; }
}
