using System.Text.RegularExpressions;
using MlDsl.Testing;

namespace MlDsl.EndToEnd.Tests;

/// <summary>What the repository promises about itself.</summary>
public sealed partial class RepositoryTests
{
    private const int MostLines = 400;

    // The packages show the README, too, where only whole addresses lead somewhere.
    private const string Repository = "https://github.com/mldsl/mldsl/blob/main/";

    [Fact]
    public void NoFileIsLongerThanItsPromise()
    {
        var tooLong = SourceFiles()
            .Select(static path => (Path: Path.GetRelativePath(CSharp.Root, path), Lines: File.ReadLines(path).Count()))
            .Where(static file => file.Lines > MostLines);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void EveryCodeBlockOfTheReadmeOccursInASample()
    {
        string[] samples = [.. SourceFiles().Where(static path => path.Contains("/samples/", StringComparison.Ordinal)).Select(File.ReadAllText)];
        string[] blocks = [.. CodeBlock().Matches(File.ReadAllText(Path.Combine(CSharp.Root, "README.md"))).Select(static m => m.Groups[1].Value)];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(samples, sample => sample.Contains(block.TrimEnd('\n'), StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryPathThatTheReadmeLinksExists()
    {
        string readme = File.ReadAllText(Path.Combine(CSharp.Root, "README.md"));
        Assert.All(
            Link().Matches(readme).Select(static m => m.Groups[1].Value),
            static path => Assert.True(Path.Exists(Path.Combine(CSharp.Root, path)), path));
    }

    [Fact]
    public void EverySampleIsInTheSolutionAndInTheReadme()
    {
        string solution = File.ReadAllText(Path.Combine(CSharp.Root, "MlDsl.sln")), readme = File.ReadAllText(Path.Combine(CSharp.Root, "README.md"));
        foreach (string folder in Directory.GetDirectories(Path.Combine(CSharp.Root, "samples")))
        {
            string name = Path.GetFileName(folder);
            // A tour of mistakes does not build, on purpose.
            if (name != "LeakageTour") Assert.Contains($"{name}.csproj", solution, StringComparison.Ordinal);
            Assert.Contains($"]({Repository}samples/{name})", readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WhatCountsAllocationsRunsAlone() =>
        Assert.All(
            SourceFiles().Where(static path => path.Contains("/tests/", StringComparison.Ordinal)),
            static path =>
            {
                string text = File.ReadAllText(path);
                bool counts = text.Contains("[Fact]", StringComparison.Ordinal) && (text.Contains("Allocations.", StringComparison.Ordinal) || text.Contains("AssertAllocatesNothing(", StringComparison.Ordinal));
                Assert.True(!counts || text.Contains("[Collection(Alone.Name)]", StringComparison.Ordinal) || path.EndsWith("RepositoryTests.cs", StringComparison.Ordinal), path);
            });

    private static IEnumerable<string> SourceFiles() =>
        new[] { "src", "analyzers", "tests", "samples", "benchmarks" }
            .SelectMany(static area => Directory.GetFiles(Path.Combine(CSharp.Root, area), "*.cs", SearchOption.AllDirectories))
            .Where(static path => !path.EndsWith(".verified.cs", StringComparison.Ordinal) && !path.EndsWith(".received.cs", StringComparison.Ordinal));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?:" + Repository + @")?([^)#:]+)\)")]
    private static partial Regex Link();
}
