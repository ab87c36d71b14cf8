using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace MlDsl.Reports.Tests.Whole;

/// <summary>A page as a browser reads it, and what every page must be.</summary>
internal static class Parsed
{
    /// <summary>The page; an error of HTML5's syntax is thrown.</summary>
    public static IHtmlDocument Of(Report report)
    {
        string html = report.ToHtml();
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, 2_000_000);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        IHtmlDocument page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, embed, base, form, style[src], [src], [onload], [onerror], [onclick], svg image, svg use, svg foreignObject"));
        Assert.Single(page.QuerySelectorAll("style"));
        Assert.DoesNotContain("url(", PageStyle.Sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", PageStyle.Sheet, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("a"), static a => Assert.StartsWith("#", a.GetAttribute("href"), StringComparison.Ordinal));
        foreach (string landmark in new[] { "header", "nav", "main", "footer", "h1" }) Assert.Single(page.QuerySelectorAll(landmark));
        string[] ids = [.. page.QuerySelectorAll("[id]").Select(static e => e.Id!)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.QuerySelectorAll("a"), a => Assert.Contains(a.GetAttribute("href")![1..], ids));
        Assert.All(page.QuerySelectorAll("svg"), static svg => Assert.True(svg.GetAttribute("role") == "img" && svg.GetAttribute("aria-label")!.Length > 10));
        Assert.All(page.QuerySelectorAll("figure"), static f => Assert.True(f.QuerySelector("figcaption") is not null && f.QuerySelector("details table") is not null));
        Assert.All(page.QuerySelectorAll("table"), static t => Assert.True(t.QuerySelector("caption")!.TextContent.Length > 0 && t.QuerySelectorAll("thead th[scope=col]").Length > 0));
        Assert.All(page.QuerySelectorAll("thead th"), static th => Assert.NotEqual("", th.TextContent.Trim()));
        Assert.Equal(report.Title, page.Title);
        JsonDocument.Parse(report.ToJson()).Dispose();
        return page;
    }

    /// <summary>The headings of the sections.</summary>
    public static string[] Sections(IHtmlDocument page) => [.. page.QuerySelectorAll("main > section").Select(static s => s.Id!)];

    /// <summary>The titles of the plots.</summary>
    public static string[] Plots(IHtmlDocument page, string section) => [.. page.QuerySelectorAll($"#{section} > figure > figcaption").Select(static f => f.TextContent)];
}
