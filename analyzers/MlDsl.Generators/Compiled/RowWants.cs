namespace MlDsl.Generators.Compiled;

/// <summary>What is wanted of a program.</summary>
internal sealed class RowWants
{
    /// <param name="program">The program.</param>
    /// <param name="outputs">The outputs of the graph, by position.</param>
    /// <param name="holder">What code reads the parts from.</param>
    /// <param name="widths">The elements that a row of each input has.</param>
    public RowWants(RowProgram program, IReadOnlyList<int> outputs, string holder, IReadOnlyList<long> widths)
    {
        (Program, Outputs, Widths) = (program, outputs, widths);
        Results = outputs.SelectMany(i => program.Results[i].Items).ToList();
        Steps = program.Needed(Results);
        Parts = new RowParts(program, Steps, Results, holder);
        Trees = FindTrees();
        Layers = Trees is null ? FindLayers() : [];
    }

    public RowProgram Program { get; }

    /// <summary>The outputs of the graph, by position.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>The elements that a row of each input has.</summary>
    public IReadOnlyList<long> Widths { get; }

    /// <summary>What comes out.</summary>
    public IReadOnlyList<RowItem> Results { get; }

    /// <summary>The steps that are needed.</summary>
    public IReadOnlyList<RowStep> Steps { get; }

    /// <summary>What the steps hold besides their code.</summary>
    public RowParts Parts { get; }

    /// <summary>
    /// The trees that part the steps: those before them read inputs, those behind them read nothing else, so that batches score all rows
    /// between. Null where there are none or several, or where something goes around them.
    /// </summary>
    public RowStep? Trees { get; }

    /// <summary>Dense layers one behind the other, with the functions between them, that part the steps in the same way; empty where none do.</summary>
    public IReadOnlyList<RowStep> Layers { get; }

    private RowStep? FindTrees() => Steps.Where(static step => step.Kind == "trees").ToList() is [var trees] && Divide(trees, trees, []) ? trees : null;

    private List<RowStep> FindLayers()
    {
        if (Steps.FirstOrDefault(static step => step.Kind == "dense") is not { } first) return [];
        List<RowStep> layers = [first];
        while (Steps.FirstOrDefault(step => Follows(step, layers[layers.Count - 1])) is { } next) layers.Add(next);
        return Divide(first, layers[layers.Count - 1], layers) ? layers : [];
    }

    // All that a layer gives and nothing else, and nothing else reads that.
    private bool Follows(RowStep step, RowStep layer) =>
        (step.Kind == "dense" || step.IsForEachNumber) && step.Items is [{ Kind: "run", IsInput: false } all] && all.Operand == layer.Reference + ".0" && all.Width == layer.Results && Program.Readers(layer.Reference) == 1;

    // Whether all other steps and the results read either what the first one needs, or what the last one gives.
    private bool Divide(RowStep first, RowStep last, IReadOnlyList<RowStep> between)
    {
        var behind = new HashSet<string>(StringComparer.Ordinal) { last.Reference };
        IReadOnlyList<RowStep> features = Program.Needed(first.Items);
        foreach (RowStep step in Steps.Where(step => step != first && !features.Contains(step) && !between.Contains(step)))
        {
            if (!Fits(step.Items)) return false;
            behind.Add(step.Reference);
        }
        return Fits(Results);

        bool Fits(IEnumerable<RowItem> items) => items.All(item => !item.IsInput && item.Steps.All(behind.Contains));
    }
}
