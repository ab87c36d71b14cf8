using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace MlDsl.Site.Tests;

/// <summary>A site with a link that leads nowhere is not written, and says which link of which line.</summary>
public sealed class BrokenSiteTests : IDisposable
{
    private const string Address = "https://example.org/repository";

    private readonly string folder = Directory.CreateTempSubdirectory("mldsl-site").FullName;

    public BrokenSiteTests()
    {
        Write("Directory.Build.props", $"<Project><PropertyGroup><RepositoryUrl Condition=\"'' == ''\">{Address}</RepositoryUrl></PropertyGroup></Project>");
        Write("README.md", $"# Home\n\n[a page](docs/one.md#the-place), [the same]({Address}/blob/main/docs/one.md), [a file](code/a.cs), [a folder]({Address}/tree/main/code), [out](https://example.org)\n");
        Write("docs/one.md", "# One & only\n\n## The place\n\n[back](../README.md), [here](#the-place)\n\n| `a` | b |\n|---|---|\n| <x> | 2 |\n\n```csharp\nvar a = 1 < 2;\n```\n");
        Write("code/a.cs", "");
    }

    private string Target => Path.Combine(folder, "site");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void LinksLeadToPagesOfTheSiteAndToFilesOfTheRepository()
    {
        SiteFigures figures = SiteBuilder.Build(folder, Target, null);
        Assert.Equal((2, 0, 7), (figures.Pages, figures.Types, figures.Links));
        Assert.Equal(
            ["guide/one.html#the-place", "guide/one.html", $"{Address}/blob/main/code/a.cs", $"{Address}/tree/main/code", "https://example.org"],
            Read("index.html").QuerySelectorAll("main a").Select(static a => a.GetAttribute("href")));
        IHtmlDocument page = Read("guide/one.html");
        Assert.Equal(["../index.html", "#the-place"], page.QuerySelectorAll("main a").Select(static a => a.GetAttribute("href")));
        Assert.Equal("One & only · MlDsl", page.Title);
        Assert.Equal("var a = 1 < 2;\n", page.QuerySelector("pre code")!.TextContent);
        // A site is replaced, whole: what else came into its folder is gone, and nothing stays beside it.
        Write("site/old.html", "old");
        Assert.Equal(figures, SiteBuilder.Build(folder, Target, null));
        Assert.False(File.Exists(Path.Combine(Target, "old.html")));
        Assert.Equal(["Directory.Build.props", "README.md", "code", "docs", "site"], Directory.EnumerateFileSystemEntries(folder).Select(static path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[x](docs/two.md)", "README.md:3: the link to 'docs/two.md' leads nowhere: there is neither a page nor a file")]
    [InlineData("[x](docs/one.md#elsewhere)", "README.md:3: the link to 'docs/one.md#elsewhere' leads nowhere: the page has no heading 'elsewhere'")]
    [InlineData("[x](#home-of)", "README.md:3: the link to '#home-of' leads nowhere: the page has no heading 'home-of'")]
    [InlineData("[x](../outside.md)", "README.md:3: the link to '../outside.md' leads nowhere: the path leads out of the repository")]
    [InlineData("[x](javascript:alert)", "README.md:3: the link to 'javascript:alert' leads nowhere: only https: and mailto: lead out of the repository")]
    [InlineData("[x](https://example.org/repository/blob/main/gone.md)", "README.md:3: the link to 'https://example.org/repository/blob/main/gone.md' leads nowhere: there is neither a page nor a file")]
    public void ADeadLinkIsNamedWithItsPlace(string link, string problem)
    {
        Write("README.md", $"# Home\n\n{link}\n");
        Assert.Equal([problem], Assert.Throws<SiteException>(() => SiteBuilder.Build(folder, Target, null)).Problems);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void APageWithoutATitleIsRefused()
    {
        Write("docs/one.md", "## The place\n");
        Assert.Equal(["docs/one.md: has no heading of the first level, which is the page's title"], Assert.Throws<SiteException>(() => SiteBuilder.Build(folder, Target, null)).Problems);
    }

    [Theory]
    [InlineData("site/work.txt")]
    [InlineData("site/search.js")]
    public void AFolderThatHoldsSomethingElseIsLeftAlone(string file)
    {
        Write(file, "mine");
        Assert.Contains("holds something that is no site", Assert.Throws<SiteException>(() => SiteBuilder.Build(folder, Target, null)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder, file)));
        Assert.Contains("is not the repository", Assert.Throws<SiteException>(() => SiteBuilder.Build(Target, Path.Combine(folder, "other"), null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("M:MlDsl.Model`2.Fit``1(MlDsl.TrainSet{`0},System.Nullable{``0})", "Fit<T>(TrainSet<T0>, Nullable<T0>)")]
    [InlineData("M:MlDsl.A.#ctor(System.Int32,System.Collections.Generic.Dictionary{System.String,System.Single[]}@)", "A(Int32, Dictionary<String,Single[]>)")]
    [InlineData("P:MlDsl.A.Item(System.Int32)", "Item[Int32]")]
    [InlineData("F:MlDsl.A.Value", "Value")]
    public void AMemberIsWrittenAsCSharpWritesIt(string id, string said) => Assert.Equal(said, DocId.Of(id).Said);

    private IHtmlDocument Read(string url) => new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(Target, url)));

    private void Write(string path, string text)
    {
        string file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
