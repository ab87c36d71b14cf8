using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace MlDsl.Reality.Pipelines;

/// <summary>Normalizers, and what becomes of missing values.</summary>
internal static class Scaling
{
    private static readonly InputOutputColumnPair[] Columns = [new("A1", "A"), new("Extreme1", "Extreme"), new("Vector1", "Vector")];

    public static IReadOnlyList<Pipeline> All { get; } =
    [
        Pipeline.Numbers("min-max", static ml => ml.Transforms.NormalizeMinMax(Columns)),
        Pipeline.Numbers("min-max-shifted", static ml => ml.Transforms.NormalizeMinMax(Columns, fixZero: false)),
        Pipeline.Numbers("mean-variance", static ml => ml.Transforms.NormalizeMeanVariance(Columns, fixZero: false)),
        Pipeline.Numbers("mean-variance-cdf", static ml => ml.Transforms.NormalizeMeanVariance(Columns, useCdf: true)),
        Pipeline.Numbers("log-mean-variance", static ml => ml.Transforms.NormalizeLogMeanVariance(Columns)),
        Pipeline.Numbers("robust", static ml => ml.Transforms.NormalizeRobustScaling(Columns)),
        Pipeline.Numbers("binning", static ml => ml.Transforms.NormalizeBinning(Columns, maximumBinCount: 8)),
        Pipeline.Numbers("supervised-binning", static ml => ml.Transforms.NormalizeSupervisedBinning(Columns, "Positive", maximumBinCount: 8)),
        Pipeline.Numbers("lp-norm", static ml => ml.Transforms.NormalizeLpNorm("L1", "Vector", LpNormNormalizingEstimatorBase.NormFunction.L1)
            .Append(ml.Transforms.NormalizeLpNorm("L2", "Vector"))
            .Append(ml.Transforms.NormalizeLpNorm("Highest", "Vector", LpNormNormalizingEstimatorBase.NormFunction.Infinity))
            .Append(ml.Transforms.NormalizeLpNorm("Centred", "Vector", ensureZeroMean: true))
            .Append(ml.Transforms.NormalizeLpNorm("Deviation", "Vector", LpNormNormalizingEstimatorBase.NormFunction.StandardDeviation))),
        Pipeline.Numbers("global-contrast", static ml => ml.Transforms.NormalizeGlobalContrast("Contrast", "Vector", ensureUnitStandardDeviation: true).Append(ml.Transforms.NormalizeGlobalContrast("Scaled", "Vector", scale: 2))),
        Pipeline.Numbers("missing-values", static ml => ml.Transforms.ReplaceMissingValues("Zero", "Missing")
            .Append(ml.Transforms.ReplaceMissingValues("Mean", "Missing", MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(ml.Transforms.ReplaceMissingValues("Lowest", "Missing", MissingValueReplacingEstimator.ReplacementMode.Minimum))
            .Append(ml.Transforms.ReplaceMissingValues("Highest", "Missing", MissingValueReplacingEstimator.ReplacementMode.Maximum))
            .Append(ml.Transforms.ReplaceMissingValues("Commonest", "Missing", MissingValueReplacingEstimator.ReplacementMode.Mode))
            .Append(ml.Transforms.Concatenate("Both", "Missing", "C"))
            .Append(ml.Transforms.ReplaceMissingValues("BothMeans", "Both", MissingValueReplacingEstimator.ReplacementMode.Mean))),
        Pipeline.Numbers("missing-indicators", static ml => ml.Transforms.IndicateMissingValues("IsMissing", "Missing").Append(ml.Transforms.Concatenate("Both", "Missing", "C")).Append(ml.Transforms.IndicateMissingValues("AreMissing", "Both"))),
        Pipeline.Numbers("feature-selection", static ml => ml.Transforms.Concatenate("All", "A", "B", "Vector")
            .Append(ml.Transforms.FeatureSelection.SelectFeaturesBasedOnCount("Counted", "Vector", count: 10))
            .Append(ml.Transforms.FeatureSelection.SelectFeaturesBasedOnMutualInformation("Informative", "All", "Positive", slotsInOutput: 3))),
        Pipeline.Numbers("columns", static ml => ml.Transforms.CopyColumns("Again", "A").Append(ml.Transforms.Concatenate("All", "Again", "B", "Vector", "A")).Append(ml.Transforms.DropColumns("Class")).Append(ml.Transforms.SelectColumns("All", "Again", "Label", "Query", "Flag"))),
        Pipeline.Numbers("expression", static ml => ml.Transforms.Expression("Product", "(x, y) => x * y + 1", "A", "B")),
    ];
}
