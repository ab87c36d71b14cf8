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
            || call.Argument("inputColumnNames") is not { } names || AcceptedRisks.Cover(context.ContainingSymbol, Rule)) return;
        if (names is ILocalReferenceOperation local) names = BodyIndex.Of(call).InitializerOf(local.Local) ?? names;
        var searched = new HashSet<IOperation>();
        foreach (IOperation operation in names.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Where" or "Except" } filter && filter.Arguments.Length > 0
                && OverSchema(filter.Arguments[0].Value, searched))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, call.Argument("inputColumnNames")!.Syntax.GetLocation()));
                return;
            }
        }
    }

    // What a filter's source does not hold, no filter inside it does.
    private static bool OverSchema(IOperation source, HashSet<IOperation> searched)
    {
        if (searched.Contains(source)) return false;
        foreach (IOperation operation in source.DescendantsAndSelf())
        {
            if (operation.Type is { Name: "DataViewSchema" } type && KnownSymbols.IsMlNet(type)) return true;
            searched.Add(operation);
        }
        return false;
    }
}
