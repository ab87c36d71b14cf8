using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace MlDsl.Testing;

/// <summary>
/// What a build shows. The compiler stops after errors of syntax, then after errors of declarations, and only what passes both reaches
/// the analyzers: their findings, and those in method bodies, are lost otherwise.
/// </summary>
public static class CompilerTest
{
    // Test inputs are not documented, and their global usings are not all used.
    private static readonly ImmutableHashSet<string> Expected = ["CS1591", "CS8019"];

    /// <summary>Errors and warnings as the compiler would print them, in source order.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Build(
        CSharpCompilation compilation, IEnumerable<IIncrementalGenerator> generators, IEnumerable<DiagnosticAnalyzer> analyzers, ImmutableArray<AdditionalText> files)
    {
        if (Errors(compilation.GetParseDiagnostics()) is { Length: > 0 } syntax) return syntax;
        CSharpGeneratorDriver
            .Create(generators.Select(GeneratorExtensions.AsSourceGenerator), files, (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> said);
        if (Errors([.. said, .. output.GetParseDiagnostics(), .. output.GetDeclarationDiagnostics()]) is { Length: > 0 } declared) return declared;
        ImmutableArray<Diagnostic> found = await RuleTest.Diagnostics(output, files, [.. analyzers]);
        return Shown([.. said, .. output.GetDiagnostics(), .. found]);
    }

    /// <summary>Asserts that the build shows exactly the marked places of <paramref name="markup"/>.</summary>
    public static void Shows(string markup, IEnumerable<Diagnostic> found)
    {
        Markup marked = Markup.Parse(markup);
        Assert.Equal(
            marked.Places.Select(p => $"{p.Id} {marked.Source[p.Span.Start..p.Span.End]}"),
            found.Select(d => $"{d.Id} {Text(d.Location)}{(d.Id.StartsWith("MLD", StringComparison.Ordinal) ? "" : " " + d)}"));

        string Text(Location place) => place.SourceTree?.FilePath == "Source.cs" ? marked.Source[place.SourceSpan.Start..place.SourceSpan.End] : "elsewhere";
    }

    private static ImmutableArray<Diagnostic> Errors(ImmutableArray<Diagnostic> all) =>
        all.Any(static d => d.Severity == DiagnosticSeverity.Error) ? Shown(all) : [];

    private static ImmutableArray<Diagnostic> Shown(ImmutableArray<Diagnostic> all) =>
    [
        .. all.Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed && !Expected.Contains(d.Id))
            .Distinct().OrderBy(static d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static d => d.Location.SourceSpan.Start),
    ];
}

/// <summary>An additional file of a test.</summary>
public sealed class TestFile(string path, string text) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, System.Text.Encoding.UTF8);
}
