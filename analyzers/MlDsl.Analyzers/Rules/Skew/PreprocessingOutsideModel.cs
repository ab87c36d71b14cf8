using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>The saved or served model lacks the preparation that its features came from.</summary>
public sealed class PreprocessingOutsideModel : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD4002",
        "The saved model lacks the preparation of its features",
        "The model was fitted on rows that {0} had prepared, and does not contain it; what loads the model cannot make its features",
        "Skew",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Skew/PreprocessingOutsideModel"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        var saved = flow.All<SaveEvent>().SelectMany(static s => s.Model is Transformer t ? t.Parts : []).ToList();
        foreach (FlowEvent found in flow.Events)
        {
            var (model, parameter) = found switch
            {
                SaveEvent { Model: Transformer whole } => (whole, "model"),
                EngineEvent { Model: { } whole } => (whole, "transformer"),
                _ => (null, ""),
            };
            Transformer? trained = model?.Parts.FirstOrDefault(static p => p.Estimator is { IsOpen: false, Trainer: not null });
            if (trained?.FittedOn is not { } fitted) continue;
            string? label = trained.Estimator.Trainer!.Label?.Value;
            Transformer? missing = fitted.Applied.FirstOrDefault(t =>
                t.Estimator is { IsOpen: false, Trainer: null } && !t.Estimator.Steps.All(s => IsOnlyForTraining(s, label)) && t.Estimator.Steps.Any(s => ColumnReach.MayReach(s, t.Estimator, trained.Estimator))
                && !model!.Parts.Any(p => p.Site == t.Site) && !saved.Any(s => s.Site == t.Site) && !Contains(trained.Estimator, t.Estimator));
            if (missing is not null) yield return new Finding(Rule, found.PlaceOf(parameter), found,
                missing.Estimator.Steps[0].Method)
            { Replacement = Variable(missing) };
        }
    }

    // A chain of the same steps and the trainer makes its features itself, also where it was fitted on rows that they had prepared.
    private static bool Contains(Estimator chain, Estimator preparation) =>
        preparation.Steps.All(step => step.Site is not null && chain.Steps.Any(own => own.Site?.Syntax == step.Site.Syntax));

    // Rows to be scored have no label, and may carry the image that training reads from a file.
    private static bool IsOnlyForTraining(Step step, string? label) =>
        step.Method is "LoadImages" or "LoadRawImageBytes"
        || step.IsKnown && !step.Mappings.IsEmpty && step.Mappings.All(m => m.Output.Value == label);

    // The variable that holds the fitted preparation, where it is one.
    private static string? Variable(Transformer prepared) =>
        prepared.Site.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
            ? declarator.Identifier.ValueText : null;
}
