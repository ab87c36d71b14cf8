using MlDsl.Compiler.MlNetSteps;
using MlDsl.Kernels;

namespace MlDsl.MlNet.Build.Rows;

/// <summary>Where a model's answer may change: the bounds of its bins, the thresholds of its branches, and every text that it knows.</summary>
/// <param name="Numbers">Numbers, each once.</param>
/// <param name="Texts">Texts, each once.</param>
internal sealed record Boundaries(IReadOnlyList<float> Numbers, IReadOnlyList<string> Texts)
{
    // Of more, equally distant ones: the rows have an end.
    private const int Most = 2_000;

    /// <summary>Those of all steps. Which column a threshold is asked of may be many steps away: every column goes through all.</summary>
    public static Boundaries Of(MlNetModel model)
    {
        var numbers = new SortedSet<float>();
        var texts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (MlNetStep step in model.Steps)
        {
            foreach (ColumnMap map in step is ColumnStep columns ? columns.Columns : []) Add(map.Operation, numbers, texts);
            if (step is PredictStep predicted) Add(predicted.Predictor, numbers);
        }
        numbers.RemoveWhere(static number => !float.IsFinite(number));
        return new(Some([.. numbers]), Some([.. texts]));
    }

    private static void Add(ColumnOperation operation, SortedSet<float> numbers, SortedSet<string> texts)
    {
        switch (operation)
        {
            case BinsOperation bins:
                foreach (Array bounds in bins.Bounds) AddAll(bounds, numbers);
                break;
            case AffineOperation { Offsets: { } offsets }:
                AddAll(offsets, numbers);
                break;
            case CdfOperation cdf:
                AddAll(cdf.Means, numbers);
                break;
            case KeysOperation { Terms: string[] terms }:
                texts.UnionWith(terms);
                break;
            case KeysOperation keys:
                AddAll(keys.Terms, numbers);
                break;
            case TableOperation { Keys: string[] keys }:
                texts.UnionWith(keys);
                break;
            case TableOperation table:
                AddAll(table.Keys, numbers);
                break;
        }
    }

    private static void Add(MlNetPredictor predictor, SortedSet<float> numbers)
    {
        switch (predictor)
        {
            case CalibratedModel calibrated:
                Add(calibrated.Predictor, numbers);
                break;
            case OneVersusAllModel all:
                foreach (MlNetPredictor one in all.Predictors) Add(one, numbers);
                break;
            case ForestModel forest:
                foreach (TreeNode node in forest.Trees.SelectMany(static tree => tree.Nodes?.Nodes ?? [])) numbers.Add((float)node.Threshold);
                break;
        }
    }

    private static void AddAll(Array values, SortedSet<float> numbers)
    {
        if (values is float[] singles) numbers.UnionWith(singles);
        else if (values is double[] wide) numbers.UnionWith(wide.Select(static value => (float)value));
    }

    private static T[] Some<T>(T[] all) => all.Length <= Most ? all : [.. Enumerable.Range(0, Most).Select(i => all[(int)((long)i * all.Length / Most)])];
}
