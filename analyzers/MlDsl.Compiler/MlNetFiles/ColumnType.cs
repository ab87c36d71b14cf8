using System.Globalization;

namespace MlDsl.Compiler.MlNetFiles;

/// <summary>The type of a column as ML.NET knows it.</summary>
/// <param name="Element">The C# type of its items: a number, bool, string, or what holds a time.</param>
/// <param name="Width">The items of a vector; null for a single value, 0 for a vector of any length.</param>
/// <param name="KeyCount">For a key: how many there are, from 1 on; 0 is a missing one. Null for other types.</param>
internal sealed record ColumnType(Type Element, int? Width = null, long? KeyCount = null)
{
    public bool IsVector => Width is not null;

    public bool IsKey => KeyCount is not null;

    /// <summary>The items of a row; 0 where each row has its own number.</summary>
    public int Items => Width ?? 1;

    /// <summary>The type of the items.</summary>
    public ColumnType Item => this with { Width = null };

    // In ML.NET's own words.
    public override string ToString()
    {
        string name = Element == typeof(string) ? "String" : Element.Name;
        if (KeyCount is { } count) name = string.Create(CultureInfo.InvariantCulture, $"Key<{name}, 0-{count - 1}>");
        return Width is { } width ? string.Create(CultureInfo.InvariantCulture, $"Vector<{name}{(width > 0 ? $", {width}" : "")}>") : name;
    }
}
