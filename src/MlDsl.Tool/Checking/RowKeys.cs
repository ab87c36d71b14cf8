using System.Globalization;
using System.Text;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Checking;

/// <summary>Rows as texts of their cells, to find those that are alike.</summary>
internal sealed class RowKeys
{
    private const string None = "\u0000";

    // A number's steps are this part of the range that all but the two outer hundredths of its values have.
    private const double Parts = 1_000;

    private readonly ColumnFacts[] columns;
    private readonly double[] steps;
    private readonly IReadOnlySet<string> missing;

    /// <param name="facts">The columns of the training rows; identifiers are left out, which tell any two rows apart, but where nothing else than the label were left.</param>
    /// <param name="label">The label.</param>
    /// <param name="missing">What stands for a missing value in any of the files.</param>
    public RowKeys(IReadOnlyList<ColumnFacts> facts, ColumnFacts label, IReadOnlySet<string> missing)
    {
        this.missing = missing;
        columns = [.. facts.Where(static column => !column.IsId)];
        if (!columns.Any(column => column != label)) columns = [.. facts];
        steps = [.. columns.Select(Step)];
        CanTellNear = columns.Any(static column => column.Kind is ValueKind.Prose or ValueKind.Key) || columns.Count(static column => column.Kind == ValueKind.Number && column.Distinct > 100) >= 3;
    }

    /// <summary>Whether rows that are nearly alike are not so by chance: texts, or three numbers with decimals.</summary>
    public bool CanTellNear { get; }

    /// <summary>A row's cells as they stand in the file; or without what a copy may lose: case, signs and blanks of texts, the last digits of numbers.</summary>
    /// <param name="of">All columns of the file of the row.</param>
    /// <param name="row">The row.</param>
    /// <param name="isNear">Whether to leave out what a copy may lose.</param>
    public string[] Cells(IReadOnlyList<ColumnFacts> of, int row, bool isNear)
    {
        var cells = new string[columns.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            ColumnFacts column = of[columns[i].Column.Position];
            cells[i] = column.Column.Texts[row] is not { } text || missing.Contains(text) ? None : isNear ? Near(i, column, row, text) : text;
        }
        return cells;
    }

    /// <summary>The same cells, but for texts that no two rows have in common by chance, because most of their column stand in one row only: those are a row's own.</summary>
    /// <param name="of">All columns of the training rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="isNear">Whether to leave out what a copy may lose.</param>
    public string[] CellsByChance(IReadOnlyList<ColumnFacts> of, int row, bool isNear)
    {
        string[] cells = Cells(of, row, isNear);
        for (int i = 0; i < cells.Length; i++)
            if (columns[i].Kind is ValueKind.Prose or ValueKind.Key or ValueKind.Category && columns[i].Distinct > columns[i].Present / 2 && cells[i] != None) cells[i] = $"{None}{row}";
        return cells;
    }

    /// <summary>Cells as one text.</summary>
    public static string Join(string[] cells) => string.Join('\u001F', cells);

    private string Near(int i, ColumnFacts column, int row, string text) => columns[i].Kind switch
    {
        ValueKind.Number when steps[i] > 0 && column.Values.Count > 0 && !double.IsNaN(column.Values[row]) => Rounded(column.Values[row], steps[i]),
        ValueKind.Category or ValueKind.Key or ValueKind.Prose => Letters(text),
        _ => text,
    };

    // By steps, which tell values apart that differ little beside their size, and by three digits, which do so where few large values make the steps wide.
    private static string Rounded(double value, double step) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value / step)} {value:E2}");

    private static double Step(ColumnFacts column)
    {
        if (column.Kind != ValueKind.Number) return 0;
        double[] sorted = [.. column.Values.Where(static value => !double.IsNaN(value)).Order()];
        double range = sorted[(int)(0.99 * (sorted.Length - 1))] - sorted[(int)(0.01 * (sorted.Length - 1))];
        return (range > 0 ? range : sorted[^1] - sorted[0]) / Parts;
    }

    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (char c in text)
            if (char.IsLetterOrDigit(c)) letters.Append(char.ToUpperInvariant(c));
        return letters.Length > 0 ? letters.ToString() : text;
    }
}
