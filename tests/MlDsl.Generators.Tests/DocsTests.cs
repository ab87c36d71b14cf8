using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests;

/// <summary>What the pages show compiles, and what they link exists.</summary>
public sealed partial class DocsTests
{
    private static readonly string Folder = Path.Combine(CSharp.Root, "docs");

    private static readonly Lazy<HashSet<string>[]> Samples = new(static () =>
    [
        .. Directory.GetFiles(Path.Combine(CSharp.Root, "samples"), "*.cs", SearchOption.AllDirectories).Select(static file => File.ReadLines(file).Select(Code).ToHashSet()),
    ]);

    public static TheoryData<string, string> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, string>();
            foreach (string page in Directory.GetFiles(Folder, "*.md"))
                foreach (Match block in Block().Matches(File.ReadAllText(page))) blocks.Add(Path.GetFileName(page), block.Groups[1].Value);
            return blocks;
        }
    }

    // These show what is not to compile, a part of a class, or files of one project: tests of their own and the step `first-day` take them.
    private static readonly string[] Apart =
    [
        "samples/OnnxAdapter/README.md", "samples/ChurnService/README.md", "src/MlDsl.Adapters.Package/README.md", "analyzers/MlDsl.Analyzers.Package/README.md",
    ];

    public static TheoryData<string, string> ReadmeBlocks
    {
        get
        {
            var blocks = new TheoryData<string, string>();
            foreach (string page in new[] { "samples", "src", "analyzers" }.SelectMany(static area => Directory.GetFiles(Path.Combine(CSharp.Root, area), "README.md", SearchOption.AllDirectories)))
            {
                string name = Path.GetRelativePath(CSharp.Root, page).Replace('\\', '/');
                // Those of packages want lines around them, and packages beside them: tests of their own have both.
                if (Apart.Contains(name) || PagesOfPackages().IsMatch(name)) continue;
                foreach (Match block in Block().Matches(File.ReadAllText(page))) blocks.Add(name, block.Groups[1].Value);
            }
            return blocks;
        }
    }

    public static TheoryData<string> Pages => [.. Directory.GetFiles(Folder, "*.md").Select(static page => Path.GetFileName(page))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void ABlockCompiles(string page, string block)
    {
        CSharpCompilation compilation = CSharp.Compile(block);
        if (compilation.SyntaxTrees.Any(static t => t.GetRoot().DescendantNodes().OfType<GlobalStatementSyntax>().Any()))
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        Assert.Empty(Given.Generate(compilation).GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{page}: {d}"));
    }

    [Theory]
    [MemberData(nameof(ReadmeBlocks))]
    public void ABlockOfAReadmeIsOfASampleOrCompiles(string page, string block)
    {
        string[] lines = [.. block.Split('\n').Select(Code).Where(static line => line.Length > 0)];
        if (!Samples.Value.Any(sample => lines.All(sample.Contains))) ABlockCompiles(page, "using MlDsl;\n" + block);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void LinksLeadSomewhere(string page) => Assert.All(
        Link().Matches(File.ReadAllText(Path.Combine(Folder, page))).Select(static m => m.Groups[1].Value),
        static path => Assert.True(Path.Exists(Path.Combine(Folder, path)), path));

    // A line without its comment.
    private static string Code(string line) => line.Split(" // ")[0].Trim();

    // A block that names files or types of the reader says so behind the language.
    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^src/MlDsl\.(Arrow|LightGbm|MlNet\.Training|Parquet|Serving(\.\w+)?|XGBoost)\.Package/README\.md$")]
    private static partial Regex PagesOfPackages();

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Link();
}
