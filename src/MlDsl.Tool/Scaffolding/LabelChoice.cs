using System.Globalization;

namespace MlDsl.Tool.Scaffolding;

/// <summary>Which column is predicted, or meant by an option.</summary>
internal static class LabelChoice
{
    private static readonly string[] Names = ["label", "target", "outcome", "class"];

    /// <summary>The label: the column that <paramref name="said"/> names; else one that is called so, or the last or first one that can be it.</summary>
    /// <returns>The column, and why it was taken where nobody named it.</returns>
    /// <exception cref="ToolException">No column has the name, or none can be a label.</exception>
    public static (ColumnFacts Column, string? Why) Of(IReadOnlyList<ColumnFacts> columns, string? said) => said is null ? Guess(columns) : (Of(columns, said, "--label"), null);

    /// <summary>The column that an option names, by its name or its number.</summary>
    /// <exception cref="ToolException">No column has the name.</exception>
    public static ColumnFacts Of(IReadOnlyList<ColumnFacts> columns, string said, string option)
    {
        ColumnFacts? named = columns.FirstOrDefault(column => column.Column.Name == said)
            ?? columns.FirstOrDefault(column => string.Equals(column.Column.Name, said, StringComparison.OrdinalIgnoreCase));
        if (named is not null) return named;
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= columns.Count) return columns[number - 1];
        string names = string.Join(", ", columns.Take(20).Select(static column => column.Column.Said));
        throw new ToolException($"{option} '{said}' is no column; the file has {names}{(columns.Count > 20 ? ", …" : "")}, and a number counts from 1");
    }

    // Files have their label last, or first; two classes in one of these places speak for it.
    private static (ColumnFacts Column, string Why) Guess(IReadOnlyList<ColumnFacts> columns)
    {
        var possible = columns.Where(static column => column.Distinct > 1 && column.Kind is not (ValueKind.Prose or ValueKind.Key or ValueKind.Time or ValueKind.Vector) && column.Column.Type is not (SchemaType.Clock or SchemaType.Duration or SchemaType.Identifier) && !Words.IsSeconds(column)).ToList();
        if (possible.Count == 0) throw new ToolException("no column can be a label: it has two values or more, and is no date, text or identifier; name one with --label");
        if (possible.FirstOrDefault(static column => column.Column.Name is { } name && IsOfLabels(name)) is { } called) return (called, "by its name");
        // What names a row or a thing is nothing to predict, wherever it stands, nor are texts that are too many for classes.
        if (possible.Any(static column => !IsName(column))) possible.RemoveAll(IsName);
        ColumnFacts first = possible[0], last = possible[^1];
        return first.Column is { Name: null, Position: 0 } && first.Kind == ValueKind.Flag && last.Kind != ValueKind.Flag ? (first, "as the first column, which has two classes") : (last, "as the last column that can be one");
    }

    // A y is a label by itself, and a coordinate as a word among others.
    private static bool IsOfLabels(string name) => name is "y" or "Y" || Names.Any(word => Words.Has(name, word));

    private static bool IsName(ColumnFacts column) => column.IsId || column is { Kind: ValueKind.Category, Distinct: > TargetFacts.MostClasses } || column.Kind == ValueKind.Integer && column.Column.Name is { } name && Words.IsOfIds(name);
}
