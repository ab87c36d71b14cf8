using System.Globalization;
using System.Text;

namespace MlDsl;

/// <summary>Cells in aligned columns: the first column to the left, the others to the right, those without any text left out.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> rows = [header];

    public void Add(params string[] cells) => rows.Add(cells);

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => rows.Max(row => row[column].Length))];
        return string.Join('\n', rows.Select(row => Line(row, widths)));
    }

    /// <summary>A sum of weights: whole numbers as counts, others with three decimals.</summary>
    public static string Count(double count) => count.ToString("#,0.###", CultureInfo.InvariantCulture);

    /// <summary>A number of rows in words: <c>1 row</c>, <c>1,234 rows</c>.</summary>
    public static string Rows(int rows) => string.Create(CultureInfo.InvariantCulture, $"{rows:N0} {(rows == 1 ? "row" : "rows")}");

    private static string Line(string[] cells, int[] widths)
    {
        var line = new StringBuilder(cells[0].PadRight(widths[0]));
        for (int i = 1; i < cells.Length; i++)
            if (widths[i] > 0) line.Append("  ").Append(cells[i].PadLeft(widths[i]));
        return line.ToString().TrimEnd();
    }
}
