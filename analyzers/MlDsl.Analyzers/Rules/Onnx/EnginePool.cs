using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A statement that registers a pool of prediction engines of one file: <c>services.AddPredictionEnginePool&lt;TIn, TOut&gt;().FromFile("m.zip")</c>.</summary>
internal sealed class EnginePool
{
    /// <summary>Names of <c>Microsoft.Extensions.ML</c>.</summary>
    public const string Namespace = "Microsoft.Extensions.ML", Metadata = Namespace + ".PredictionEnginePool`2", Name = "PredictionEnginePool", Register = "AddPredictionEnginePool";

    private EnginePool(InvocationExpressionSyntax filling, SimpleNameSyntax name, ExpressionSyntax services, INamedTypeSymbol input, INamedTypeSymbol output, IOperation path) =>
        (Filling, Registering, Services, Input, Output, Path) = (filling, name, services, input, output, path);

    /// <summary>The whole call.</summary>
    public InvocationExpressionSyntax Filling { get; }

    /// <summary>The name of the method that registers.</summary>
    public SimpleNameSyntax Registering { get; }

    /// <summary>The services.</summary>
    public ExpressionSyntax Services { get; }

    public INamedTypeSymbol Input { get; }

    public INamedTypeSymbol Output { get; }

    /// <summary>The file.</summary>
    public IOperation Path { get; }

    /// <summary>The name under which the file is asked for; null where nobody knows, empty for none.</summary>
    public string? ModelName { get; private set; }

    /// <summary>Whether the file is watched for another model; null where nothing is said, and it is.</summary>
    public bool? IsWatched { get; private set; }

    /// <summary>Reads the call of <c>FromFile</c>; null for another statement.</summary>
    public static EnginePool? Of(InvocationExpressionSyntax call, SemanticModel semantics, CancellationToken cancellation)
    {
        if (call is not { Parent: ExpressionStatementSyntax, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromFile", Expression: InvocationExpressionSyntax registering } }) return null;
        if (registering is not { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name: SimpleNameSyntax { Identifier.ValueText: Register } name, Expression: var services } }) return null;
        if (semantics.GetOperation(call, cancellation) is not IInvocationOperation { TargetMethod: { TypeArguments: [INamedTypeSymbol input, INamedTypeSymbol output] } method } filling) return null;
        if (method.ContainingNamespace?.ToDisplayString() != Namespace || filling.Argument("filePath") is not { } path) return null;
        IOperation? named = filling.Argument("modelName"), watched = filling.Argument("watchForChanges");
        return new EnginePool(call, name, services, input, output, path)
        {
            ModelName = named is null ? "" : named.ConstantValue is { HasValue: true, Value: string text } ? text : null,
            IsWatched = watched is null ? null : watched.ConstantValue is not { HasValue: true, Value: false },
        };
    }

    /// <summary>The pools of a project that are filled from a file, in the order of its files.</summary>
    public static IEnumerable<EnginePool> All(Compilation compilation, CancellationToken cancellation) => Named(compilation, cancellation)
        .Select(found => found.Name.Parent?.Parent?.Parent?.Parent is InvocationExpressionSyntax filling ? Of(filling, found.Semantics, cancellation) : null).OfType<EnginePool>();

    /// <summary>The methods of a project's calls that register pools.</summary>
    public static IReadOnlyList<IMethodSymbol> Registered(Compilation compilation, CancellationToken cancellation) => [.. Named(compilation, cancellation)
        .Select(found => found.Semantics.GetSymbolInfo(found.Name, cancellation).Symbol).OfType<IMethodSymbol>().Where(static m => m.ContainingNamespace?.ToDisplayString() == Namespace)];

    /// <summary>Whether a type is the pool. Of another project the classes are other symbols, so that names are compared.</summary>
    public bool Is(ITypeSymbol? type) => type is INamedTypeSymbol { Name: Name, TypeArguments: { Length: 2 } types } && type.ContainingNamespace?.ToDisplayString() == Namespace && Is(types);

    /// <summary>Whether a pool of such types is this one.</summary>
    public bool Is(ImmutableArray<ITypeSymbol> types) => types[0].ToDisplayString() == Input.ToDisplayString() && types[1].ToDisplayString() == Output.ToDisplayString();

    private static IEnumerable<(SimpleNameSyntax Name, SemanticModel Semantics)> Named(Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            List<SimpleNameSyntax> names = [.. tree.GetRoot(cancellation).DescendantNodes().OfType<SimpleNameSyntax>().Where(static name => name.Identifier.ValueText == Register)];
            if (names.Count == 0) continue;
            SemanticModel semantics = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in names) yield return (name, semantics);
        }
    }
}
