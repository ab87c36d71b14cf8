using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A step of an exported chain has no ONNX form.</summary>
public sealed class StepWithoutOnnx : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD2105",
        "A step of the exported model has no ONNX form",
        "{0} cannot be written as ONNX, so the exported model does not contain it; replace the step or export the rest",
        "OnnxRuntime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("OnnxRuntime/StepWithoutOnnx"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (ExportEvent export in flow.All<ExportEvent>())
        {
            if (export.Call.Argument("outputColumns") is not null) continue;
            foreach (Step step in export.Model.Parts.SelectMany(static p => p.Estimator.Steps))
                if (step.Transform is { ExportsToOnnx: false } || step.Trainer is { ExportsToOnnx: false })
                    yield return new Finding(Rule, step.Place, export, step.Method);
        }
    }
}
