using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests;

/// <summary>What the analyzers of declarations find, and that what is generated beside a wrong declaration still compiles.</summary>
internal static class Expect
{
    /// <summary>
    /// Asserts that <typeparamref name="T"/> reports exactly the marked places, with and without the generated parts in the
    /// compilation, and that these have no error of their own.
    /// </summary>
    public static async Task Reports<T>(string markup) where T : DiagnosticAnalyzer, new()
    {
        string source = "using MlDsl;\n" + markup;
        await RuleTest.Verify<T>(source);
        Compilation generated = Given.Generate(CSharp.Compile(Markup.Parse(source).Source));
        AssertNoErrors(generated);
        await Verify(Markup.Parse(source), generated, new T());
    }

    /// <summary>The ids that all analyzers of declarations report for <paramref name="source"/> after generation, in source order.</summary>
    public static async Task<IReadOnlyList<string>> Ids(string source, params (string Path, string Text)[] files)
    {
        Compilation generated = Given.Generate(CSharp.Compile(source));
        AssertNoErrors(generated);
        return [.. (await Find(generated, Given.Analyzers, files)).Select(static d => d.Id).Distinct()];
    }

    /// <summary>The findings with additional files.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Find(Compilation compilation, DiagnosticAnalyzer[] analyzers, params (string Path, string Text)[] files)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. files.Select(static f => new TestFile(f.Path, f.Text))]),
            onAnalyzerException: static (exception, _, _) => throw exception,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([.. analyzers], options).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, static d => d.Id == "AD0001");
        return [.. found.Where(static d => !d.IsSuppressed).OrderBy(static d => d.Location.SourceSpan.Start)];
    }

    private static void AssertNoErrors(Compilation compilation) => Assert.Empty(
        compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));

    private static async Task Verify(Markup marked, Compilation compilation, DiagnosticAnalyzer analyzer) => Assert.Equal(
        marked.Places.Select(static p => (p.Id, p.Span)),
        (await Find(compilation, [analyzer])).Select(static d => (d.Id, d.Location.SourceSpan)));
}
