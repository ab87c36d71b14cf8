using System.Globalization;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Tests.Mutations;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>The READMEs of the sample and of the package show what the analyzers say of the programs in them.</summary>
public sealed class LeakageTourTests
{
    [Fact]
    public async Task TheReadmeShowsWhatTheBuildSays()
    {
        string folder = Path.Combine(CSharp.Root, "samples", "LeakageTour");
        Compilation compilation = MlProgram.Compile(await File.ReadAllTextAsync(Path.Combine(folder, "Program.cs")));
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        var loud = (await AllRules.Run(compilation)).Where(static d => d.Severity >= DiagnosticSeverity.Warning)
            .OrderBy(static d => d.Location.SourceSpan.Start).Select(Show).ToList();
        Assert.Equal(8, loud.Count);
        await Shows(Path.Combine(folder, "README.md"), "```text\n", loud);
    }

    [Fact]
    public async Task ThePackagesReadmeShowsWhatTheBuildSays()
    {
        string file = Path.Combine(CSharp.Root, "analyzers", "MlDsl.Analyzers.Package", "README.md");
        string program = (await File.ReadAllTextAsync(file)).Split("<!-- first-day: analyzers/Program.cs -->\n```csharp\n")[1].Split("```")[0];
        Compilation compilation = MlProgram.Compile(program);
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        var loud = (await AllRules.Run(compilation)).Where(static d => d.Severity >= DiagnosticSeverity.Warning)
            .OrderBy(static d => d.Location.SourceSpan.Start).Select(Show).ToList();
        Assert.Equal(2, loud.Count);
        await Shows(file, "<!-- first-day: analyzers/build -->\n```text\n", loud);
    }

    private static async Task Shows(string file, string before, List<string> loud)
    {
        string readme = await File.ReadAllTextAsync(file);
        int from = readme.IndexOf(before, StringComparison.Ordinal) + before.Length, to = readme.IndexOf("```\n", from, StringComparison.Ordinal);
        string said = string.Concat(loud.Select(static l => l + "\n"));
        if (Environment.GetEnvironmentVariable("MLDSL_ACCEPT") == "1") await File.WriteAllTextAsync(file, readme = readme[..from] + said + readme[to..]);
        Assert.Contains(before + said + "```", readme, StringComparison.Ordinal);
    }

    private static string Show(Diagnostic found)
    {
        var at = found.Location.GetLineSpan().StartLinePosition;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Program.cs({at.Line + 1},{at.Character + 1}): {found.Severity.ToString().ToLowerInvariant()} {found.Id}: {found.GetMessage(CultureInfo.InvariantCulture)}");
    }
}
