using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace MlDsl.Browser.Tests.Screens;

/// <summary>Asks axe-core about a page.</summary>
internal static class AxeCheck
{
    /// <summary>Each page in light and in dark.</summary>
    public static TheoryData<string, ColorScheme> InBothSchemes(IEnumerable<string> pages)
    {
        var screens = new TheoryData<string, ColorScheme>();
        foreach (string page in pages)
        {
            screens.Add(page, ColorScheme.Light);
            screens.Add(page, ColorScheme.Dark);
        }
        return screens;
    }

    /// <summary>How many of its rules the page breaks; which, and where, is written to the test's output.</summary>
    public static async Task<int> Violations(IPage page, ITestOutputHelper output)
    {
        AxeResult result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        foreach (AxeResultItem item in result.Violations)
            output.WriteLine($"{item.Id} ({item.Impact}): {item.Help}: {string.Join("; ", item.Nodes.Take(5).Select(static n => n.Html))}");
        return result.Violations.Length;
    }
}
