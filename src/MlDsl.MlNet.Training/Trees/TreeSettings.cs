using Microsoft.ML.Trainers.FastTree;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>What ML.NET's trainers of trees are told alike.</summary>
internal static class TreeSettings
{
    /// <summary>Refuses rows that are too few.</summary>
    /// <param name="weights">The weight of each row, of which ML.NET leaves out those of 0.</param>
    /// <param name="isLeftOut">Which rows are left out; null for none.</param>
    /// <param name="share">The share of rows that a tree sees.</param>
    /// <param name="minRows">The fewest rows of a leaf.</param>
    /// <exception cref="TrainingException">The rows do not make two leaves.</exception>
    public static void CheckRows(float[] weights, bool[]? isLeftOut, double share, int minRows)
    {
        int learned = weights.Where((weight, row) => weight > 0 && isLeftOut?[row] != true).Count();
        if (learned * share < 2d * minRows)
            throw new TrainingException(FormattableString.Invariant($"{learned} rows to learn from, of which each tree sees a share of {share}, do not make two leaves of MinRows = {minRows} each; lower MinRows, or give more rows"));
    }

    /// <summary>Sets names of columns, sizes, threads and seeds.</summary>
    public static void Set(TreeOptions to, DesignView rows, TrainingControl control, int trees, int leaves, int minRows, int seed)
    {
        (to.LabelColumnName, to.FeatureColumnName, to.ExampleWeightColumnName) = (FeatureColumns.Label, FeatureColumns.Features, rows.WeightName);
        (to.NumberOfTrees, to.NumberOfLeaves, to.MinimumExampleCountPerLeaf) = (trees, leaves, minRows);
        (to.Seed, to.FeatureSelectionSeed, to.NumberOfThreads) = (seed, seed, control.Workers);
        // It would collect all garbage to tell.
        to.MemoryStatistics = false;
    }
}
