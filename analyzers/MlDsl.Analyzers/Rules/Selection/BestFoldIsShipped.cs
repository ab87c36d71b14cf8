using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The model of one fold is used, or its score reported.</summary>
public sealed class BestFoldIsShipped : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1603",
        "One fold is taken for the result",
        "One fold picked by its score speaks for itself alone; report the mean over the folds, and fit the model that is used on all training rows",
        "Selection",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Selection/BestFoldIsShipped"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (FlowEvent found in flow.Events)
        {
            switch (found)
            {
                case SaveEvent { Model: Transformer { IsChosenFold: true } }:
                    yield return new Finding(Rule, found.PlaceOf("model"), found);
                    break;
                case EngineEvent { Model.IsChosenFold: true }:
                    yield return new Finding(Rule, found.PlaceOf("transformer"), found);
                    break;
                case ExportEvent { Model.IsChosenFold: true }:
                    yield return new Finding(Rule, found.PlaceOf("transform"), found);
                    break;
                case FoldChoiceEvent choice when !IsRange(choice, flow):
                    yield return new Finding(Rule, found.Root.NameLocation(), found);
                    break;
            }
        }
    }

    // The least and the greatest of one metric together tell how far the folds lie apart.
    private static bool IsRange(FoldChoiceEvent choice, MethodFlow flow) => flow.All<FoldChoiceEvent>().Any(other =>
        other.Results.Site == choice.Results.Site && MethodOf(other) != MethodOf(choice) && MetricOf(other) == MetricOf(choice));

    private static string MethodOf(FoldChoiceEvent choice) => ((IInvocationOperation)choice.Call).TargetMethod.Name;

    private static string? MetricOf(FoldChoiceEvent choice) =>
        (choice.Call.Syntax as InvocationExpressionSyntax)?.ArgumentList.DescendantNodes()
            .OfType<MemberAccessExpressionSyntax>().FirstOrDefault()?.Name.Identifier.ValueText;
}
