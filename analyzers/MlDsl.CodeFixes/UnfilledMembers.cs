using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers;

/// <summary>Members of a prediction class that an engine fills with inputs or features, and a class of the model does not.</summary>
internal static class UnfilledMembers
{
    /// <summary>Those that a finding names; null where one is read somewhere, and is not ours to leave empty, or cannot be marked.</summary>
    public static async Task<IReadOnlyList<MemberDeclarationSyntax>?> Find(Diagnostic diagnostic, INamedTypeSymbol output, Solution solution, CancellationToken cancellation)
    {
        var unfilled = new List<MemberDeclarationSyntax>();
        string names = diagnostic.Properties.TryGetValue(EngineBecomesModel.Unfilled, out string? told) ? told ?? "" : "";
        foreach (string name in names.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (output.GetMembers(name) is not [{ DeclaringSyntaxReferences: [{ } reference] } member] || await Uses.AreOutside(member, null, solution, cancellation).ConfigureAwait(false)) return null;
            var node = (await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false)).FirstAncestorOrSelf<MemberDeclarationSyntax>();
            if (node is not (PropertyDeclarationSyntax or FieldDeclarationSyntax { Declaration.Variables.Count: 1 }) || solution.GetDocument(node.SyntaxTree) is null) return null;
            unfilled.Add(node);
        }
        return unfilled;
    }

    /// <summary>Marks them as no columns.</summary>
    public static async Task Mark(SolutionEditor editors, IReadOnlyList<MemberDeclarationSyntax> unfilled, CancellationToken cancellation)
    {
        foreach (var file in unfilled.GroupBy(static m => m.SyntaxTree))
        {
            DocumentEditor members = await editors.GetDocumentEditorAsync(editors.OriginalSolution.GetDocument(file.Key)!.Id, cancellation).ConfigureAwait(false);
            foreach (MemberDeclarationSyntax member in file)
                members.ReplaceNode(member, static (now, _) => ModelSyntax.WithAttribute((MemberDeclarationSyntax)now, "global::Microsoft.ML.Data.NoColumn", ownLine: false));
        }
    }
}
