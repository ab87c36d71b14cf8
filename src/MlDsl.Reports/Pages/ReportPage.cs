namespace MlDsl.Reports;

/// <summary>Writes a report as one HTML page that needs nothing from elsewhere.</summary>
internal static class ReportPage
{
    /// <summary>The most characters of a page, below 2 MB of UTF-8 where texts are Latin.</summary>
    public const int MostCharacters = 1_800_000;

    private const string Dropped = "The page would be larger than 2 MB: small plots are shown as tables only.";
    private const string CutShort = "The page would be larger than 2 MB: small plots are left to JSON, and of long tables stand the first 200 rows; JSON has all.";
    private const int MostRows = 200;

    /// <summary>The page.</summary>
    /// <param name="title">The model and its version.</param>
    /// <param name="sections">The sections in their order.</param>
    public static string Write(string title, IReadOnlyList<ReportSection> sections)
    {
        string whole = Write(title, sections, null, static part => [part]);
        if (whole.Length <= MostCharacters) return whole;
        string tables = Write(title, sections, Dropped, static part => [part is PlotPart { IsDetail: true } plot ? plot.Table with { Caption = plot.Title } : part]);
        return tables.Length <= MostCharacters ? tables : Write(title, sections, CutShort, CutParts);
    }

    private static string Write(string title, IReadOnlyList<ReportSection> sections, string? note, Func<ReportPart, IEnumerable<ReportPart>> shown)
    {
        var page = new Markup();
        page.Literal("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Open("head");
        page.Empty("meta", ("charset", "utf-8"));
        // Nothing may be loaded or run, whatever a name in the data says.
        page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'"));
        page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        page.Element("title", title).Open("style").Literal(PageStyle.Sheet).Close().Close().Literal("\n");
        page.Open("body").Open("header").Element("h1", title).Close();
        page.Open("nav", ("aria-label", "Sections")).Open("ul");
        foreach (ReportSection section in sections) page.Open("li").Element("a", section.Title, ("href", $"#{section.Id}")).Close();
        page.Close().Close().Open("main");
        if (note is not null) page.Element("p", note, ("class", "warning"));
        foreach (ReportSection section in sections)
        {
            page.Literal("\n").Open("section", ("id", section.Id), ("aria-labelledby", $"{section.Id}-title")).Element("h2", section.Title, ("id", $"{section.Id}-title"));
            foreach (ReportPart part in section.Parts.SelectMany(shown)) PartMarkup.Write(page, part);
            page.Close();
        }
        page.Close().Open("footer").Element("p", "Made by MlDsl. Intervals are of 95 % unless a section says otherwise.").Close();
        return page.Close().Close().Literal("\n").ToString();
    }

    private static IEnumerable<ReportPart> CutParts(ReportPart part)
    {
        if (part is PlotPart { IsDetail: true }) yield break;
        yield return part is TablePart table && table.Rows.Count > MostRows
            ? table with { Rows = [.. table.Rows.Take(MostRows)], Caption = $"{table.Caption}: the first {MostRows} of {ReportText.Count(table.Rows.Count)} rows" }
            : part;
    }
}
