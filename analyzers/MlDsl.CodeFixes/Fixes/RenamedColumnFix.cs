using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Fixes;

/// <summary>Gives renamed columns of a data set the names back that the exported model knows: <c>[Column("old")]</c> on each property.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RenamedColumnFix() : OfferedFix("MLD2005")
{
    private const string Column = "Column";

    private protected override async Task<Offer?> Find(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(Fix.Name, out string? names) || names is not { Length: > 0 }) return null;
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } syntax) return null;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return null;
        if (model.GetDeclaredSymbol(syntax, context.CancellationToken) is not { } adapter || Row(adapter) is not { } row) return null;
        if (Changes(row, names.Split('\n'), context.CancellationToken) is not { Count: > 0 } changes) return null;
        Solution solution = context.Document.Project.Solution;
        // All of them lie in files of this solution that are the user's.
        if (changes.Any(change => solution.GetDocument(change.Property.SyntaxTree) is null)) return null;
        string title = changes.Count == 1 ? $"Read '{changes[0].Name}' into '{changes[0].Property.Identifier.ValueText}': [Column(\"{changes[0].Name}\")]" : "Name the columns as the model knows them";
        return new Offer(title, cancellation => Apply(solution, changes, cancellation));
    }

    private static INamedTypeSymbol? Row(INamedTypeSymbol adapter)
    {
        ITypeSymbol? input = adapter.Interfaces.FirstOrDefault(static i => i.MetadataName == "IScorer`2")?.TypeArguments[0];
        return input is { Name: "Input", ContainingType: { } row } ? row : input as INamedTypeSymbol;
    }

    // Null where one of them is not a property that can be marked.
    private static List<(PropertyDeclarationSyntax Property, string Name)>? Changes(INamedTypeSymbol row, string[] names, CancellationToken cancellation)
    {
        var changes = new List<(PropertyDeclarationSyntax Property, string Name)>();
        for (int i = 0; i + 1 < names.Length; i += 2)
        {
            if (row.GetMembers(names[i]).OfType<IPropertySymbol>().FirstOrDefault()?.DeclaringSyntaxReferences is not [{ } reference]) return null;
            if (reference.GetSyntax(cancellation) is not PropertyDeclarationSyntax property) return null;
            changes.Add((property, names[i + 1]));
        }
        return changes;
    }

    private static async Task<Solution> Apply(Solution solution, List<(PropertyDeclarationSyntax Property, string Name)> changes, CancellationToken cancellation)
    {
        foreach (var file in changes.GroupBy(static change => change.Property.SyntaxTree))
        {
            SyntaxNode root = await file.Key.GetRootAsync(cancellation).ConfigureAwait(false);
            var named = file.ToDictionary(static change => change.Property, static change => change.Name);
            solution = solution.WithDocumentSyntaxRoot(
                solution.GetDocumentId(file.Key)!, root.ReplaceNodes(named.Keys, (property, _) => Named(property, named[property])));
        }
        return solution;
    }

    /// <summary>The property with a column's name in its attribute, or in a new one.</summary>
    internal static PropertyDeclarationSyntax Named(PropertyDeclarationSyntax property, string name)
    {
        AttributeArgumentSyntax argument = SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)));
        AttributeSyntax? column = property.AttributeLists.SelectMany(static list => list.Attributes).FirstOrDefault(static a => IsColumn(a.Name));
        if (column is not null) return property.ReplaceNode(column, WithFirst(column, argument));
        AttributeSyntax added = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName($"global::MlDsl.{Column}").WithAdditionalAnnotations(Simplifier.Annotation),
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)));
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(added)).WithTrailingTrivia(SyntaxFactory.Space);
        PropertyDeclarationSyntax bare = property.WithoutLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list)).WithLeadingTrivia(property.GetLeadingTrivia());
    }

    // A name goes first, before Available and others.
    private static AttributeSyntax WithFirst(AttributeSyntax column, AttributeArgumentSyntax argument)
    {
        if (column.ArgumentList is not { } list) return column.WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)));
        return list.Arguments is [{ NameEquals: null } own, ..]
            ? column.WithArgumentList(list.ReplaceNode(own, argument.WithTriviaFrom(own)))
            : column.WithArgumentList(list.WithArguments(list.Arguments.Insert(0, argument.WithTrailingTrivia())));
    }

    private static bool IsColumn(NameSyntax name)
    {
        string text = name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : (name as SimpleNameSyntax)?.Identifier.ValueText ?? "";
        return text is Column or Column + "Attribute";
    }
}
