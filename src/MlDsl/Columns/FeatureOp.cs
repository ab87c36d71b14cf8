using System.Collections.Immutable;

namespace MlDsl.Columns;

/// <summary>
/// One step on the way from a column's value to its features. A column's steps are taken in order: each makes something of what the one
/// before left, a number or a slot, or writes it to the next positions. The set is closed, so that an exporter that knows all of them
/// exports every column.
/// </summary>
public abstract record FeatureOp
{
    private protected FeatureOp(int width = 0) => Width = width;

    /// <summary>How many positions the step writes.</summary>
    public int Width { get; }
}

/// <summary>The value becomes the nearest float; NaN and infinite numbers are refused. A missing one stays missing.</summary>
public sealed record NumberOp() : FeatureOp;

/// <summary>A missing number becomes <paramref name="Value"/>; without this step it is refused.</summary>
public sealed record FillOp(float Value) : FeatureOp;

/// <summary>A missing number stays missing, which is NaN, for trees; without this step it is refused.</summary>
public sealed record KeepOp() : FeatureOp;

/// <summary>A number below <paramref name="Low"/> becomes it, and one above <paramref name="High"/> becomes that.</summary>
public sealed record ClipOp(float Low, float High) : FeatureOp;

/// <summary>The number x becomes ln(1 + |x|) with the sign of x, computed in double.</summary>
public sealed record LogOp() : FeatureOp;

/// <summary>
/// The number's Yeo-Johnson transform with the exponent <paramref name="Lambda"/>, less <paramref name="Offset"/>, times
/// <paramref name="Factor"/>, within the range of float: all in double. With a factor of 0 it is 0.
/// </summary>
public sealed record PowerOp(double Lambda, double Offset, double Factor) : FeatureOp;

/// <summary>The number less <paramref name="Offset"/>, times <paramref name="Factor"/>, in float.</summary>
public sealed record ScaleOp(float Offset, float Factor) : FeatureOp;

/// <summary>Writes the number.</summary>
public sealed record ValueOp() : FeatureOp(1);

/// <summary>The number's slot: how many of the ascending <paramref name="Edges"/> are at or below it.</summary>
public sealed record BinOp(ImmutableArray<float> Edges) : FeatureOp;

/// <summary>The slot of the value among <paramref name="Keys"/>, else that of unknown, or of missing.</summary>
/// <param name="Key">The C# type of the keys, by its name in C#.</param>
/// <param name="Keys">The keys as text in the invariant culture.</param>
/// <param name="Unknown">The slot of a value that is no key.</param>
/// <param name="Missing">The slot of a missing value.</param>
public sealed record LookUpOp(string Key, ImmutableArray<string> Keys, int Unknown, int Missing) : FeatureOp
{
    /// <summary>The slot of a value that sets no feature.</summary>
    public const int None = -1;

    /// <summary>The slot of a value that is refused.</summary>
    public const int Refused = -2;
}

/// <summary>The slot that the value's hash names.</summary>
/// <param name="Key">The C# type of the value, by its name in C#.</param>
/// <param name="Hash">The algorithm.</param>
/// <param name="Bits">The number of slots as a power of two.</param>
/// <param name="Missing">The slot of a missing value, or <see cref="LookUpOp.Refused"/>.</param>
public sealed record HashOp(string Key, CategoryHash Hash, int Bits, int Missing) : FeatureOp;

/// <summary>Writes 1 at the slot's position, where it has one.</summary>
/// <param name="Slots">The number of slots.</param>
public sealed record OneHotOp(int Slots) : FeatureOp(Slots);

/// <summary>Writes what <paramref name="Values"/> hold for the slot.</summary>
public sealed record TableOp(ImmutableArray<float> Values) : FeatureOp(1);

/// <summary>Writes 1 where the value was missing.</summary>
public sealed record IndicatorOp() : FeatureOp(1);

/// <summary>Writes a part of a time, or its sine and cosine; nothing where the time is missing.</summary>
/// <param name="Part">One part.</param>
/// <param name="Cyclic">Whether it is a sine and a cosine.</param>
public sealed record DatePartOp(DatePart Part, bool Cyclic) : FeatureOp(Cyclic ? 2 : 1);

/// <summary>Takes the steps of one element of a vector.</summary>
/// <param name="Index">Which element, from 0.</param>
/// <param name="Steps">From the element to its features.</param>
/// <param name="Positions">How many positions they write.</param>
public sealed record ElementOp(int Index, ImmutableArray<FeatureOp> Steps, int Positions) : FeatureOp(Positions);

/// <summary>Writes the n-grams of a text as <see cref="TextEncoding"/> does; nothing where it is missing.</summary>
public sealed record TextOp(TextOptions Options) : FeatureOp(1 << Options.HashBits);
