using System.Text;

namespace MlDsl.Reports;

/// <summary>Writes a report as one HTML page that needs nothing from elsewhere.</summary>
internal static class ReportPage
{
    // Below 2 MB, whatever letters the texts are of.
    private const int MostBytes = 1_950_000;

    // Of a page that is too long with all tables, and then with the beginnings of them, less of each.
    private static readonly int[] FewerRows = [200, 50, 10];

    /// <summary>The page.</summary>
    /// <param name="title">The model and its version.</param>
    /// <param name="sections">The sections in their order.</param>
    /// <param name="level">The probability of intervals that do not say their own; null where that is not known.</param>
    public static string Write(string title, IReadOnlyList<ReportSection> sections, double? level)
    {
        int all = sections.Sum(static s => s.Parts.Count(static p => p is PlotPart { IsDetail: true }));
        for (int drawn = all; ; drawn /= 2)
        {
            string? note = drawn == all ? null : $"To keep the page below 2 MB, {drawn} of {all} small plots are in it; JSON has the figures of all.";
            string page = Write(title, sections, level, note, Few(drawn));
            if (Fits(page)) return page;
            if (drawn == 0) break;
        }
        string shorter = "";
        foreach (int rows in FewerRows)
        {
            shorter = Write(title, sections, level, $"To keep the page below 2 MB, small plots are left out, and of long tables stand the first {rows} rows; JSON has all.", part => Few(0)(part).Select(shown => Short(shown, rows)));
            if (Fits(shorter)) break;
        }
        return shorter;
    }

    private static bool Fits(string page) => Encoding.UTF8.GetByteCount(page) <= MostBytes;

    // The first of the small plots, those of the columns that matter most, and everything else.
    private static Func<ReportPart, IEnumerable<ReportPart>> Few(int drawn)
    {
        int left = drawn;
        return part => part is PlotPart { IsDetail: true } && left-- <= 0 ? [] : [part];
    }

    private static ReportPart Short(ReportPart part, int rows) => part switch
    {
        TablePart table => Short(table, rows),
        PlotPart plot => plot with { Table = Short(plot.Table, rows) },
        _ => part,
    };

    private static TablePart Short(TablePart table, int rows) => table.Rows.Count <= rows
        ? table
        : table with { Rows = [.. table.Rows.Take(rows)], Caption = $"{table.Caption}: the first {rows} of {ReportText.Count(table.Rows.Count)} rows" };

    private static string Write(string title, IReadOnlyList<ReportSection> sections, double? level, string? note, Func<ReportPart, IEnumerable<ReportPart>> shown)
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
        page.Close().Open("footer").Element("p", level is { } known ? $"Made by MlDsl. Intervals are of {ReportText.Percent(known)} unless a section says otherwise." : "Made by MlDsl.").Close();
        return page.Close().Close().Literal("\n").ToString();
    }
}
