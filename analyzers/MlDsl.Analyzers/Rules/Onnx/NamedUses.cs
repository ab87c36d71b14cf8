using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Rules;

/// <summary>Where a class names its variables, and what can go when a use of one goes.</summary>
/// <param name="parts">The declarations of the class.</param>
/// <param name="compilation">The project.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class NamedUses(IReadOnlyList<TypeDeclarationSyntax> parts, Compilation compilation, CancellationToken cancellation)
{
    /// <summary>What a name means, or a declaration declares.</summary>
    public ISymbol? SymbolOf(SyntaxNode node)
    {
        SemanticModel semantics = compilation.GetSemanticModel(node.SyntaxTree);
        return node is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax declared } ? semantics.GetDeclaredSymbol(declared, cancellation) : semantics.GetSymbolInfo(node, cancellation).Symbol;
    }

    /// <summary>The one value that a variable of the method or a private field is given; null where it is not one.</summary>
    public ExpressionSyntax? Given(ExpressionSyntax name)
    {
        if (SymbolOf(name) is not { } symbol || !IsOwn(symbol)) return null;
        var values = Declared(symbol).Select(static d => d.Initializer?.Value).OfType<ExpressionSyntax>().Concat(Assignments(symbol).Select(static a => a.Right)).ToList();
        return values is [{ } only] ? only : null;
    }

    /// <summary>Whether a symbol is named nowhere but in some nodes.</summary>
    public bool AreWithin(ISymbol? symbol, IReadOnlyList<SyntaxNode> nodes) => symbol is not null && Uses(symbol).All(use => nodes.Any(n => Holds(n, use)));

    /// <summary>Takes a variable away with what it is given, where it is named in nothing that stays. What goes is added to both lists.</summary>
    public bool TryRemove(ExpressionSyntax name, List<SyntaxNode> gone, List<SyntaxNode> removed)
    {
        if (SymbolOf(name) is not { } symbol || !IsOwn(symbol)) return false;
        var own = new List<SyntaxNode>();
        foreach (VariableDeclaratorSyntax declared in Declared(symbol))
        {
            if (declared.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Parent: (LocalDeclarationStatementSyntax or FieldDeclarationSyntax) and var whole }) return false;
            own.Add(whole);
        }
        foreach (AssignmentExpressionSyntax assignment in Assignments(symbol))
        {
            if (assignment.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax } statement) return false;
            own.Add(statement);
        }
        if (own.Count == 0 || !AreWithin(symbol, [.. gone, .. own])) return false;
        gone.AddRange(own);
        removed.AddRange(own.Except(removed));
        return true;
    }

    private static bool IsOwn(ISymbol symbol) => symbol is ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private };

    private static bool Holds(SyntaxNode node, SyntaxNode use) => node.SyntaxTree == use.SyntaxTree && node.Span.Contains(use.Span);

    private IEnumerable<VariableDeclaratorSyntax> Declared(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<VariableDeclaratorSyntax>();

    private IEnumerable<AssignmentExpressionSyntax> Assignments(ISymbol symbol) => Uses(symbol)
        .Select(static use => use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? (ExpressionSyntax)own : use)
        .Select(static target => target.Parent as AssignmentExpressionSyntax is { } assignment && assignment.Left == target ? assignment : null)
        .OfType<AssignmentExpressionSyntax>();

    private IEnumerable<IdentifierNameSyntax> Uses(ISymbol symbol) => parts
        .SelectMany(static part => part.DescendantNodes().OfType<IdentifierNameSyntax>())
        .Where(name => name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name, cancellation).Symbol, symbol));
}
