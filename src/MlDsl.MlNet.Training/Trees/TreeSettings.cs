using Microsoft.ML.Trainers.FastTree;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>What ML.NET's trainers of trees are told alike.</summary>
internal static class TreeSettings
{
    /// <summary>Sets names of columns, sizes, threads and seeds.</summary>
    public static void Set(TreeOptions to, DesignView rows, TrainingControl control, int trees, int leaves, int minRows, int seed)
    {
        (to.LabelColumnName, to.FeatureColumnName, to.ExampleWeightColumnName) = (DesignView.Label, DesignView.Features, rows.WeightName);
        (to.NumberOfTrees, to.NumberOfLeaves, to.MinimumExampleCountPerLeaf) = (trees, leaves, minRows);
        (to.Seed, to.FeatureSelectionSeed, to.NumberOfThreads) = (seed, seed, control.Workers);
        // It would collect all garbage to tell.
        to.MemoryStatistics = false;
    }
}
