using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Reads the column of the sample file whose name is most like the property's: <c>[Column("name")]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NotInSampleFix() : OfferedFix("MLD0101")
{
    private protected override Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        Offer? offer = null;
        if (diagnostic.Properties.TryGetValue(Fix.Name, out string? name) && name is { Length: > 0 }
            && root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } property)
            offer = Offer.InFile($"Read '{name}': [Column(\"{name}\")]", context.Document, () => root.ReplaceNode(property, RenamedColumnFix.Named(property, name)));
        return Task.FromResult(offer);
    }
}
