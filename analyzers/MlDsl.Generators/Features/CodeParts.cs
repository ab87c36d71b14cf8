using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Generators.Features;

/// <summary>The parts of a member's declaration that decide what it computes, and the members that run with it unnamed.</summary>
internal static class CodeParts
{
    /// <summary>Everything but names, attributes and modifiers; the attributes where they are all there is.</summary>
    public static IEnumerable<SyntaxNode> Of(ISymbol member) => member.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax() switch
    {
        BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } declared => declared.ChildNodes(),
        BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax => Essential(reference.GetSyntax()),
        ArrowExpressionClauseSyntax arrow => [arrow],
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax field } variable => new SyntaxNode?[] { field.Type, variable.Initializer }.OfType<SyntaxNode>(),
        // A primary constructor, and what it hands to the base.
        TypeDeclarationSyntax type when member is IMethodSymbol =>
            new SyntaxNode?[] { type.ParameterList }.OfType<SyntaxNode>()
                .Concat(type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>() ?? []),
        _ => [],
    });

    /// <summary>Whether the code is written by another generator or another language.</summary>
    public static bool IsWithoutBody(ISymbol member) =>
        member is IMethodSymbol { IsAbstract: false, IsImplicitlyDeclared: false } method
        && method.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null });

    /// <summary>The members that run before or with <paramref name="member"/> without being named in it.</summary>
    public static IEnumerable<ISymbol> Implied(ISymbol member)
    {
        INamedTypeSymbol type = member.ContainingType;
        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
        {
            foreach (ISymbol part in type.GetMembers())
                if (!part.IsStatic && HasInitializer(part)) yield return part;
            if (!NamesBase(constructor) && type.BaseType is { SpecialType: SpecialType.None } parent)
                foreach (IMethodSymbol inherited in parent.InstanceConstructors.Where(static c => c.Parameters.Length == 0)) yield return inherited;
        }
        if (member is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true })
            foreach (IMethodSymbol initializer in type.StaticConstructors.Where(static c => !c.IsImplicitlyDeclared)) yield return initializer;
    }

    private static IEnumerable<SyntaxNode> Essential(SyntaxNode declaration) =>
        declaration.ChildNodes().Where(static n => n is not (AttributeListSyntax or ExplicitInterfaceSpecifierSyntax));

    private static bool HasInitializer(ISymbol part) => part.DeclaringSyntaxReferences.Any(static r =>
        r.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null });

    private static bool NamesBase(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(static r =>
        r.GetSyntax() is ConstructorDeclarationSyntax { Initializer: not null }
            or TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax, ..] });
}
