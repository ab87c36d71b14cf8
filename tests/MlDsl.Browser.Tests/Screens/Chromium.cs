using Microsoft.Playwright;

namespace MlDsl.Browser.Tests.Screens;

/// <summary>The browser that MLDSL_BROWSER names, started once for the tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The browser's program; null where none is named.</summary>
    internal static string? Program => Environment.GetEnvironmentVariable("MLDSL_BROWSER") is { Length: > 0 } named ? named : null;

    /// <summary>The folder that MLDSL_REPORTS names, for pages and pictures that are to be looked at; null where none is named.</summary>
    internal static string? Kept => Environment.GetEnvironmentVariable("MLDSL_REPORTS") is { Length: > 0 } folder ? folder : null;

    public async Task InitializeAsync()
    {
        if (Program is not { } program) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            // Containers have no sandbox of their own kind, and small shared memory.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--force-color-profile=srgb"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="width">The width of the window, in pixels.</param>
    internal async Task<OpenPage> Open(string path, ColorScheme scheme, int width = 1100)
    {
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        IPage page = await context.NewPageAsync();
        var open = new OpenPage(context, page);
        await page.GotoAsync(new Uri(Path.GetFullPath(path)).AbsoluteUri);
        return open;
    }
}

/// <summary>A page that is open, with what it asked for and complained about.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> asked = [], said = [];

    public OpenPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Request += (_, request) => asked.Add(request.Url);
        page.Console += (_, message) => said.Add(message.Text);
        page.PageError += (_, error) => said.Add(error);
    }

    public IPage Page { get; }

    /// <summary>The addresses that were asked for, the page's own first.</summary>
    public IReadOnlyList<string> Asked => asked;

    /// <summary>What the page wrote for its developers, errors among it.</summary>
    public IReadOnlyList<string> Said => said;

    /// <summary>Leaves a picture of the page in the folder of those that are to be looked at.</summary>
    /// <param name="name">The picture's name, without its ending.</param>
    /// <param name="whole">All of the page, and not what the window shows.</param>
    public Task Picture(string name, bool whole = true) =>
        Chromium.Kept is not { } folder ? Task.CompletedTask : Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = whole });

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
