using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using MlDsl.Testing;

namespace MlDsl.Site.Tests;

/// <summary>The site of this repository has all pages, and whatever a page links is there.</summary>
public sealed class WholeSiteTests(WholeSite site) : IClassFixture<WholeSite>
{
    [Fact]
    public void EveryTextHasItsPage()
    {
        foreach (string page in Directory.GetFiles(Path.Combine(CSharp.Root, "docs"), "*.md")) Assert.True(Exists($"guide/{Path.GetFileNameWithoutExtension(page)}.html"), page);
        foreach (string sample in Directory.GetDirectories(Path.Combine(CSharp.Root, "samples")).Where(static folder => File.Exists(Path.Combine(folder, "README.md")))) Assert.True(Exists($"samples/{Path.GetFileName(sample)}.html"), sample);
        foreach (string rule in Directory.GetFiles(Path.Combine(CSharp.Root, "analyzers"), "MLD*.md", SearchOption.AllDirectories)) Assert.True(Exists($"rules/{Path.GetFileNameWithoutExtension(rule)}.html"), rule);
        foreach (string page in new[] { "index.html", "rules/MLD1201.html", "rules/index.html", "api/index.html", "api/MlDsl.Regression.html", "changelog.html", "packages/MlDsl.Serving.html" }) Assert.True(Exists(page), page);
        Assert.Equal(site.Figures.Pages, Directory.GetFiles(site.Folder, "*.html", SearchOption.AllDirectories).Length);
        Assert.InRange(site.Figures.Types, 300, 3000);
    }

    // Read as a browser reads them: an error of syntax is thrown.
    [Fact]
    public void EveryLinkOfEveryPageLeadsToAPageAndAPlaceOnIt()
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsStrictMode = true });
        Dictionary<string, IHtmlDocument> pages = Directory.GetFiles(site.Folder, "*.html", SearchOption.AllDirectories).ToDictionary(static path => path, path => Parse(parser, path));
        var ids = pages.ToDictionary(static page => page.Key, static page => page.Value.QuerySelectorAll("[id]").Select(static e => e.Id!).ToHashSet());
        List<string> dead = [];
        foreach (var (path, page) in pages)
        {
            string[] all = [.. page.QuerySelectorAll("[id]").Select(static e => e.Id!)];
            dead.AddRange(all.GroupBy(static id => id).Where(static g => g.Count() > 1).Select(g => $"{path}: '{g.Key}' twice"));
            foreach (string link in page.QuerySelectorAll("[href], [src]").Select(static e => e.GetAttribute("href") ?? e.GetAttribute("src")!))
            {
                if (link.StartsWith("https://", StringComparison.Ordinal)) continue;
                string[] parts = link.Split('#', 2);
                string target = parts[0].Length == 0 ? path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, parts[0]));
                if (!File.Exists(target)) dead.Add($"{path}: {link}");
                else if (parts.Length > 1 && !ids[target].Contains(parts[1])) dead.Add($"{path}: {link}, of which the place is not there");
            }
            Assert.Empty(page.QuerySelectorAll("script:not([src]), iframe, object, [onclick], [onload]"));
            Assert.Single(page.QuerySelectorAll("h1"));
        }
        Assert.Empty(dead);
    }

    [Fact]
    public void ATypeIsDescribedWithWhatItsMembersSay()
    {
        IHtmlDocument page = Parse(new HtmlParser(new HtmlParserOptions { IsStrictMode = true }), Path.Combine(site.Folder, "api/MlDsl.Reports.ReportOptions.html"));
        Assert.Equal("ReportOptions class", page.QuerySelector("h1")!.TextContent);
        string text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("What the model is for and what it is not for", text, StringComparison.Ordinal);
        Assert.Contains("MinCellRows", page.QuerySelectorAll("h3").Select(static h => h.TextContent));
        Assert.Contains("throws ArgumentOutOfRangeException", page.QuerySelectorAll("dt").Select(static d => d.TextContent));
        // What others cannot call, and what only generated code calls, is not told.
        Assert.False(Exists("api/MlDsl.Reports.ReportPage.html"));
        Assert.DoesNotContain("AtLeast(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSearchKnowsEveryPageByItsWords()
    {
        string script = File.ReadAllText(Path.Combine(site.Folder, "search.js"));
        Assert.StartsWith("window.siteIndex=[", script, StringComparison.Ordinal);
        using var index = JsonDocument.Parse(script["window.siteIndex=".Length..^2]);
        Dictionary<string, JsonElement> pages = index.RootElement.EnumerateArray().ToDictionary(static page => page[0].GetString()!);
        Assert.Equal(site.Figures.Pages, pages.Count);
        Assert.Contains("lateness", pages["guide/windows.html"][4].GetString()!.Split(' '));
        Assert.Contains("worst-slices", pages["guide/report.html"][3].EnumerateArray().Select(static h => h.GetString()));
        Assert.All(pages.Values, static page => Assert.NotEqual("", page[1].GetString()));
    }

    private bool Exists(string url) => File.Exists(Path.Combine(site.Folder, url));

    private static IHtmlDocument Parse(HtmlParser parser, string path)
    {
        try
        {
            return parser.ParseDocument(File.ReadAllText(path));
        }
        catch (HtmlParseException wrong)
        {
            throw new InvalidDataException($"{path}: {wrong.Message} at {wrong.Position}", wrong);
        }
    }
}
