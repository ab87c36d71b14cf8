using System.Globalization;
using System.Net;
using System.Text;

namespace MlDsl.Site;

/// <summary>A page as HTML: what all pages share around its own text.</summary>
/// <param name="all">All pages, in the order of the navigation.</param>
internal sealed class PageHtml(IReadOnlyList<SitePage> all)
{
    private static readonly (SitePart Part, string Title, string Url)[] Parts =
    [
        (SitePart.Guide, "Guide", "index.html"), (SitePart.Samples, "Samples", ""), (SitePart.Rules, "Rules", "rules/index.html"), (SitePart.Packages, "Packages", ""), (SitePart.Api, "Types", "api/index.html"),
    ];

    /// <summary>The page.</summary>
    public string Of(SitePage page)
    {
        var html = new StringBuilder();
        string title = page.Url == "index.html" ? page.Title : $"{page.Title} · MlDsl";
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{Encode(title)}</title><link rel=\"stylesheet\" href=\"{page.To("site.css")}\"></head>\n<body data-root=\"{page.To("")}\">")
            .Append("<a class=\"skip\" href=\"#main\">To the text</a>\n<header><a class=\"home\" href=\"").Append(page.To("index.html")).Append("\">MlDsl</a><nav aria-label=\"Parts\"><ul>");
        foreach (var (part, name, url) in Parts)
        {
            string? first = url.Length > 0 && all.Any(p => p.Url == url) ? url : all.FirstOrDefault(p => p.Part == part)?.Url;
            if (first is not null) html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{page.To(first)}\"{(part == page.Part ? " aria-current=\"true\"" : "")}>{name}</a></li>");
        }
        html.Append("</ul></nav><form role=\"search\"><label for=\"search\">Search</label><input id=\"search\" type=\"search\" autocomplete=\"off\"></form></header>\n")
            .Append("<div id=\"found\" role=\"region\" aria-label=\"Results of the search\" aria-live=\"polite\" hidden></div>\n<div class=\"columns\">");
        Neighbours(html, page);
        html.Append("<main id=\"main\">\n").Append(page.Body).Append("</main>");
        Contents(html, page);
        html.Append(CultureInfo.InvariantCulture, $"</div>\n<footer><p>Made of <code>{Encode(page.Source)}</code>. MlDsl is under the MIT license.</p></footer>\n<script src=\"{page.To("site.js")}\"></script></body></html>\n");
        return html.ToString();
    }

    private void Neighbours(StringBuilder html, SitePage page)
    {
        // Types are too many for a list beside each of them: those of the same assembly stand there.
        IEnumerable<SitePage> some = all.Where(p => p.Part == page.Part && (page.Part != SitePart.Api || p.Source == page.Source || p.Url == "api/index.html"));
        html.Append("<nav class=\"pages\" aria-label=\"Pages\"><ul>");
        foreach (SitePage other in some)
            html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{page.To(other.Url)}\"{(other == page ? " aria-current=\"page\"" : "")}>{Encode(other.Name)}</a></li>");
        html.Append("</ul></nav>");
    }

    private static void Contents(StringBuilder html, SitePage page)
    {
        SiteHeading[] parts = [.. page.Headings.Where(static h => h.Level == 2)];
        if (parts.Length < 2) return;
        html.Append("<nav class=\"contents\" aria-label=\"On this page\"><ul>");
        foreach (SiteHeading heading in parts) html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{Encode(heading.Id)}\">{Encode(heading.Text)}</a></li>");
        html.Append("</ul></nav>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
