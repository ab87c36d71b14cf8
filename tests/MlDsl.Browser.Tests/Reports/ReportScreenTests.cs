using System.Collections.Concurrent;
using Microsoft.Playwright;
using MlDsl.Browser.Tests.Screens;
using MlDsl.Reports;
using MlDsl.Reports.Tests.Whole;
using Xunit.Abstractions;

namespace MlDsl.Browser.Tests.Reports;

/// <summary>
/// Reports as people see them, opened as a file in a browser: every plot is drawn, nothing is fetched or said, and axe-core has nothing to say. Where MLDSL_REPORTS names a folder the
/// pages and pictures of them are left there, to be looked at.
/// </summary>
public sealed class ReportScreenTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Pages = new();

    private static readonly Dictionary<string, Func<Report>> Reports = new()
    {
        ["taxi"] = RealReports.Taxi,
        ["adult"] = RealReports.Adult,
        ["bike"] = RealReports.Bike,
        ["digits"] = RealReports.Digits,
        ["search"] = RealReports.Search,
        ["hostile"] = RealReports.Hostile,
        ["sales"] = FurtherReports.Sales,
        ["films"] = FurtherReports.Films,
        ["offers"] = FurtherReports.Offers,
        ["payments"] = FurtherReports.Payments,
        ["guests"] = FurtherReports.Guests,
        ["drift"] = MonitorReports.Drift,
    };

    public static TheoryData<string, ColorScheme> Screens => AxeCheck.InBothSchemes(Reports.Keys);

    public static TheoryData<string> Names => [.. Reports.Keys];

    [BrowserTheory("taxi-fare-train.csv", "adult.csv", "bike-hour.csv", "optdigits-train.csv")]
    [MemberData(nameof(Screens))]
    public async Task APageIsSeenAndHeard(string name, ColorScheme scheme)
    {
        await using OpenPage open = await chromium.Open(PathOf(name), scheme);
        int violations = await AxeCheck.Violations(open.Page, output), plots = await AssertDrawn(open.Page, $"{name}-{scheme}");
        output.WriteLine($"seeing: report={name} scheme={scheme} axe_violations={violations} plots={plots}");
        await open.Picture($"{name}-{scheme}");
        // What is folded away is read, too.
        await open.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
        Assert.Equal(0, violations + await AxeCheck.Violations(open.Page, output));
        Assert.Single(open.Asked);
        Assert.Empty(open.Said);
    }

    [BrowserTheory("taxi-fare-train.csv", "adult.csv", "bike-hour.csv", "optdigits-train.csv")]
    [MemberData(nameof(Names))]
    public async Task APageIsPrinted(string name)
    {
        // Who reads in the dark prints on white paper.
        await using OpenPage open = await chromium.Open(PathOf(name), ColorScheme.Dark, width: 760);
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.Equal("rgb(255, 255, 255)", await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        output.WriteLine($"seeing: report={name} scheme=Print axe_violations={await AxeCheck.Violations(open.Page, output)} plots={await AssertDrawn(open.Page, $"{name}-Print")}");
        byte[] document = await open.Page.PdfAsync(new PagePdfOptions { Format = "A4" });
        Assert.True(document.AsSpan().StartsWith("%PDF-"u8));
        if (Chromium.Kept is { } folder) await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.pdf"), document);
    }

    [BrowserTheory("taxi-fare-train.csv", "adult.csv", "bike-hour.csv", "optdigits-train.csv")]
    [MemberData(nameof(Names))]
    public async Task APageFitsATelephone(string name)
    {
        await using OpenPage open = await chromium.Open(PathOf(name), ColorScheme.Light, width: 380);
        await open.Picture($"{name}-narrow");
        Assert.Equal(380, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await AssertDrawn(open.Page, $"{name}-narrow");
        Assert.Equal(0, await AxeCheck.Violations(open.Page, output));
    }

    private static async Task<int> AssertDrawn(IPage page, string name)
    {
        SeenPlot[] plots = await PlotScan.Of(page);
        Assert.NotEmpty(plots);
        ILocator pictures = page.Locator("svg");
        List<string> problems = [];
        for (int i = 0; i < plots.Length; i++)
        {
            byte[] picture = await pictures.Nth(i).ScreenshotAsync(new LocatorScreenshotOptions { Animations = ScreenshotAnimations.Disabled });
            problems.AddRange(PlotPixels.Problems(plots[i], new Png(picture)).Select(problem => $"{name}, {plots[i].Name.Split('.')[0]}: {problem}"));
        }
        if (problems.Count > 0) Assert.Fail(string.Join('\n', problems));
        return plots.Length;
    }

    private static string PathOf(string name) => Pages.GetOrAdd(name, static name => new Lazy<string>(() =>
    {
        string folder = Chromium.Kept ?? Directory.CreateTempSubdirectory("mldsl-screens").FullName, path = Path.Combine(folder, $"{name}.html");
        Reports[name]().Save(path);
        return path;
    })).Value;
}
