using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>The predictions of rows by the first tree, the first two, and so on.</summary>
internal sealed class GrowingScores
{
    private readonly TreeEnsemble trees;
    private readonly List<FeatureBlock> rows = [];
    private readonly Outcome outcome;
    private readonly double[] sums;
    private int taken;

    /// <summary>Begins without trees.</summary>
    /// <param name="trees">The trees, of one output.</param>
    /// <param name="design">The rows.</param>
    /// <param name="isAsked">Which of them are scored.</param>
    /// <param name="link">What makes a prediction of a sum.</param>
    /// <param name="cancellation">Stops the pass over the rows.</param>
    public GrowingScores(TreeEnsemble trees, IDesign design, bool[] isAsked, Link link, CancellationToken cancellation)
    {
        (this.trees, outcome) = (trees, new Outcome([new LinkStep(link)]));
        int row = 0;
        foreach (FeatureBlock block in design.Blocks(cancellation))
        {
            int first = row;
            row += block.Rows;
            if (Chosen(block, i => isAsked[first + i]) is { } chosen) rows.Add(chosen);
        }
        sums = new double[rows.Sum(static block => block.Rows)];
    }

    /// <summary>Takes another tree; whether there is none after it. Its leaves are rounded to float, which changes no choice that the loss knows of.</summary>
    public bool Grow()
    {
        var tree = new TreePredictor(trees with { Trees = [trees.Trees[taken]] });
        var scores = new float[FeatureBlock.MaxRows];
        int first = 0;
        foreach (FeatureBlock block in rows)
        {
            tree.Score(new SparseRows(block.RowStart, block.Positions, block.Values), scores.AsSpan(0, block.Rows));
            for (int i = 0; i < block.Rows; i++) sums[first + i] += scores[i];
            first += block.Rows;
        }
        return ++taken == trees.Trees.Count;
    }

    /// <summary>Writes the predictions by the trees that were taken.</summary>
    public void Predict(float[] predictions)
    {
        for (int i = 0; i < predictions.Length; i++) predictions[i] = (float)sums[i];
        for (int i = 0; i < predictions.Length; i++) outcome.Apply(predictions.AsSpan(i, 1), predictions.AsSpan(i, 1));
    }

    private static FeatureBlock? Chosen(FeatureBlock block, Func<int, bool> isAsked)
    {
        var builder = new FeatureBlockBuilder();
        int chosen = 0;
        for (int i = 0; i < block.Rows; i++)
        {
            if (!isAsked(i)) continue;
            for (int entry = block.RowStart[i]; entry < block.RowStart[i + 1]; entry++) builder.Add(block.Positions[entry], block.Values[entry]);
            builder.EndRow(block.Labels[i], block.Weights[i]);
            chosen++;
        }
        return chosen > 0 ? builder.Build() : null;
    }
}
