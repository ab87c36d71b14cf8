namespace MlDsl.Generators.Compiled;

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
