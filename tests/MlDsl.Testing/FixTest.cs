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
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, marked.Source, references);
        var fix = new TFix();
        for (int round = 0; round <= marked.Places.Length; round++)
        {
            Compilation compilation = (await document.Project.GetCompilationAsync())!;
            var found = await RuleTest.Diagnostics(compilation, new TAnalyzer());
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

    private static Document Open(AdhocWorkspace workspace, string source, string[] references)
    {
        Compilation compilation = RuleTest.Compile(source, null, references);
        Project project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(CSharp.Options)
            .WithMetadataReferences(CSharp.References);
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
