using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace MlDsl.Testing;

/// <summary>Applies a code fix until nothing is left to fix and compares the text.</summary>
public static class FixTest
{
    /// <summary>Asserts that <typeparamref name="TFix"/> turns the marked <paramref name="markup"/> into <paramref name="expected"/>.</summary>
    public static async Task Verify<TAnalyzer, TFix>(string markup, string expected, params string[] references)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        Markup marked = Markup.Parse(markup);
        await Verify<TAnalyzer, TFix>(marked, RuleTest.Compile(marked.Source, null, references), expected);
    }

    /// <summary>The same, for source that uses compiled <paramref name="libraries"/> which this test project does not reference.</summary>
    public static Task Verify<TAnalyzer, TFix>(string markup, string expected, IReadOnlyList<MetadataReference> libraries, params AdditionalText[] files)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        Markup marked = Markup.Parse(markup);
        return Verify<TAnalyzer, TFix>(marked, CSharp.Compile(marked.Source).AddReferences(libraries), expected, files);
    }

    /// <summary>The same, for source that is compiled with more, such as what generators add to it.</summary>
    /// <param name="markup">Source that compiles with it, with marked places.</param>
    /// <param name="expected">The source after the fix.</param>
    /// <param name="complete">Adds the rest.</param>
    /// <param name="files">What the build has made of other files.</param>
    public static Task Verify<TAnalyzer, TFix>(string markup, string expected, Func<Compilation, Compilation> complete, params AdditionalText[] files)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        Markup marked = Markup.Parse(markup);
        return Verify<TAnalyzer, TFix>(marked, complete(CSharp.Compile(marked.Source)), expected, files);
    }

    /// <summary>Asserts that <typeparamref name="TFix"/> offers nothing for the one finding of the marked <paramref name="markup"/>.</summary>
    /// <param name="markup">Source with a marked place.</param>
    /// <param name="libraries">What it uses.</param>
    /// <param name="more">Other sources of the project.</param>
    /// <param name="files">What the build has made of other files, and pages.</param>
    public static async Task VerifyNone<TAnalyzer, TFix>(string markup, IReadOnlyList<MetadataReference> libraries, string[] more, params AdditionalText[] files)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, CSharp.Compile([Markup.Parse(markup).Source, .. more]).AddReferences(libraries));
        Project project = document.Project;
        foreach (AdditionalText file in files) project = project.AddAdditionalDocument(Path.GetFileName(file.Path), file.GetText()!, filePath: file.Path).Project;
        document = project.GetDocument(document.Id)!;
        var fix = new TFix();
        Compilation compilation = (await project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Diagnostic found = Assert.Single((await RuleTest.Diagnostics(compilation, [.. files], new TAnalyzer())).Where(d => fix.FixableDiagnosticIds.Contains(d.Id)));
        var offered = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => offered.Add(action), CancellationToken.None));
        Assert.Empty(offered);
    }

    private static async Task Verify<TAnalyzer, TFix>(Markup marked, Compilation compilation, string expected, params AdditionalText[] files)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, compilation);
        var fix = new TFix();
        for (int round = 0; round <= marked.Places.Length; round++)
        {
            Compilation current = (await document.Project.GetCompilationAsync())!;
            var found = await RuleTest.Diagnostics(current, [.. files], new TAnalyzer());
            Diagnostic? next = found.FirstOrDefault(d => fix.FixableDiagnosticIds.Contains(d.Id) && d.Location.SourceTree?.FilePath == "Source.cs");
            if (next is null) break;
            Assert.True(round < marked.Places.Length, $"The fix leaves {next}");
            string before = (await document.GetTextAsync()).ToString();
            document = await Apply(document, fix, next);
            Assert.NotEqual(before, (await document.GetTextAsync()).ToString());
        }
        Assert.Equal(expected, (await document.GetTextAsync()).ToString());
        Assert.NotNull(fix.GetFixAllProvider());
    }

    private static Document Open(AdhocWorkspace workspace, Compilation compilation)
    {
        Project project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(CSharp.Options)
            .WithMetadataReferences(compilation.References);
        Document? main = null;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            Document added = project.AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath);
            project = added.Project;
            if (tree.FilePath == "Source.cs") main = added;
        }
        return project.GetDocument(main!.Id)!;
    }

    private static async Task<Document> Apply(Document document, CodeFixProvider fix, Diagnostic diagnostic)
    {
        CodeAction? action = null;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (offered, _) => action ??= offered, CancellationToken.None));
        Assert.True(action is not null, $"No fix is offered for {diagnostic}");
        Assert.NotNull(action.EquivalenceKey);
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return changed.GetDocument(document.Id)!;
    }
}
