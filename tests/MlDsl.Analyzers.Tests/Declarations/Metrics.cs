#nullable disable
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;
using Microsoft.ML.Transforms.TimeSeries;

namespace Microsoft.ML.Data;

public sealed class RegressionMetrics
{
    public double MeanAbsoluteError => default;
    public double MeanSquaredError => default;
    public double RootMeanSquaredError => default;
    public double LossFunction => default;
    public double RSquared => default;
}

public sealed class MulticlassClassificationMetrics
{
    public double LogLoss => default;
    public double LogLossReduction => default;
    public double MacroAccuracy => default;
    public double MicroAccuracy => default;
    public double TopKAccuracy => default;
    public int TopKPredictionCount => default;
    public IReadOnlyList<double> TopKAccuracyForAllK => default;
    public IReadOnlyList<double> PerClassLogLoss => default;
    public ConfusionMatrix ConfusionMatrix => default;
}

public sealed class RankingMetrics
{
    public IReadOnlyList<double> NormalizedDiscountedCumulativeGains => default;
    public IReadOnlyList<double> DiscountedCumulativeGains => default;
}

public sealed class ClusteringMetrics
{
    public double NormalizedMutualInformation => default;
    public double AverageDistance => default;
    public double DaviesBouldinIndex => default;
}

public sealed class AnomalyDetectionMetrics
{
    public double AreaUnderRocCurve => default;
    public double DetectionRateAtFalsePositiveCount => default;
}

public sealed class ConfusionMatrix
{
    public IReadOnlyList<double> PerClassPrecision => default;
    public IReadOnlyList<double> PerClassRecall => default;
    public IReadOnlyList<IReadOnlyList<double>> Counts => default;
    public int NumberOfClasses => default;
    public string GetFormattedConfusionTable() => default;
    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex) => default;
}

public class BinaryClassificationMetrics
{
    public double AreaUnderRocCurve => default;
    public double Accuracy => default;
    public double PositivePrecision => default;
    public double PositiveRecall => default;
    public double NegativePrecision => default;
    public double NegativeRecall => default;
    public double F1Score => default;
    public double AreaUnderPrecisionRecallCurve => default;
    public ConfusionMatrix ConfusionMatrix => default;
}

public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    public double LogLoss => default;
    public double LogLossReduction => default;
    public double Entropy => default;
}
