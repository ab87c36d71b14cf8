using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Rows of one query or group end up on both sides of a split.</summary>
public sealed class RankingSplitByRow : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1401",
        "Groups of a ranking are split by row",
        "Rows of one group land on both sides of this split; pass samplingKeyColumnName: the group column '{0}'",
        "Group",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Group/RankingSplitByRow"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (SplitEvent split in flow.All<SplitEvent>())
        {
            if (split.SamplingKey is not null || !split.KeyIsKnown) continue;
            Training? ranking = flow.Trainings.FirstOrDefault(t =>
                t.Trainer.Task == MlTask.Ranking && t.Data.Rows.Cuts.Any(c => c.Site == split.Split.Site));
            if (ranking is not null)
                yield return new Finding(Rule, split.Root.NameLocation(), split,
                    ranking.Step.Group?.Value ?? "GroupId")
                { Replacement = ranking.Step.Group?.Value };
        }
    }
}
