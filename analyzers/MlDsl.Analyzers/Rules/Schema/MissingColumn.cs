using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Rules;

/// <summary>A step reads a column that nothing before it makes.</summary>
public sealed class MissingColumn : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1001",
        "A column is read that no step before it makes",
        "There is no column '{0}' here; {1}",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/MissingColumn"));

    /// <summary>The arguments of an engine by which its input may have other columns than its members.</summary>
    private static readonly string[] Schemas = ["inputSchemaDefinition", "inputSchema", "options"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (Chain chain in flow.Chains)
        {
            foreach (var (step, before) in chain.Steps)
            {
                foreach (Text name in Read(step))
                {
                    if (!before.Lacks(name.Value)) continue;
                    yield return new Finding(Rule, PlaceOf(step, name), chain.Event, name.Value, Hint(name.Value, before))
                    {
                        Replacement = Nearest.Of(name.Value, [.. before.Columns.Keys]),
                    };
                }
            }
        }
        foreach (EvaluateEvent evaluation in flow.All<EvaluateEvent>())
        {
            if (!evaluation.Columns.TryGetValue("scoreColumnName", out Text? score) || !evaluation.Data.Schema.Lacks(score.Value)) continue;
            string remedy = evaluation.Data.Applied.IsEmpty ? "no model has transformed these rows; evaluate what Transform returns" : Hint(score.Value, evaluation.Data.Schema);
            Location place = score.Syntax == evaluation.Call.Syntax ? evaluation.PlaceOf("data") : score.Syntax.GetLocation();
            yield return new Finding(Rule, place, evaluation, score.Value, remedy);
        }
        foreach (ExperimentEvent experiment in flow.All<ExperimentEvent>())
        {
            if (experiment.Label is not { } label || !experiment.Data.Schema.Lacks(label.Value)) continue;
            yield return new Finding(Rule, label.Syntax == experiment.Call.Syntax ? experiment.Root.NameLocation() : label.Syntax.GetLocation(), experiment, label.Value, Hint(label.Value, experiment.Data.Schema))
            {
                Replacement = Nearest.Of(label.Value, [.. experiment.Data.Schema.Columns.Keys]),
            };
        }
        foreach (EngineEvent engine in flow.All<EngineEvent>())
            if (Unbrought(engine) is { } finding) yield return finding;
    }

    // An engine gives the model its input's columns and no others; the label and its like are for fitting.
    private static Finding? Unbrought(EngineEvent engine)
    {
        if (engine.Model is not { FittedOn: { } fitted } model || Schemas.Any(a => engine.Call.Argument(a) is not null)) return null;
        Schema brought = engine.Brought;
        foreach (var (step, before) in model.Estimator.Walk(brought))
        {
            foreach (Text name in step.Trainer is null ? Read(step) : step is { IsKnown: true, Features: { } features } ? [features] : [])
            {
                // What was not there in training is found above, and what was prepared outside the model is another rule's.
                if (!before.Lacks(name.Value) || fitted.Schema.Lacks(name.Value) || fitted.Schema[name.Value]?.Maker is not null) continue;
                return new Finding(Rule, engine.Root.NameLocation(), engine, name.Value,
                    $"the model reads it and '{engine.Input.Name}' does not bring it: {Hint(name.Value, brought)}");
            }
        }
        return null;
    }

    private static string Hint(string name, Schema schema) => Nearest.Hint(name, schema.Columns.Keys.OrderBy(static k => k, StringComparer.Ordinal));

    private static IEnumerable<Text> Read(Step step)
    {
        if (!step.IsKnown) yield break;
        foreach (Text input in step.Inputs()) yield return input;
        foreach (Text name in step.Names) yield return name;
        foreach (Text? name in new[] { step.Label, step.Features, step.Group })
            if (name is not null) yield return name;
    }

    // A default name is written nowhere; the call stands in for it.
    private static Location PlaceOf(Step step, Text name) =>
        name.Syntax == step.Site?.Syntax ? step.Place : name.Syntax.GetLocation();
}
