using MlDsl.Generators.Onnx;

namespace MlDsl.Generators.Compiled;

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
            var known = Enumerable.Range(0, program.Results.Count).Where(i => program.Results[i].IsKnown && !HasTexts(program, spec, i)).ToList();
            return known.Count == 0 ? null : new RowWants(program, known) { Holder = "parts.Rows", Widths = widths };
        }
        var outputs = scorer.Outputs.Select(static bound => bound.Index).Distinct().OrderBy(static index => index).ToList();
        return scorer.IsBatched && outputs.All(i => program.Results[i].IsKnown && !HasTexts(program, spec, i)) ? new RowWants(program, outputs) { Holder = "parts", Widths = widths } : null;
    }

    // Several texts have no span on the stack.
    private static bool HasTexts(RowProgram program, OnnxModelSpec spec, int output) => spec.Outputs[output].IsText && program.Results[output].Width > 1;
}

/// <summary>What is wanted of a program.</summary>
/// <param name="Program">The program.</param>
/// <param name="Outputs">The outputs of the graph, by position.</param>
internal sealed record RowWants(RowProgram Program, IReadOnlyList<int> Outputs)
{
    /// <summary>What comes out.</summary>
    public IEnumerable<RowItem> Results => Outputs.SelectMany(i => Program.Results[i].Items);

    /// <summary>The steps that are needed.</summary>
    public IReadOnlyList<RowStep> Steps => Program.Needed(Results);

    /// <summary>What the steps hold besides their code.</summary>
    public RowParts Parts => new(Program, Steps, Results, Holder);

    /// <summary>What code reads that from.</summary>
    public required string Holder { get; init; }

    /// <summary>The elements that a row of each input has.</summary>
    public required IReadOnlyList<long> Widths { get; init; }

    /// <summary>
    /// The trees that part the steps: those before them read inputs, those behind them read nothing else, so that batches score all rows
    /// between. Null where there are none or several, or where something goes around them.
    /// </summary>
    public RowStep? Trees
    {
        get
        {
            if (Steps.Where(static step => step.Kind == "trees").ToList() is not [var trees]) return null;
            var behind = new HashSet<string>(StringComparer.Ordinal) { trees.Reference };
            IReadOnlyList<RowStep> features = Program.Needed(trees.Items);
            foreach (RowStep step in Steps.Where(step => step != trees && !features.Contains(step)))
            {
                if (!Fits(step.Items)) return null;
                behind.Add(step.Reference);
            }
            return Fits(Results) ? trees : null;

            bool Fits(IEnumerable<RowItem> items) => items.All(item => !item.IsInput && item.Steps.All(behind.Contains));
        }
    }
}
