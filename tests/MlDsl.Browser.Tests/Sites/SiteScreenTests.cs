using Microsoft.Playwright;
using MlDsl.Browser.Tests.Screens;
using MlDsl.Site;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Browser.Tests.Sites;

/// <summary>The documentation's site as people see it, opened as files: axe-core has nothing to say, and the search finds pages without a server.</summary>
public sealed class SiteScreenTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private static readonly Lazy<string> Folder = new(static () =>
    {
        string folder = Directory.CreateTempSubdirectory("mldsl-site").FullName;
        SiteBuilder.Build(CSharp.Root, folder, AppContext.BaseDirectory);
        return folder;
    });

    public static TheoryData<string, ColorScheme> Screens => AxeCheck.InBothSchemes(
        ["index.html", "guide/report.html", "rules/index.html", "rules/MLD1201.html", "samples/TaxiFare.html", "api/index.html", "api/MlDsl.Reports.ReportOptions.html"]);

    [BrowserTheory]
    [MemberData(nameof(Screens))]
    public async Task APageIsSeenAndHeard(string url, ColorScheme scheme)
    {
        // For the checker of HTML.
        if (Chromium.Kept is { } folder) File.Copy(Path.Combine(Folder.Value, url), Path.Combine(folder, $"site-{url.Replace('/', '-')}"), overwrite: true);
        foreach (int width in new[] { 1200, 380 })
        {
            await using OpenPage open = await chromium.Open(Path.Combine(Folder.Value, url), scheme, width);
            // Before axe-core looks: it asks for style sheets in a way that files do not allow.
            Assert.Empty(open.Said);
            Assert.All(open.Asked, static address => Assert.StartsWith("file:", address, StringComparison.Ordinal));
            int violations = await AxeCheck.Violations(open.Page, output);
            output.WriteLine($"seeing: site={url} scheme={scheme} width={width} axe_violations={violations}");
            await open.Picture($"site-{url.Replace('/', '-')}-{scheme}-{width}", whole: false);
            Assert.Equal(0, violations);
            Assert.Equal(width, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        }
    }

    [BrowserTheory]
    [InlineData("lateness", "Windows over time")]
    [InlineData("reportoptions", "ReportOptions class")]
    [InlineData("MLD1201", "MLD1201")]
    public async Task TheSearchFindsAPage(string word, string title)
    {
        await using OpenPage open = await chromium.Open(Path.Combine(Folder.Value, "samples/TaxiFare.html"), ColorScheme.Light);
        await open.Page.Locator("#search").FillAsync(word);
        ILocator first = open.Page.Locator("#found li a").Filter(new LocatorFilterOptions { HasText = title }).First;
        await first.WaitForAsync();
        Assert.Empty(open.Said);
        Assert.Equal(0, await AxeCheck.Violations(open.Page, output));
        await first.ClickAsync();
        Assert.Contains(title, await open.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData("zzzz", "Nothing has all of these words.")]
    public async Task TheSearchSaysThatNothingIsFoundAndCloses(string word, string said)
    {
        await using OpenPage open = await chromium.Open(Path.Combine(Folder.Value, "index.html"), ColorScheme.Dark);
        // A slash leads into the search from anywhere.
        await open.Page.Keyboard.PressAsync("/");
        await open.Page.Keyboard.TypeAsync(word);
        await open.Page.Locator("#found").GetByText(said).WaitForAsync();
        await open.Page.Keyboard.PressAsync("Escape");
        Assert.True(await open.Page.Locator("#found").IsHiddenAsync());
    }
}
