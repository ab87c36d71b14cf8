using System.Text.Json.Serialization;

namespace MlDsl.Training.Tests.Json;

/// <summary>Metadata without reflection, as native code has it.</summary>
[JsonSerializable(typeof(BinaryPrediction))]
[JsonSerializable(typeof(ClassScore<Mood>))]
[JsonSerializable(typeof(ClassScore<Mood>[]))]
[JsonSerializable(typeof(Score))]
[JsonSerializable(typeof(Probability))]
[JsonSerializable(typeof(NamedMetric))]
[JsonSerializable(typeof(ColumnImportance))]
[JsonSerializable(typeof(BinaryMetrics))]
[JsonSerializable(typeof(RegressionMetrics))]
[JsonSerializable(typeof(MulticlassMetrics))]
[JsonSerializable(typeof(RankingMetrics))]
[JsonSerializable(typeof(CutoffMetric))]
[JsonSerializable(typeof(Slice<RegressionMetrics>))]
[JsonSerializable(typeof(Assessment<BinaryMetrics>))]
[JsonSerializable(typeof(Assessment<RegressionMetrics>))]
[JsonSerializable(typeof(Assessment<MulticlassMetrics>))]
[JsonSerializable(typeof(Assessment<RankingMetrics>))]
[JsonSerializable(typeof(CrossValidation<RegressionMetrics>))]
[JsonSerializable(typeof(ThresholdChoice))]
[JsonSerializable(typeof(ThresholdDecision))]
[JsonSerializable(typeof(Interval<float>))]
[JsonSerializable(typeof(IntervalMetrics))]
[JsonSerializable(typeof(ReliabilityBin))]
[JsonSerializable(typeof(ModelCard))]
[JsonSerializable(typeof(EvaluationRecord))]
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(TrainingLog))]
[JsonSerializable(typeof(ClassPrediction<Mood>))]
[JsonSerializable(typeof(DuplicateReport))]
[JsonSerializable(typeof(DataFingerprint))]
[JsonSerializable(typeof(SplitDescription))]
[JsonSerializable(typeof(Game.Score), TypeInfoPropertyName = "GameScore")]
internal sealed partial class ResultContext : JsonSerializerContext;

/// <summary>The user's own words.</summary>
public static class Game
{
    /// <summary>A type that is called like one of MlDsl's: a context tells them apart by a name of its own.</summary>
    public sealed record Score(int Points);
}
