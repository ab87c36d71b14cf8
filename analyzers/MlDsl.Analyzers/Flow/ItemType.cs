namespace MlDsl.Analyzers.Flow;

internal enum ItemKind
{
    Unknown, Single, Double, SByte, Byte, Int16, UInt16, Int32, UInt32, Int64, UInt64, Text, Boolean, Key, DateTime, TimeSpan,
    DateTimeOffset, Other,
}

internal enum Dimension { Unknown, Scalar, Vector, Variable }

/// <summary>The type of a column as far as it is known.</summary>
/// <param name="Item">The type of one item.</param>
/// <param name="Dimension">Whether a row holds one item, a known number of them, or any number.</param>
internal readonly record struct ItemType(ItemKind Item, Dimension Dimension)
{
    public static ItemType Unknown => default;

    public bool IsUnknown => Item == ItemKind.Unknown || Dimension == Dimension.Unknown;

    public static ItemType Scalar(ItemKind item) => new(item, Dimension.Scalar);

    public static ItemType Vector(ItemKind item) => new(item, Dimension.Vector);

    /// <summary>The name that messages use: <c>Vector&lt;Single&gt;</c>, <c>Key</c>.</summary>
    public string Display() => Dimension switch
    {
        Dimension.Vector => $"Vector<{Item}>",
        Dimension.Variable => $"Vector<{Item}, any size>",
        _ => Item.ToString(),
    };
}
