using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The luckiest fold's model is used, or its score reported.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BestFoldIsShipped : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1603",
        "The best fold is taken for the result",
        "The best of the folds is the luckiest; report the mean over the folds, and fit the model that is used on all training rows",
        "Selection",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Selection/BestFoldIsShipped"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private protected override IEnumerable<Finding> Find(MethodFlow flow)
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
                case FoldChoiceEvent:
                    yield return new Finding(Rule, found.Root.NameLocation(), found);
                    break;
            }
        }
    }
}
