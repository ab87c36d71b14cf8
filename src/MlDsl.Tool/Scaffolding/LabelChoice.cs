using System.Globalization;

namespace MlDsl.Tool.Scaffolding;

/// <summary>Which column is predicted.</summary>
internal static class LabelChoice
{
    private static readonly string[] Names = ["label", "target", "outcome", "class", "y"];

    /// <summary>The column that <paramref name="said"/> names; else one that is called so; else the last one.</summary>
    /// <exception cref="ToolException">No column has the name.</exception>
    public static ColumnFacts Of(IReadOnlyList<ColumnFacts> columns, string? said)
    {
        if (said is null)
        {
            return columns.FirstOrDefault(static column => column.Column.Name is { } name && Names.Any(word => Words.Has(name, word)))
                ?? columns.LastOrDefault(static column => column.Distinct > 1) ?? columns[^1];
        }
        if (columns.FirstOrDefault(column => column.Column.Name == said) ?? columns.FirstOrDefault(column => string.Equals(column.Column.Name, said, StringComparison.OrdinalIgnoreCase)) is { } named) return named;
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= columns.Count) return columns[number - 1];
        string names = string.Join(", ", columns.Take(20).Select(static column => column.Column.Said));
        throw new ToolException($"--label '{said}' is no column; the file has {names}{(columns.Count > 20 ? ", …" : "")}, and a number counts from 1");
    }
}
