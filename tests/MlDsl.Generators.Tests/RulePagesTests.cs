using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests;

/// <summary>Every rule has an id, a page that agrees with it, a test, and examples that do what the page says.</summary>
public sealed partial class RulePagesTests
{
    private static readonly string Project = Path.Combine(CSharp.Root, "analyzers", "MlDsl.Generators");

    private static readonly DiagnosticDescriptor[] Declared =
    [
        .. typeof(Pages).Assembly.GetTypes()
            .SelectMany(static t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(static f => (DiagnosticDescriptor)f.GetValue(null)!),
    ];

    public static TheoryData<string> Ids => [.. Declared.Select(static d => d.Id)];

    // Rules of which plain ML.NET is told too have one page, beside the rule of the code that uses it.
    private const string Shared = "/MlDsl.Analyzers/Rules/";

    // These examples need model files, a project file, xunit or two projects; the tests of their analyzers make them.
    private static readonly string[] Apart = ["/Onnx/", "/Language/", "/Neighbours/", "/Golden/", "/Gates/", Shared];

    public static TheoryData<string> IdsWithoutFiles => [.. Declared.Where(static d => !Apart.Any(folder => d.HelpLinkUri.Contains(folder, StringComparison.Ordinal))).Select(static d => d.Id)];

    [Fact]
    public void IdsAreWellFormedAndUsedOnce()
    {
        Assert.All(Declared, static d => Assert.Matches("^MLD[0-9]{4}$", d.Id));
        Assert.Equal(Declared.Length, Declared.Select(static d => d.Id).Distinct().Count());
        Assert.True(Declared.Length >= 21, $"only {Declared.Length} descriptors found");
        var supported = Given.Analyzers.SelectMany(static a => a.SupportedDiagnostics).ToHashSet();
        Assert.All(Declared, d => Assert.Contains(d, supported));
    }

    [Fact]
    public void EveryAnalyzerOfTheAssemblyIsTested() => Assert.Equal(
        typeof(Pages).Assembly.GetTypes().Where(static t => t.IsSubclassOf(typeof(DiagnosticAnalyzer))).OrderBy(static t => t.Name),
        Given.Analyzers.Select(static a => a.GetType()).OrderBy(static t => t.Name));

    [Theory]
    [MemberData(nameof(Ids))]
    public void HasAPageWithItsTitleAndATest(string id)
    {
        DiagnosticDescriptor rule = Declared.Single(d => d.Id == id);
        string title = rule.Title.ToString(CultureInfo.InvariantCulture), link = rule.HelpLinkUri;
        if (!link.Contains(Shared, StringComparison.Ordinal)) Assert.EndsWith($"/{id}.md", link, StringComparison.Ordinal);
        string relative = link[(link.IndexOf("/analyzers/", StringComparison.Ordinal) + 1)..];
        Assert.True(File.Exists(Path.Combine(CSharp.Root, relative)), $"{relative} does not exist");
        string page = File.ReadAllText(Path.Combine(CSharp.Root, relative));
        Assert.StartsWith($"# {id}: {title}\n", page, StringComparison.Ordinal);
        Assert.All(["## Wrong", "## Right", "## How to silence"], part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.False(title.EndsWith('.') || rule.MessageFormat.ToString(CultureInfo.InvariantCulture).EndsWith('.'));
        string releases = File.ReadAllText(Path.Combine(Project, "AnalyzerReleases.Unshipped.md"));
        Assert.Contains($"{id} | {rule.Category} | {rule.DefaultSeverity} | {title}", releases, StringComparison.Ordinal);
        string tests = Path.Combine(CSharp.Root, "tests", "MlDsl.Generators.Tests");
        Assert.Contains(Directory.GetFiles(tests, "*Tests.cs", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public void NoPageIsWithoutARule() => Assert.Equal(
        Declared.Where(static d => !d.HelpLinkUri.Contains(Shared, StringComparison.Ordinal)).Select(static d => d.Id).Order(),
        Directory.GetFiles(Project, "MLD*.md", SearchOption.AllDirectories).Select(static f => Path.GetFileNameWithoutExtension(f)).Order());

    [Theory]
    [MemberData(nameof(IdsWithoutFiles))]
    public async Task ItsExamplesAreWrongAndRight(string id)
    {
        string page = File.ReadAllText(Directory.GetFiles(Project, $"{id}.md", SearchOption.AllDirectories).Single());
        var blocks = Block().Matches(page).Select(static m => (Language: m.Groups[1].Value, Text: m.Groups[2].Value)).ToList();
        (string, string)[] files = [.. blocks.Where(static b => b.Language == "csv").Select(static b => ("/project/trips.sample.csv", b.Text))];
        string[] code = [.. blocks.Where(static b => b.Language == "csharp").Select(static b => "using MlDsl;\n" + b.Text)];
        Assert.Equal(2, code.Length);
        Assert.Equal([id], await Expect.Ids(code[0], files));
        Assert.Empty(await Expect.Ids(code[1], files));
        CSharp.AssertClean(Given.Generate(CSharp.Compile(code[1])));
    }

    [Fact]
    public void EveryNameThatTheCompilerSideKnowsExists()
    {
        var compilation = CSharp.Compile();
        var names = typeof(Names).GetFields().Select(static f => (string)f.GetValue(null)!).Where(static n => !n.StartsWith("global::", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Equal("MlDsl", compilation.GetTypeByMetadataName(name)?.ContainingAssembly.Name ?? $"no type {name}"));
    }

    [GeneratedRegex("```(csharp|csv)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
