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
    [MemberData(nameof(Pages))]
    public void LinksLeadSomewhere(string page) => Assert.All(
        Link().Matches(File.ReadAllText(Path.Combine(Folder, page))).Select(static m => m.Groups[1].Value),
        static path => Assert.True(Path.Exists(Path.Combine(Folder, path)), path));

    // A block that names files or types of the reader says so behind the language.
    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Link();
}
