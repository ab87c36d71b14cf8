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
    private readonly List<(ISymbol Symbol, SyntaxTree Tree)> carriers = [];

    private PoolUses(Document document) => Document = document;

    public Document Document { get; }

    /// <summary>Where the pool's type is written.</summary>
    public IReadOnlyList<SyntaxNode> Types => types;

    /// <summary>The arguments that name the model, of which a class has one.</summary>
    public IReadOnlyList<ArgumentSyntax> Names => names;

    /// <summary>Whether all that is made of predictions is to read members of them.</summary>
    public bool AreReadByMember { get; private set; } = true;

    /// <summary>
    /// Those of all files of a project; null where the pool is used for more than predictions, on a page, or elsewhere in the solution, where a class would not be seen.
    /// </summary>
    /// <param name="registering">The file that registers the pool.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="modelName">The name under which it has the model; empty for none.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<IReadOnlyList<PoolUses>?> Find(Document registering, EnginePool pool, string modelName, CancellationToken cancellation)
    {
        var found = new List<PoolUses>();
        Project own = registering.Project;
        var paths = new HashSet<string?>(own.Documents.Select(static document => document.FilePath));
        foreach (TextDocument page in own.Solution.Projects.SelectMany(static project => project.AdditionalDocuments))
            if (IsPage(page) && (await page.GetTextAsync(cancellation).ConfigureAwait(false)).ToString().Contains(EnginePool.Name)) return null;
        foreach (Document document in own.Solution.Projects.SelectMany(static project => project.Documents))
        {
            // A project for several frameworks has each file once for each.
            bool isOwn = document.Project.Id == own.Id;
            if (!isOwn && document.FilePath is not null && paths.Contains(document.FilePath)) continue;
            if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root || !root.DescendantNodes().OfType<GenericNameSyntax>().Any(static n => n.Identifier.ValueText == EnginePool.Name)) continue;
            if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } semantics) return null;
            var uses = new PoolUses(document);
            if (!uses.Read(root, semantics, pool, modelName, cancellation) || (uses.types.Count > 0 && !isOwn)) return null;
            if (uses.types.Count > 0) found.Add(uses);
        }
        // A file that does not write the type gets it by a member of one that does.
        foreach (var (symbol, tree) in found.SelectMany(static uses => uses.carriers))
            if (await Uses.AreOutside(symbol, await tree.GetRootAsync(cancellation).ConfigureAwait(false), own.Solution, cancellation).ConfigureAwait(false)) return null;
        return found;
    }

    private static bool IsPage(TextDocument document) => document.Name.EndsWith(".razor", StringComparison.OrdinalIgnoreCase) || document.Name.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase);

    private bool Read(SyntaxNode root, SemanticModel semantics, EnginePool pool, string modelName, CancellationToken cancellation)
    {
        foreach (ExpressionSyntax node in root.DescendantNodes().OfType<ExpressionSyntax>())
        {
            if ((node.Parent is MemberAccessExpressionSyntax access && access.Name == node) || node is IdentifierNameSyntax { IsVar: true } || node.Parent is QualifiedNameSyntax) continue;
            if (!pool.Is(semantics.GetTypeInfo(node, cancellation).Type)) continue;
            if (semantics.GetSymbolInfo(node, cancellation).Symbol is INamedTypeSymbol)
            {
                if (node is NullableTypeSyntax) continue;
                if (!IsPlaceOfType(node.Parent is NullableTypeSyntax nullable ? nullable : node, semantics, cancellation)) return false;
                types.Add(node);
            }
            else if (!IsAsked(node, modelName, semantics, cancellation) && !IsHandedOn(node, semantics, pool, cancellation))
            {
                return false;
            }
        }
        return true;
    }

    private bool IsPlaceOfType(ExpressionSyntax type, SemanticModel semantics, CancellationToken cancellation)
    {
        switch (type.Parent)
        {
            // What a class is made with is a field of all its parts, and a property of a record.
            case ParameterSyntax { Parent.Parent: TypeDeclarationSyntax } made:
                if (semantics.GetDeclaredSymbol(made, cancellation) is not { } parameter) return false;
                carriers.Add((parameter, type.SyntaxTree));
                carriers.AddRange(parameter.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().Select(property => ((ISymbol)property, type.SyntaxTree)));
                return true;
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
        if (semantics.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol asked || asked.ContainingNamespace?.ToDisplayString() != EnginePool.Namespace) return false;
        AreReadByMember &= IsReadByMember(call, semantics, cancellation);
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (arguments.Count == 1) return modelName.Length == 0;
        if (arguments.Count != 2) return false;
        ArgumentSyntax name = arguments[0].NameColon is { Name.Identifier.ValueText: "example" } ? arguments[1] : arguments[0];
        if (semantics.GetConstantValue(name.Expression, cancellation) is not { HasValue: true, Value: string text } || text != modelName) return false;
        names.Add(name);
        return true;
    }

    // At once, or through a variable of which nothing else is done.
    private static bool IsReadByMember(ExpressionSyntax prediction, SemanticModel semantics, CancellationToken cancellation)
    {
        if (prediction.Parent is MemberAccessExpressionSyntax access && access.Expression == prediction) return semantics.GetSymbolInfo(access, cancellation).Symbol is IPropertySymbol or IFieldSymbol;
        if (prediction.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax declared } variable }) return false;
        if (semantics.GetDeclaredSymbol(variable, cancellation) is not ILocalSymbol local) return false;
        // Of statements of a program each is a member of its own.
        SyntaxNode within = declared.Parent is GlobalStatementSyntax { Parent: { } program } ? program : declared.Parent!;
        return within.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(semantics.GetSymbolInfo(name, cancellation).Symbol, local))
            .All(name => name.Parent is MemberAccessExpressionSyntax read && read.Expression == name && semantics.GetSymbolInfo(read, cancellation).Symbol is IPropertySymbol or IFieldSymbol);
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
            && list.Arguments.IndexOf(argument) is var place && place < method.Parameters.Length && pool.Is(method.OriginalDefinition.Parameters[place].Type),
        // A statement of its own.
        ExpressionStatementSyntax or ArrowExpressionClauseSyntax => given is AssignmentExpressionSyntax,
        _ => false,
    };
}
