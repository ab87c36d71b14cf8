using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Metrics of a probability are asked of a trainer that gives none.</summary>
public sealed class ProbabilityFromUncalibratedTrainer : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1007",
        "A probability is evaluated that the trainer does not give",
        "{0} gives a score and no probability; call EvaluateNonCalibrated, or append a calibrator",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/ProbabilityFromUncalibratedTrainer"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (FlowEvent found in flow.Events)
        {
            Estimator? estimator = found switch
            {
                EvaluateEvent { Task: MlTask.Binary } evaluation when MethodOf(evaluation) == "Evaluate"
                    && evaluation.Data.Schema["Probability"] is null => evaluation.Model?.Estimator,
                CrossValidateEvent { Task: MlTask.Binary } cross when MethodOf(cross) == "CrossValidate" => cross.Estimator,
                _ => null,
            };
            if (estimator is not { IsOpen: false, Trainer.Trainer: { Task: MlTask.Binary, Calibrated: false } trainer }
                || estimator.Steps.Any(static s => s.IsCalibrator) || HasAnotherWay(found.Call.Syntax)) continue;
            // Rows whose columns are not known may bring a probability of their own.
            bool mayBring = (found is EvaluateEvent { Data.Schema.IsOpen: true } or CrossValidateEvent { Data.Schema.IsOpen: true });
            yield return new Finding(Rule, found.Root.NameLocation(), found, trainer.Method) { Severity = mayBring ? DiagnosticSeverity.Warning : null };
        }
    }

    // Code that catches the failure and evaluates without probabilities has thought of it.
    private static bool HasAnotherWay(SyntaxNode call) => call.Ancestors().OfType<TryStatementSyntax>().Any(attempt =>
        attempt.Block.Span.Contains(call.Span) && attempt.Catches.Any(static handler => handler.DescendantNodes().OfType<SimpleNameSyntax>()
            .Any(static name => name.Identifier.ValueText.EndsWith("NonCalibrated", StringComparison.Ordinal))));

    private static string MethodOf(FlowEvent found) =>
        ((Microsoft.CodeAnalysis.Operations.IInvocationOperation)found.Call).TargetMethod.Name;
}
