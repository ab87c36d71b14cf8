namespace MlDsl.Reports;

/// <summary>Writes the parts of a section.</summary>
internal static class PartMarkup
{
    public static void Write(Markup page, ReportPart part)
    {
        switch (part)
        {
            case NotePart note: page.Element("p", note.Text, ("class", note.IsWarning ? "warning" : null)); break;
            case FactsPart facts: Write(page, facts); break;
            case TablePart table: Write(page, table, table.Caption); break;
            case PlotPart plot: Write(page, plot); break;
        }
    }

    private static void Write(Markup page, FactsPart facts)
    {
        page.Open("dl");
        foreach (var (name, value) in facts.Facts) page.Open("div").Element("dt", name).Element("dd", value.Text).Close();
        page.Close();
    }

    private static void Write(Markup page, PlotPart plot)
    {
        page.Open("figure", ("class", plot.IsDetail ? "small" : null)).Element("figcaption", plot.Title);
        new PlotPicture(page, plot).Draw();
        string[] named = [.. plot.Marks.Select(static m => m.Name)];
        if (named.Length > 1)
        {
            page.Open("ul", ("class", "legend"));
            for (int i = 0; i < named.Length; i++)
                page.Open("li").Empty("span", ("class", $"key {(plot.Marks[i] is LineMark { IsDashed: true } ? "dashed " : "")}c{i % 6}"), ("aria-hidden", "true")).Text(named[i]).Close();
            page.Close();
        }
        page.Element("p", plot.Summary);
        page.Open("details").Element("summary", $"{plot.Title} as a table");
        Write(page, plot.Table, plot.Table.Caption);
        page.Close().Close();
    }

    private static void Write(Markup page, TablePart table, string caption)
    {
        // Columns of figures are set flush right: a class for each on the table, because one on every cell is half of a long page.
        string figures = string.Join(' ', Enumerable.Range(0, table.Header.Count).Where(column => table.Rows.Any(row => row[column].IsNumeric)).Select(static column => FormattableString.Invariant($"n{column + 1}")));
        // What scrolls can be reached from the keyboard, and has a name.
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", caption)).Open("table", ("class", figures.Length > 0 ? figures : null)).Element("caption", caption).Open("thead").Open("tr");
        foreach (string name in table.Header) page.Element("th", name, ("scope", "col"));
        page.Close().Close().Open("tbody");
        foreach (ReportCell[] row in table.Rows)
        {
            page.Open("tr").Element("th", row[0].Text, ("scope", "row"));
            for (int column = 1; column < row.Length; column++) page.Element("td", row[column].Text);
            page.Close();
        }
        page.Close().Close().Close();
    }
}
