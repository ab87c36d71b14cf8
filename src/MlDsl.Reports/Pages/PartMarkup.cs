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
        // What scrolls can be reached from the keyboard, and has a name.
        page.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", caption)).Open("table").Element("caption", caption).Open("thead").Open("tr");
        bool[] isNumeric = [.. Enumerable.Range(0, table.Header.Count).Select(column => table.Rows.Any(row => row[column].IsNumeric))];
        for (int column = 0; column < table.Header.Count; column++) page.Element("th", table.Header[column], ("scope", "col"), ("class", isNumeric[column] ? "n" : null));
        page.Close().Close().Open("tbody");
        foreach (ReportCell[] row in table.Rows)
        {
            page.Open("tr");
            for (int column = 0; column < row.Length; column++)
            {
                if (column == 0) page.Element("th", row[0].Text, ("scope", "row"), ("class", isNumeric[0] ? "n" : null));
                else page.Element("td", row[column].Text, ("class", isNumeric[column] ? "n" : null));
            }
            page.Close();
        }
        page.Close().Close().Close();
    }
}
