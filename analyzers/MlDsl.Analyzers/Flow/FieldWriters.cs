using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Analyzers.Flow;

/// <summary>Finds the members that assign a field or property.</summary>
internal static class FieldWriters
{
    private static readonly ConditionalWeakTable<SyntaxNode, ILookup<string, SimpleNameSyntax>> Known = new();
    private static readonly ConditionalWeakTable<INamedTypeSymbol, ILookup<string, SimpleNameSyntax>> InType = new();
    private static readonly ConditionalWeakTable<INamedTypeSymbol, ILookup<string, SimpleNameSyntax>> Uses = new();

    /// <summary>Whether classes that derive from the member's may assign it, and nobody else.</summary>
    private static bool IsOfFamily(ISymbol member) => (member is IPropertySymbol { SetMethod: { } set } ? set : member).DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal;

    /// <summary>The initializer and the methods that assign <paramref name="member"/>; nothing of one that types outside its own and, where it is protected, those derived from it may assign, and of a list that is filled after it was made.</summary>
    public static (SyntaxNode? Initializer, IReadOnlyList<IMethodSymbol> Writers) Of(ISymbol member, Hierarchy hierarchy, Compilation compilation,
        CancellationToken cancellation)
    {
        if (!IsClosed(member) || IsCollection(member) && IsFilledElsewhere(member, compilation, cancellation)) return (null, []);
        SyntaxNode? initializer = PartsOf(member, compilation, cancellation).Select(static part => part switch
        {
            VariableDeclaratorSyntax { Initializer: { } given } => given,
            PropertyDeclarationSyntax { Initializer: { } given } => given,
            _ => (SyntaxNode?)null,
        }).FirstOrDefault(static given => given is not null);

        var writers = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        IEnumerable<INamedTypeSymbol> types = IsOfFamily(member) ? hierarchy.FamilyOf(member.ContainingType) : [member.ContainingType];
        foreach (SimpleNameSyntax target in types.SelectMany(type => TargetsOf(type, compilation, cancellation)[member.Name]))
        {
            SemanticModel model = compilation.GetSemanticModel(target.SyntaxTree);
            if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(target, cancellation).Symbol?.OriginalDefinition, member)) continue;
            if (model.GetEnclosingSymbol(target.SpanStart, cancellation) is { } enclosing
                && Outermost(enclosing) is { } writer) writers.Add(writer);
        }
        // Whichever file comes first.
        return (initializer, [.. writers.OrderBy(static w => w.ToDisplayString(), StringComparer.Ordinal)]);
    }

    /// <summary>The declarations of a symbol in this compilation; a referenced project's are another's.</summary>
    public static IEnumerable<SyntaxNode> PartsOf(ISymbol symbol, Compilation compilation, CancellationToken cancellation) =>
        symbol.DeclaringSyntaxReferences.Where(r => compilation.ContainsSyntaxTree(r.SyntaxTree)).Select(r => r.GetSyntax(cancellation));

    /// <summary>The parameter of a record that declares <paramref name="member"/>.</summary>
    public static IParameterSymbol? ParameterOf(ISymbol member, CancellationToken cancellation) =>
        member is IPropertySymbol { ContainingType.IsRecord: true } && member.DeclaringSyntaxReferences is [{ } reference] && reference.GetSyntax(cancellation) is ParameterSyntax
            ? member.ContainingType.InstanceConstructors.SelectMany(static c => c.Parameters).FirstOrDefault(p => p.DeclaringSyntaxReferences is [{ } same] && same.Span == reference.Span && same.SyntaxTree == reference.SyntaxTree)
            : null;

    /// <summary>Whether a type assigns anything of this name.</summary>
    public static bool IsAssigned(INamedTypeSymbol type, string name, Compilation compilation, CancellationToken cancellation) =>
        TargetsOf(type, compilation, cancellation)[name].Any(static target => target.Parent is not MemberAccessExpressionSyntax);

    // A type may have as many parts as members; each is read once.
    private static ILookup<string, SimpleNameSyntax> TargetsOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        InType.TryGetValue(type, out var known) ? known : InType.GetValue(type, t => PartsOf(t, compilation, cancellation).SelectMany(Targets)
            .ToLookup(static t => t.Identifier.ValueText, StringComparer.Ordinal));

    /// <summary>The targets in a node by name.</summary>
    public static ILookup<string, SimpleNameSyntax> TargetsOf(SyntaxNode node) =>
        Known.GetValue(node, static n => Targets(n).ToLookup(static t => t.Identifier.ValueText, StringComparer.Ordinal));

    /// <summary>The names that are assigned, or passed by reference, anywhere in <paramref name="node"/>.</summary>
    private static IEnumerable<SimpleNameSyntax> Targets(SyntaxNode node)
    {
        foreach (SyntaxNode each in node.DescendantNodes())
        {
            switch (each)
            {
                case AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple }:
                    foreach (ArgumentSyntax argument in tuple.Arguments)
                        if (NameOf(argument.Expression) is { } part) yield return part;
                    break;
                case AssignmentExpressionSyntax assignment when NameOf(assignment.Left) is { } name:
                    yield return name;
                    break;
                case ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } argument
                    when NameOf(argument.Expression) is { } name:
                    yield return name;
                    break;
            }
        }
    }

    // Of a list that other types see, or that a method adds to, it is not known what it holds.
    private static bool IsFilledElsewhere(ISymbol member, Compilation compilation, CancellationToken cancellation)
    {
        bool isArray = RowSchema.MemberType(member) is IArrayTypeSymbol;
        return !isArray && member.DeclaredAccessibility is not (Accessibility.Private or Accessibility.NotApplicable)
            || UsesOf(member.ContainingType, compilation, cancellation)[member.Name].Any(use => IsChange(use, isArray, compilation, cancellation));
    }

    private static bool IsChange(SimpleNameSyntax use, bool isArray, Compilation compilation, CancellationToken cancellation)
    {
        ExpressionSyntax whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
        switch (whole.Parent)
        {
            case ElementAccessExpressionSyntax element:
                return element.Parent is AssignmentExpressionSyntax assignment && assignment.Left == element;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax }:
                return !isArray && IsChangeByName(method);
            case ArgumentSyntax { Parent.Parent: ExpressionSyntax call } when !isArray:
                return compilation.GetSemanticModel(call.SyntaxTree).GetSymbolInfo(call, cancellation).Symbol is { } called && called.Locations.Any(static l => l.IsInSource);
            case AssignmentExpressionSyntax handed:
                return !isArray && handed.Right == whole;
            case EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return !isArray;
            default:
                return false;
        }
    }

    private static bool IsChangeByName(string method) => method is not ("ToArray" or "ToList" or "Select" or "Where" or "Concat" or "Append" or "Prepend" or "Contains" or "ContainsKey"
        or "IndexOf" or "First" or "Last" or "Any" or "All" or "Except" or "Union" or "Distinct" or "OrderBy" or "GetEnumerator" or "AsReadOnly" or "ToString" or "TryGetValue" or "Aggregate" or "Cast");

    private static bool IsCollection(ISymbol member) => RowSchema.MemberType(member) is IArrayTypeSymbol or INamedTypeSymbol
    {
        Name: "List" or "Dictionary" or "HashSet" or "IList" or "ICollection" or "IDictionary" or "ISet" or "Collection",
        ContainingNamespace: { Name: "Generic" or "ObjectModel", ContainingNamespace.Name: "Collections" },
    };

    private static ILookup<string, SimpleNameSyntax> UsesOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        Uses.TryGetValue(type, out var known) ? known : Uses.GetValue(type, t => PartsOf(t, compilation, cancellation)
            .SelectMany(static part => part.DescendantNodes().OfType<SimpleNameSyntax>()).ToLookup(static n => n.Identifier.ValueText, StringComparer.Ordinal));

    // Other types may assign what is public and settable.
    private static bool IsClosed(ISymbol member) => IsOfFamily(member) || member switch
    {
        IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility is Accessibility.Private or Accessibility.NotApplicable,
        IPropertySymbol property => property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private } or { IsInitOnly: true }
            || property.DeclaredAccessibility == Accessibility.Private,
        _ => false,
    };

    private static SimpleNameSyntax? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name,
        MemberAccessExpressionSyntax access => access.Name,
        _ => null,
    };

    private static IMethodSymbol? Outermost(ISymbol symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } inner) symbol = inner.ContainingSymbol;
        return symbol as IMethodSymbol;
    }
}
