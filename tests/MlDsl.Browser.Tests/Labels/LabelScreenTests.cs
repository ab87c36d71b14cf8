using Microsoft.Playwright;
using MlDsl.Browser.Tests.Screens;
using MlDsl.Labels;
using MlDsl.Tool;
using Xunit.Abstractions;

namespace MlDsl.Browser.Tests.Labels;

/// <summary>The page that asks for labels, worked by keys and by mouse in a browser: what it saves is what was answered, nothing is fetched, and axe-core has nothing to say.</summary>
public sealed class LabelScreenTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>, IDisposable
{
    private const string Hostile = "</script><script>document.title='gone'</script><img src=x onerror=alert(2)>";
    private readonly string folder = Directory.CreateTempSubdirectory("mldsl-label-page").FullName;

    public static TheoryData<string, ColorScheme> Tasks => AxeCheck.InBothSchemes(["choice", "multiple", "number", "preference", "text"]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserTheory]
    [MemberData(nameof(Tasks))]
    public async Task AnyTaskCanBeReadAndHeard(string task, ColorScheme scheme)
    {
        await using OpenPage open = await chromium.Open(await Write(task), scheme, width: 500);
        await open.Picture($"label-{task}-{scheme}");
        int violations = await AxeCheck.Violations(open.Page, output);
        await open.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
        violations += await AxeCheck.Violations(open.Page, output);
        output.WriteLine($"seeing: label_page={task} scheme={scheme} axe_violations={violations}");
        Assert.Equal(0, violations);
        Assert.Equal(500, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Contains(Hostile, await open.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal("items: anna", await open.Page.TitleAsync());
        Assert.Single(open.Asked);
        Assert.Empty(open.Said);
    }

    [BrowserTheory]
    [InlineData("choice", "s", "spam")]
    [InlineData("multiple", "s f Enter", "spam|fine")]
    [InlineData("multiple", "Enter", "")]
    [InlineData("number", "2 . 5 Enter", "2.5")]
    [InlineData("preference", "2", "second")]
    [InlineData("text", "o k Control+Enter", "ok")]
    public async Task KeysAnswerAndWhatIsSavedIsMerged(string task, string keys, string label)
    {
        await using OpenPage open = await chromium.Open(await Write(task), ColorScheme.Light);
        foreach (string key in keys.Split(' ')) await open.Page.Keyboard.PressAsync(key);
        Assert.StartsWith("1 of 3", await open.Page.InnerTextAsync("#pace"), StringComparison.Ordinal);
        LabelState state = await Merge(open.Page);
        Assert.Equal((label, "anna"), (Assert.Single(state.Standing).Value, state.Standing[0].By));
        Assert.NotNull(state.Standing[0].Hash);
    }

    [BrowserTheory]
    [InlineData("s", "spam")]
    [InlineData("f", "fine")]
    public async Task AnswersAreKeptTakenBackAndLeftForLater(string key, string label)
    {
        string path = await Write("choice");
        await using OpenPage open = await chromium.Open(path, ColorScheme.Light);
        IPage page = open.Page;
        await page.FillAsync("#note", "a \"note\"");
        await page.ClickAsync("#answer button");
        await page.Keyboard.PressAsync(">");
        await page.Keyboard.PressAsync("~");
        // What is kept reaches the browser's store a moment later.
        for (int again = 0; again < 50 && (again == 0 || (await page.InnerTextAsync("#pace")).StartsWith('0')); again++) await page.ReloadAsync();
        // One was answered, one nobody can tell, and what was left for later is asked again.
        Assert.StartsWith("2 of 3", await page.InnerTextAsync("#pace"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("f");
        Assert.Contains("Nothing is left", await page.InnerTextAsync("#item"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("<");
        await page.Keyboard.PressAsync(key);
        LabelState state = await Merge(page);
        Assert.Equal((3, 1), (state.Standing.Count, state.Undone));
        Assert.Equal(["spam", "", label], state.Standing.Select(static said => said.Value));
        Assert.Equal("a \"note\"", state.Standing[0].Note);
    }

    private async Task<LabelState> Merge(IPage page)
    {
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#save"));
        string saved = Path.Combine(folder, "saved.jsonl");
        await download.SaveAsAsync(saved);
        LabelFolder project = LabelFolder.Open(Path.Combine(folder, "items"));
        Assert.Empty(project.Merge(saved).Problems);
        return project.Read();
    }

    private async Task<string> Write(string task)
    {
        string items = Path.Combine(folder, "items.csv"), project = Path.Combine(folder, "items"), page = Path.Combine(folder, "page.html");
        await File.WriteAllTextAsync(items, $"id,a,b\n1,text 1 {Hostile},x\n2,text 2 {Hostile},y\n3,text 3 {Hostile},z\n");
        string[] classes = task is "choice" or "multiple" ? ["--class", "spam:s:unwanted", "--class", "fine:f"] : [];
        Assert.Equal(0, await ToolCommand.RunAsync(["label", "init", project, "--items", items, "--id", "id", "--show", "a", "--show", "b", "--task", task, "--question", "What?", .. classes], TextWriter.Null));
        Assert.Equal(0, await ToolCommand.RunAsync(["label", "page", project, page, "--by", "anna"], TextWriter.Null));
        // For the checker of HTML.
        if (Chromium.Kept is { } kept) File.Copy(page, Path.Combine(kept, $"label-{task}.html"), overwrite: true);
        return page;
    }
}
