using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace MlDsl.Testing;

/// <summary>Runs an analyzer over marked source and compares the squiggles with the marks.</summary>
public static class RuleTest
{
    /// <summary>Where set, what every verified program was compiled to: tests of all rules start from the rules' own tests.</summary>
    public static AsyncLocal<List<(Compilation Program, ImmutableArray<AdditionalText> Files)>?> Verified { get; } = new();

    /// <summary>Asserts that <typeparamref name="T"/> reports exactly the marked places of <paramref name="markup"/>.</summary>
    /// <param name="markup">Source that compiles, with places marked as <c>{|MLD0301:text|}</c>.</param>
    /// <param name="generators">Generators whose output the source needs.</param>
    /// <param name="references">More source files, such as declarations of a library.</param>
    public static async Task Verify<T>(string markup, IEnumerable<IIncrementalGenerator>? generators = null, params string[] references)
        where T : DiagnosticAnalyzer, new()
    {
        Markup marked = Markup.Parse(markup);
        await Verify<T>(marked, Compile(marked.Source, generators, references));
    }

    /// <summary>The same, for source that uses compiled <paramref name="libraries"/> which this test project does not reference.</summary>
    /// <param name="markup">Source that compiles, with marked places.</param>
    /// <param name="libraries">The compiled libraries.</param>
    /// <param name="files">Additional files that the analyzer reads.</param>
    public static Task Verify<T>(string markup, IReadOnlyList<MetadataReference> libraries, params AdditionalText[] files)
        where T : DiagnosticAnalyzer, new()
    {
        Markup marked = Markup.Parse(markup);
        return Verify<T>(marked, CSharp.Compile(marked.Source).AddReferences(libraries), files);
    }

    private static async Task Verify<T>(Markup marked, Compilation compilation, params AdditionalText[] files)
        where T : DiagnosticAnalyzer, new()
    {
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
        Verified.Value?.Add((compilation, [.. files]));
        ImmutableArray<Diagnostic> found = await Diagnostics(compilation, [.. files], new T());
        Assert.Equal(
            marked.Places.Select(p => Show(p.Id, marked.Source, p.Span.Start, p.Span.End)),
            found.Where(static d => d.Location.SourceTree?.FilePath == "Source.cs").Select(d => Show(d.Id, marked.Source, d.Location.SourceSpan.Start, d.Location.SourceSpan.End)));
    }

    /// <summary>The findings of <paramref name="analyzer"/>, in source order; an analyzer that throws fails the test.</summary>
    public static Task<ImmutableArray<Diagnostic>> Diagnostics(Compilation compilation, params DiagnosticAnalyzer[] analyzer) =>
        Diagnostics(compilation, [], analyzer);

    /// <summary>The same, with additional files.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Diagnostics(Compilation compilation, ImmutableArray<AdditionalText> files, params DiagnosticAnalyzer[] analyzer)
    {
        var exceptions = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files),
            onAnalyzerException: (exception, _, _) => { lock (exceptions) exceptions.Add(exception); },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([.. analyzer], options).GetAnalyzerDiagnosticsAsync();
        Assert.Empty(exceptions);
        return [.. found.Where(static d => !d.IsSuppressed).OrderBy(static d => d.Location.SourceSpan.Start).ThenBy(static d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>The compilation of <paramref name="source"/> and <paramref name="references"/> with what <paramref name="generators"/> add.</summary>
    public static Compilation Compile(string source, IEnumerable<IIncrementalGenerator>? generators, params string[] references)
    {
        Compilation compilation = CSharp.Compile([source, .. references]);
        if (generators is null) return compilation;
        CSharpGeneratorDriver
            .Create(generators.Select(GeneratorExtensions.AsSourceGenerator), parseOptions: CSharp.Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        return compilation;
    }

    private static string Show(string id, string source, int start, int end)
    {
        int line = source.AsSpan(0, start).Count('\n') + 1;
        return $"{id} at line {line}: {source[start..end]}";
    }
}
