using System.Globalization;

namespace MlDsl.Tool.Scaffolding;

/// <summary>Which columns of a file in a row are the elements of one vector, so that the library finds them again.</summary>
/// <param name="table">The rows.</param>
/// <param name="facts">The columns.</param>
/// <param name="isAlone">Whether a column has a part of its own.</param>
internal sealed class Vectors(FileTable table, IReadOnlyList<ColumnFacts> facts, Func<ColumnFacts, bool> isAlone)
{
    // From so many numbered columns on they are one vector.
    private const int LeastNamed = 4, LeastUnnamed = 16;

    private static readonly char[] Digits = "0123456789".ToCharArray(), Marks = ['_', '.', '-', ' '];

    private readonly string[] header = [.. facts.Select(static column => column.Column.Name ?? "")];
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the columns of a vector are called but for the number, as its own column is then; null without a header.</summary>
    public static string? Name(ColumnFacts first) => first.Column.Name?.TrimEnd(Digits).TrimEnd(Marks);

    /// <summary>How many columns from here on are elements of one vector; 1 where it stands alone.</summary>
    public int Length(int first)
    {
        int length = 0;
        while (first + length < facts.Count && IsElement(facts[first + length]) && (!table.Options.HasHeader || IsNext(first, length))) length++;
        if (!table.Options.HasHeader) return length >= LeastUnnamed ? length : 1;
        return length >= LeastNamed && IsFound(first, length) ? length : 1;
    }

    // Truths are numbers where they are written so.
    private bool IsElement(ColumnFacts column) => (column.IsNumeric || column.IsBits) && column.Missing == 0 && column.FitsFloat && !isAlone(column);

    private bool IsNext(int first, int after)
    {
        string name = header[first + after], own = name.TrimEnd(Digits), begin = header[first].TrimEnd(Digits);
        if (own != begin || own.TrimEnd(Marks).Length == 0 || Number(name, own) is not { } number || Number(header[first], begin) is not (<= 1 and var start)) return false;
        return number == start + after;
    }

    private static int? Number(string name, string stem) =>
        int.TryParse(name.AsSpan(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 1_000_000 ? number : null;

    // The reader takes every column of the name and a number for an element, and a column of the name alone for another.
    private bool IsFound(int first, int length)
    {
        string name = Name(facts[first])!;
        if (header.Contains(name, StringComparer.OrdinalIgnoreCase)) return false;
        return VectorBinding.Find(header, name, length, ignoreCase: false) is { } fields && fields.SequenceEqual(Enumerable.Range(first, length)) && known.Add(name);
    }
}
