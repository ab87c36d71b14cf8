using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A column is overwritten before anything reads it, copied onto itself, concatenated twice, or made and never used.</summary>
public sealed class ColumnWrittenForNothing : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1002",
        "A column is written for nothing",
        "{0}",
        "Schema",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/ColumnWrittenForNothing"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (var (found, estimator, data) in flow.Chains)
        {
            foreach (Step step in estimator.Steps.Where(static s => s is { IsKnown: true, Transform: not null }))
            {
                foreach (Mapping mapping in step.Mappings)
                {
                    if (step.Method == "CopyColumns" && mapping.Inputs is [{ } same] && same.Value == mapping.Output.Value)
                        yield return At(same, found, $"'{same.Value}' is copied onto itself");
                    if (step.Method != "Concatenate") continue;
                    foreach (var twice in mapping.Inputs.GroupBy(static i => i.Value).Where(static g => g.Count() > 1))
                        yield return At(twice.Last(), found, $"'{twice.Key}' is concatenated twice");
                }
            }
            foreach (Finding lost in Unread(found, estimator, data)) yield return lost;
        }
    }

    private static IEnumerable<Finding> Unread(FlowEvent found, Estimator estimator, View data)
    {
        if (estimator.IsOpen || estimator.Trainer is null || estimator.Steps.Any(static s => !s.IsKnown)) yield break;
        var written = new Dictionary<string, (Text Name, Step Step)>(StringComparer.Ordinal);
        foreach (Step step in estimator.Steps)
        {
            foreach (Text read in step.Inputs().Concat(step.Names)) written.Remove(read.Value);
            foreach (Text? read in new[] { step.Label, step.Features, step.Group })
                if (read is not null) written.Remove(read.Value);
            // A step or option that was not understood may read anything.
            if (step.Trainer is { ReadsFeatures: false } || step.Arguments.ContainsKey("exampleWeightColumnName")) written.Clear();
            if (step.Transform is null || step.Adds is not null) continue;
            foreach (Mapping mapping in step.Mappings)
            {
                if (written.TryGetValue(mapping.Output.Value, out var earlier) && earlier.Step != step)
                    yield return At(mapping.Output, found,
                        $"'{mapping.Output.Value}' was written by {earlier.Step.Method} and is overwritten before anything reads it");
                written[mapping.Output.Value] = (mapping.Output, step);
            }
        }
        foreach (var (name, step) in written.Values)
            if (step.Method is "OneHotEncoding" or "OneHotHashEncoding" or "FeaturizeText" or "RemoveDefaultStopWords" or "RemoveStopWords" or "ProduceNgrams" or "ProduceHashedNgrams" && data.Schema[name.Value] is null)
                yield return At(name, found,
                    $"'{name.Value}' is made by {step.Method} and never used") with
                { Severity = DiagnosticSeverity.Info };
    }

    private static Finding At(Text name, FlowEvent found, string what) => new(Rule, name.Syntax.GetLocation(), found, what);
}
