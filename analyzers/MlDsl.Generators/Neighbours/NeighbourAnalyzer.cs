using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Generators.Onnx;

namespace MlDsl.Generators.Neighbours;

/// <summary>
/// Generators do not see each other's output: where System.Text.Json's is asked for a type that MlDsl writes, it leaves the type out, and the
/// Request Delegate Generator writes code that does not compile.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeighbourAnalyzer : DiagnosticAnalyzer
{
    private const string Json = "System.Text.Json.Serialization.JsonSerializableAttribute", Routes = "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions";

    private const string RequestDelegates = "RequestDelegateGenerator";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [NeighbourRules.Unseen];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.WhenMlDslIsReferenced(static start =>
        {
            start.RegisterSymbolAction(CheckContext, SymbolKind.NamedType);
            // What the generator wrote tells that it is switched on.
            if (start.Compilation.GetTypeByMetadataName(Routes) is { } routes && start.Compilation.SyntaxTrees.Any(static t => t.FilePath.Contains(RequestDelegates)))
                start.RegisterOperationAction(c => CheckRoute(c, routes), OperationKind.Invocation);
        });
    }

    private static void CheckContext(SymbolAnalysisContext context)
    {
        foreach (AttributeData attribute in context.Symbol.GetAttributes())
        {
            if (attribute is { AttributeClass: { Name: "JsonSerializableAttribute" } type, ConstructorArguments: [{ Value: ITypeSymbol argument }, ..] } && type.ToDisplayString() == Json
                && Written(argument, context.Compilation) is { } written)
                Report(context.ReportDiagnostic, attribute.Place(context.Symbol, context.CancellationToken), written, "the generator of JSON metadata");
        }
    }

    private static void CheckRoute(OperationAnalysisContext context, INamedTypeSymbol routes)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, routes)) return;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (Handler(argument.Value) is not { } handler) continue;
            foreach (ITypeSymbol type in handler.Parameters.Select(static p => p.Type).Append(handler.ReturnType))
            {
                if (Written(type, context.Compilation) is not { } written) continue;
                Report(context.ReportDiagnostic, argument.Value.Syntax.GetLocation(), written, "the Request Delegate Generator");
                return;
            }
        }
    }

    private static IMethodSymbol? Handler(IOperation value) => value switch
    {
        IConversionOperation conversion => Handler(conversion.Operand),
        IDelegateCreationOperation creation => Handler(creation.Target),
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };

    // The generated type in an array, a list, a task.
    private static INamedTypeSymbol? Written(ITypeSymbol type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => Written(array.ElementType, compilation),
        INamedTypeSymbol { ContainingType: { } owner } named
            when named.IsGenerated() && SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, compilation.Assembly) && (owner.IsDataset() || OnnxModelReader.Attribute(owner) is not null) => named,
        INamedTypeSymbol { TypeArguments: var arguments } => arguments.Select(a => Written(a, compilation)).FirstOrDefault(static w => w is not null),
        _ => null,
    };

    private static void Report(Action<Diagnostic> report, Location place, INamedTypeSymbol written, string neighbour) =>
        report(Diagnostic.Create(NeighbourRules.Unseen, place, $"{written.ContainingType.Name}.{written.Name}", neighbour, written.ContainingType.Name));
}
