using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Analyzers;

/// <summary>Where a file takes a pool of prediction engines and asks it: what of it would be another's if there were a class of the model.</summary>
internal sealed class PoolUses
{
    private readonly List<SyntaxNode> types = [];
    private readonly List<ArgumentSyntax> names = [];

    private PoolUses(Document document) => Document = document;

    public Document Document { get; }

    /// <summary>Where the pool's type is written.</summary>
    public IReadOnlyList<SyntaxNode> Types => types;

    /// <summary>The arguments that name the model, of which a class has one.</summary>
    public IReadOnlyList<ArgumentSyntax> Names => names;

    /// <summary>Those of all files of a project; null where the pool is used for more than predictions, or elsewhere in the solution, where a class would not be seen.</summary>
    /// <param name="registering">The file that registers the pool.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="modelName">The name under which it has the model; empty for none.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<IReadOnlyList<PoolUses>?> Find(Document registering, EnginePool pool, string modelName, CancellationToken cancellation)
    {
        var found = new List<PoolUses>();
        var carriers = new List<(ISymbol Symbol, SyntaxTree Tree)>();
        Solution solution = registering.Project.Solution;
        foreach (Document document in solution.Projects.SelectMany(static project => project.Documents))
        {
            if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root || !root.DescendantNodes().OfType<GenericNameSyntax>().Any(static n => n.Identifier.ValueText == EnginePool.Name)) continue;
            if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } semantics) return null;
            var uses = new PoolUses(document);
            bool isUnderstood = uses.Read(root, semantics, pool, modelName, carriers, cancellation);
            if (!isUnderstood || (uses.types.Count > 0 && document.Project.Id != registering.Project.Id)) return null;
            if (uses.types.Count > 0) found.Add(uses);
        }
        // A file that does not write the type gets it by a member of one that does.
        foreach (var (symbol, tree) in carriers)
            if (await Uses.AreOutside(symbol, await tree.GetRootAsync(cancellation).ConfigureAwait(false), solution, cancellation).ConfigureAwait(false)) return null;
        return found;
    }

    private bool Read(SyntaxNode root, SemanticModel semantics, EnginePool pool, string modelName, List<(ISymbol Symbol, SyntaxTree Tree)> carriers, CancellationToken cancellation)
    {
        foreach (ExpressionSyntax node in root.DescendantNodes().OfType<ExpressionSyntax>())
        {
            if ((node.Parent is MemberAccessExpressionSyntax access && access.Name == node) || node is IdentifierNameSyntax { IsVar: true } || node.Parent is QualifiedNameSyntax) continue;
            TypeInfo type = semantics.GetTypeInfo(node, cancellation);
            if (!IsPool(type.Type, pool)) continue;
            if (semantics.GetSymbolInfo(node, cancellation).Symbol is INamedTypeSymbol)
            {
                if (node is NullableTypeSyntax) continue;
                if (!IsPlaceOfType(node.Parent is NullableTypeSyntax nullable ? nullable : node, semantics, carriers, cancellation)) return false;
                types.Add(node);
            }
            else if (!IsAsked(node, modelName, semantics, cancellation) && !IsHandedOn(node, semantics, pool, cancellation))
            {
                return false;
            }
        }
        return true;
    }

    // Of another project the classes are other symbols.
    private static bool IsPool(ITypeSymbol? type, EnginePool pool) => type is INamedTypeSymbol { Name: EnginePool.Name, TypeArguments: [var input, var output] }
        && type.ContainingNamespace?.ToDisplayString() == EnginePool.Namespace
        && input.ToDisplayString() == pool.Input.ToDisplayString() && output.ToDisplayString() == pool.Output.ToDisplayString();

    private static bool IsPlaceOfType(ExpressionSyntax type, SemanticModel semantics, List<(ISymbol Symbol, SyntaxTree Tree)> carriers, CancellationToken cancellation)
    {
        switch (type.Parent)
        {
            case ParameterSyntax { Parent.Parent: not (DelegateDeclarationSyntax or OperatorDeclarationSyntax) }:
                return true;
            case VariableDeclarationSyntax { Variables: var declared, Parent: FieldDeclarationSyntax or LocalDeclarationStatementSyntax }:
                foreach (VariableDeclaratorSyntax each in declared)
                    if (semantics.GetDeclaredSymbol(each, cancellation) is IFieldSymbol field) carriers.Add((field, type.SyntaxTree));
                return true;
            case PropertyDeclarationSyntax property when property.Type == type:
                if (semantics.GetDeclaredSymbol(property, cancellation) is not { IsVirtual: false, IsOverride: false, IsAbstract: false } own || own.ContainingType.TypeKind == TypeKind.Interface) return false;
                carriers.Add((own, type.SyntaxTree));
                return true;
            // provider.GetRequiredService<…>()
            case TypeArgumentListSyntax { Arguments.Count: 1, Parent: GenericNameSyntax { Identifier.ValueText: "GetRequiredService" or "GetService" } }:
                return true;
            default:
                return false;
        }
    }

    private bool IsAsked(ExpressionSyntax pool, string modelName, SemanticModel semantics, CancellationToken cancellation)
    {
        if (pool.Parent is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "Predict" }, Parent: InvocationExpressionSyntax call } access || access.Expression != pool) return false;
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (arguments.Count == 1) return modelName.Length == 0;
        if (arguments.Count != 2) return false;
        ArgumentSyntax name = arguments[0].NameColon is { Name.Identifier.ValueText: "example" } ? arguments[1] : arguments[0];
        if (semantics.GetConstantValue(name.Expression, cancellation) is not { HasValue: true, Value: string text } || text != modelName) return false;
        names.Add(name);
        return true;
    }

    private static bool IsHandedOn(ExpressionSyntax given, SemanticModel semantics, EnginePool pool, CancellationToken cancellation) => given.Parent switch
    {
        EqualsValueClauseSyntax or ParenthesizedExpressionSyntax => true,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfNull" } } } => true,
        // The parameter's type is written somewhere, and becomes another one there.
        ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Parent: { } call } list } argument => semantics.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { DeclaringSyntaxReferences.Length: > 0 } method
            && list.Arguments.IndexOf(argument) is var place && place < method.Parameters.Length && method.OriginalDefinition.Parameters[place].Type is INamedTypeSymbol taken && IsPool(taken, pool),
        // A statement of its own.
        ExpressionStatementSyntax or ArrowExpressionClauseSyntax => given is AssignmentExpressionSyntax,
        _ => false,
    };
}
