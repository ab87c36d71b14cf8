using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>
/// A class that keeps a prediction engine and does nothing with it but predict: what of it would be another's if the engine were a class of the model. What
/// is done otherwise with an engine, its schema among it, has no such form, and then there is none.
/// </summary>
internal sealed class EngineClass
{
    private readonly List<SyntaxNode> types = [], removed = [];
    private readonly List<InvocationExpressionSyntax> predictions = [];
    private readonly List<ISymbol> carriers = [];
    private readonly List<LabelReader> labels = [];

    private EngineClass(INamedTypeSymbol type, TypeDeclarationSyntax part, InvocationExpressionSyntax creation, INamedTypeSymbol engine, IOperation path) =>
        (Type, Part, Creation, Input, Output, Path) = (type, part, creation, engine.TypeArguments[0], engine.TypeArguments[1], path);

    /// <summary>The class.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>Its declaration that makes the engine; no other speaks of it.</summary>
    public TypeDeclarationSyntax Part { get; }

    /// <summary>Where the engine is made.</summary>
    public InvocationExpressionSyntax Creation { get; }

    public ITypeSymbol Input { get; }

    public ITypeSymbol Output { get; }

    /// <summary>The file that is loaded.</summary>
    public IOperation Path { get; }

    /// <summary>Where the engine's type is written.</summary>
    public IReadOnlyList<SyntaxNode> Types => types;

    /// <summary>The calls of its <c>Predict</c>.</summary>
    public IReadOnlyList<InvocationExpressionSyntax> Predictions => predictions;

    /// <summary>The methods that ask it for the classes.</summary>
    public IReadOnlyList<LabelReader> Labels => labels;

    /// <summary>The statements and fields that only the engine needs.</summary>
    public IReadOnlyList<SyntaxNode> Removed => removed;

    /// <summary>The members whose type has the engine in it.</summary>
    public IReadOnlyList<ISymbol> Carriers => carriers;

    /// <summary>Whether nobody has an instance of the class, so that it can be the model itself.</summary>
    public bool IsItself => Type is { BaseType.SpecialType: SpecialType.System_Object, IsRecord: false, IsAbstract: false } or { IsStatic: true }
        && Type.GetMembers().All(static m => m.IsStatic || m.IsImplicitlyDeclared || m is INamedTypeSymbol);

    /// <summary>Whether a type is an engine, or one that is made late.</summary>
    public static bool Holds(ITypeSymbol? type, KnownSymbols symbols) => KnownSymbols.Is(type, symbols.PredictionEngine)
        || type is INamedTypeSymbol { Name: "Lazy", TypeArguments: [var late, ..] } && KnownSymbols.Is(late, symbols.PredictionEngine);

    /// <summary>Reads a class; null where it is of another form.</summary>
    public static EngineClass? Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (type is not { TypeKind: TypeKind.Class, IsGenericType: false, IsFileLocal: false }) return null;
        var symbols = KnownSymbols.For(compilation);
        if (!type.GetMembers().Any(m => Holds(RowSchema.MemberType(m), symbols))) return null;
        TypeDeclarationSyntax[] parts = [.. FieldWriters.PartsOf(type, compilation, cancellation).OfType<TypeDeclarationSyntax>()];
        if (type.IsStatic && parts.Length > 1) return null;
        var creations = parts.SelectMany(static part => part.DescendantNodes().OfType<InvocationExpressionSyntax>()).Where(static call => NameOf(call) is { Identifier.ValueText: "CreatePredictionEngine" }).Take(2).ToList();
        if (creations is not [{ ArgumentList.Arguments: [{ Expression: var model }] } creation] || NameOf(creation) is not GenericNameSyntax) return null;
        SemanticModel semantics = compilation.GetSemanticModel(creation.SyntaxTree);
        if (semantics.GetSymbolInfo(creation, cancellation).Symbol is not IMethodSymbol { ReturnType: INamedTypeSymbol { TypeArguments.Length: 2 } engine } called || !KnownSymbols.IsMlNet(called)) return null;
        if (!KnownSymbols.Is(engine, symbols.PredictionEngine)) return null;
        TypeDeclarationSyntax part = parts.First(p => p.SyntaxTree == creation.SyntaxTree && p.Span.Contains(creation.Span));
        var uses = new NamedUses(parts, compilation, cancellation);
        InvocationExpressionSyntax? load = model as InvocationExpressionSyntax ?? uses.Given(model) as InvocationExpressionSyntax;
        if (load is null || load.SyntaxTree != creation.SyntaxTree || semantics.GetOperation(load, cancellation) is not IInvocationOperation { TargetMethod: { Name: "Load", ContainingType.Name: "ModelOperationsCatalog" } } loading
            || loading.Argument("filePath") is not { } path) return null;
        var found = new EngineClass(type, part, creation, engine, path);
        bool isWhole = found.ReadUses(parts, compilation, symbols, cancellation) && found.Remove(model, load, creation, uses);
        return isWhole && found.carriers.All(static c => !c.IsVirtual && !c.IsOverride && !c.IsAbstract) ? found : null;
    }

    // Every expression that is an engine: asked for a prediction, handed on within the class, or something else.
    private bool ReadUses(TypeDeclarationSyntax[] parts, Compilation compilation, KnownSymbols symbols, CancellationToken cancellation)
    {
        foreach (TypeDeclarationSyntax each in parts)
        {
            SemanticModel semantics = compilation.GetSemanticModel(each.SyntaxTree);
            foreach (ExpressionSyntax node in each.DescendantNodes().OfType<ExpressionSyntax>())
            {
                if (node.Parent is MemberAccessExpressionSyntax access && access.Name == node || node is IdentifierNameSyntax { IsVar: true } || node.Parent is QualifiedNameSyntax) continue;
                if (!KnownSymbols.Is(semantics.GetTypeInfo(node, cancellation).Type, symbols.PredictionEngine)) continue;
                if (each != Part) return false;
                if (semantics.GetSymbolInfo(node, cancellation).Symbol is INamedTypeSymbol) types.Add(node);
                else if (LabelReader.Of(node, semantics, cancellation) is { } reader) labels.Add(reader);
                else if (node != Creation && !IsUnderstood(node)) return false;
                else if (node == Creation && !IsHandedOn(node)) return false;
            }
        }
        carriers.AddRange(Type.GetMembers().Where(m => !m.IsImplicitlyDeclared && (Holds(RowSchema.MemberType(m), symbols)
            || m is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && (Holds(method.ReturnType, symbols) || method.Parameters.Any(p => Holds(p.Type, symbols))))));
        return predictions.Count > 0;
    }

    private bool IsUnderstood(ExpressionSyntax engine)
    {
        if (engine.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Parent: InvocationExpressionSyntax call } access && access.Expression == engine)
        {
            if (name == "Predict") predictions.Add(call);
            return name == "Predict" ? call.ArgumentList.Arguments is [{ NameColon: null }] or [_, { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword }] : name == "Dispose";
        }
        return IsHandedOn(engine);
    }

    private static bool IsHandedOn(ExpressionSyntax engine) => engine.Parent is EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or AssignmentExpressionSyntax
        or LambdaExpressionSyntax or ParenthesizedExpressionSyntax or LockStatementSyntax || engine is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax };

    // The model, what it was loaded by, and the context go where nobody else asks for them.
    private bool Remove(ExpressionSyntax model, InvocationExpressionSyntax load, InvocationExpressionSyntax creation, NamedUses uses)
    {
        if (load.ArgumentList.Arguments is not [_, { Expression: var schema }]) return false;
        bool isDropped = schema is IdentifierNameSyntax { Identifier.ValueText: "_" } or DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax };
        if (!isDropped && (schema is not DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax } named || !uses.AreWithin(uses.SymbolOf(named), [named]))) return false;
        var gone = new List<SyntaxNode> { creation };
        if (model is not InvocationExpressionSyntax && !uses.TryRemove(model, gone, removed)) return false;
        foreach (ExpressionSyntax other in new[] { ContextOf(load), ContextOf(creation) }.Concat(load.ArgumentList.Arguments.Take(1).Select(static a => a.Expression)).OfType<ExpressionSyntax>())
            uses.TryRemove(other, gone, removed);
        return true;
    }

    private static ExpressionSyntax? ContextOf(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var context } } ? context : null;

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Name;
}
