using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Analyzers.Rules;

/// <summary>Services register a pool of prediction engines of a file that could be a class.</summary>
public sealed class PoolBecomesModel : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2087",
        "A pool of prediction engines can be a class of its model",
        "This pool lends prediction engines of '{0}', which can be a class instead: checked while compiling, for any number of threads, without a pool",
        "Onnx",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Page("Onnx/PoolBecomesModel"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Compilation.GetTypeByMetadataName(EnginePool.Metadata) is null || context.Compilation.GetTypeByMetadataName(OnnxNames.MlNetModel) is null) return;
        if (OnnxModels.ReadMlNet(context.Options.AdditionalFiles, context.CancellationToken) is not { } models) return;
        var files = new Lazy<BuiltModels>(() => BuiltModels.Of(context.Options.AdditionalFiles, context.CancellationToken), LazyThreadSafetyMode.PublicationOnly);
        var registered = new Lazy<IReadOnlyList<IMethodSymbol>>(() => EnginePool.Registered(context.Compilation, context.CancellationToken), LazyThreadSafetyMode.PublicationOnly);
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation is not IInvocationOperation { TargetMethod.Name: "FromFile", SemanticModel: { } semantics, Syntax: InvocationExpressionSyntax call }) return;
                if (EnginePool.Of(call, semantics, operation.CancellationToken) is not { } pool) return;
                // Of a pool that is filled twice, by names or in turn, nobody knows which file answers; types that are parameters may be any.
                if (registered.Value.Count(method => method.TypeArguments.Any(static t => t.TypeKind == TypeKind.TypeParameter) || pool.Is(method.TypeArguments)) != 1) return;
                if (new ModelPath([], operation.Compilation, operation.CancellationToken).NameOf(pool.Path) is not { } name || models.Find(name) is not { } model) return;
                if (ClassOfModel.Unfillable(pool.Input, isItself: false, pool.Input, pool.Output, model, files.Value, operation.Compilation, symbols, operation.CancellationToken) is not { } unfilled) return;
                var properties = ImmutableDictionary<string, string?>.Empty.Add(EngineBecomesModel.Model, model.Model).Add(EngineBecomesModel.Unfilled, string.Join("\n", unfilled));
                operation.ReportDiagnostic(Diagnostic.Create(Rule, pool.Registering.Identifier.GetLocation(), properties, model.Model));
            },
            OperationKind.Invocation);
    }
}
