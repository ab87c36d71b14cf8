using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The grades of a ranking get numbers in the order they happen to occur.</summary>
public sealed class RelevanceKeyedByOccurrence : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1005",
        "Relevance grades are keyed in the order they occur",
        "The keys of '{0}' follow the order of the file, so the ranking learns an arbitrary order of grades; pass keyOrdinality: ByValue or keyData",
        "Schema",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/RelevanceKeyedByOccurrence"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Training training in flow.Trainings)
        {
            if (training.Trainer.Task != MlTask.Ranking || training.Step.Arguments.ContainsKey("CustomGains")) continue;
            if (training.Label is not { Maker: { Method: "MapValueToKey" } maker }) continue;
            if (maker.Constant("keyOrdinality") is not 0 || maker.Arguments.ContainsKey("keyData")) continue;
            yield return new Finding(Rule, maker.Place, training.Event, training.Step.Label!.Value);
        }
    }
}
