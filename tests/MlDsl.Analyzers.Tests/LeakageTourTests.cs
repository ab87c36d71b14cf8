using System.Globalization;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Tests.Mutations;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>The sample's README shows what the analyzers say of the sample.</summary>
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
        string readme = await File.ReadAllTextAsync(Path.Combine(folder, "README.md"));
        if (Environment.GetEnvironmentVariable("MLDSL_ACCEPT") == "1")
        {
            int from = readme.IndexOf("```text\n", StringComparison.Ordinal) + "```text\n".Length, to = readme.IndexOf("```\n", from, StringComparison.Ordinal);
            readme = readme[..from] + string.Concat(loud.Select(static l => l + "\n")) + readme[to..];
            await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), readme);
        }
        Assert.Contains($"```text\n{string.Join("\n", loud)}\n```", readme, StringComparison.Ordinal);
    }

    private static string Show(Diagnostic found)
    {
        var at = found.Location.GetLineSpan().StartLinePosition;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Program.cs({at.Line + 1},{at.Character + 1}): {found.Severity.ToString().ToLowerInvariant()} {found.Id}: {found.GetMessage(CultureInfo.InvariantCulture)}");
    }
}
