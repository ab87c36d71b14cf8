using MlDsl.Kernels;

namespace MlDsl.Training;

/// <summary>Contributions of trees: Shapley's values of the features that a tree tests, summed over those of a column.</summary>
/// <remarks>
/// Path-dependent, as <see cref="TreeShap"/> says: a feature that is not known goes each way as often as the training rows did. Features are as the
/// trees see them, so that a category that is one number and a missing value that was kept contribute by themselves.
/// </remarks>
internal sealed class TreeAttribution : Attribution
{
    private readonly TreeShap shap;
    private readonly int[] columnOf;

    private TreeAttribution(FeaturePlan plan, TreePredictor trees, TreeShap shap) : base(plan, shap.Expected.ToArray(), ExplanationBase.TrainingRows)
    {
        (this.shap, Trees) = (shap, trees);
        columnOf = new int[trees.Slots.Count];
        // Positions ascend, and so do their columns.
        for (int slot = 0, column = 0; slot < columnOf.Length; slot++)
        {
            while (Starts[column + 1] <= trees.Slots.Positions[slot]) column++;
            columnOf[slot] = column;
        }
    }

    /// <summary>The trees whose cells are explained.</summary>
    public TreePredictor Trees { get; }

    /// <summary>Lays out the trees of a predictor.</summary>
    /// <exception cref="NotSupportedException">They do not tell how many training rows reached their nodes.</exception>
    public static TreeAttribution Of(FeaturePlan plan, TreePredictor trees)
    {
        try
        {
            return new TreeAttribution(plan, trees, TreeShap.Of(trees.OverSlots(), trees.Divisor));
        }
        catch (TreeEnsembleException e)
        {
            throw new NotSupportedException($"The trees tell no contributions: {e.Message}", e);
        }
    }

    /// <summary>Writes the contributions of one row.</summary>
    /// <param name="cells">The value of each slot of the trees.</param>
    /// <param name="contributions">Outputs × columns.</param>
    public void Explain(ReadOnlySpan<double> cells, Span<double> contributions) => shap.Explain(cells, columnOf, Columns.Count, contributions);
}
