using System.Globalization;
using System.Text;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Checking;

/// <summary>Rows as one text each, to find those that are alike.</summary>
/// <param name="facts">The columns that count; identifiers are left out.</param>
internal sealed class RowKeys(IReadOnlyList<ColumnFacts> facts)
{
    /// <summary>Whether rows that are nearly alike are not so by chance: texts, or three numbers with decimals.</summary>
    public bool CanTellNear { get; } = facts.Any(static column => column.Kind is ValueKind.Prose or ValueKind.Key) || facts.Count(static column => column.Kind == ValueKind.Number && column.Distinct > 100) >= 3;

    /// <summary>A row's values as they stand in the file.</summary>
    public string Exact(int row) => string.Join('\u001F', facts.Select(column => column.Column.Texts[row] ?? "\u0000"));

    /// <summary>A row's values without what a copy may lose: case, signs and blanks of texts, digits of numbers behind the third.</summary>
    public string Near(int row) => string.Join('\u001F', facts.Select(column => column.Column.Texts[row] is not { } text ? "\u0000" : column.Kind == ValueKind.Number ? Rounded(column.Values[row]) : Letters(text)));

    private static string Rounded(double value) => value.ToString("E2", CultureInfo.InvariantCulture);

    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (char c in text)
            if (char.IsLetterOrDigit(c)) letters.Append(char.ToUpperInvariant(c));
        return letters.Length > 0 ? letters.ToString() : text;
    }
}
