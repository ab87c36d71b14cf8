using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The features are all columns but a few.</summary>
public sealed class FeaturesByDenyList : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1203",
        "The features are whatever is not excluded",
        "Every column that is not excluded becomes a feature, the next one added to the data too; list the features",
        "Target",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Page("Target/FeaturesByDenyList"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(Check, OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "Concatenate" || !KnownSymbols.IsMlNet(call.TargetMethod)
            || call.Argument("inputColumnNames") is not { } names) return;
        if (names is ILocalReferenceOperation local) names = InitializerOf(local.Local, call) ?? names;
        foreach (IOperation operation in names.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Where" or "Except" } filter && filter.Arguments.Length > 0
                && OverSchema(filter.Arguments[0].Value))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, call.Argument("inputColumnNames")!.Syntax.GetLocation()));
                return;
            }
        }
    }

    private static bool OverSchema(IOperation source) =>
        source.DescendantsAndSelf().Any(static o => o.Type is { Name: "DataViewSchema" } type && KnownSymbols.IsMlNet(type));

    private static IOperation? InitializerOf(ILocalSymbol local, IOperation use)
    {
        IOperation root = use;
        while (root.Parent is { } parent) root = parent;
        return root.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local))?.Initializer?.Value;
    }
}
