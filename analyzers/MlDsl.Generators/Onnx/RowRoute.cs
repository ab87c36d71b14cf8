using MlDsl.Generators.Compiled;

namespace MlDsl.Generators.Onnx;

/// <summary>What of a graph a class calculates row by row.</summary>
internal static class RowRoute
{
    /// <summary>The steps and results that a class wants of a program; null where it is given tensors.</summary>
    public static RowWants? Of(OnnxModelSpec spec)
    {
        if (spec.Plan?.Rows is not { } program || spec.Inputs.Any(static input => input.Form != InputForm.Batched)) return null;
        List<long> widths = spec.Inputs.Select(static input => input.Width).ToList();
        if (spec.Scorer is not { } scorer)
        {
            // The operator of trees alone reads the rows where they lie and writes its scores where they belong.
            if (spec.Plan.Calls.Count == 1 && program.Steps.Any(static step => step.Kind == "trees")) return null;
            var known = Enumerable.Range(0, program.Results.Count).Where(i => program.Results[i].IsKnown && !HasTexts(program, spec, i)).ToList();
            return known.Count == 0 ? null : new RowWants(program, known, "parts.Rows", widths);
        }
        var outputs = scorer.Outputs.SelectMany(static bound => bound.Indexes).Distinct().OrderBy(static index => index).ToList();
        return scorer.IsBatched && outputs.All(i => program.Results[i].IsKnown && !HasTexts(program, spec, i)) ? new RowWants(program, outputs, "parts", widths) : null;
    }

    // Several texts have no span on the stack.
    private static bool HasTexts(RowProgram program, OnnxModelSpec spec, int output) => spec.Outputs[output].IsText && program.Results[output].Width > 1;
}
