using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads the step that runs a predictor: the column it reads, those it makes, and the schema beside which it was trained.</summary>
internal static class PredictReader
{
    private const uint WithColumnNames = 0x00010002;

    /// <summary>The step of a predictor that keeps fields apart: the names of its columns of features, a threshold and the column that it is of.</summary>
    public static MlNetStep Fields(ModelBlock block)
    {
        var features = new string[Math.Max(0, (block.Fields.Left - sizeof(float) - sizeof(int)) / sizeof(int))];
        if (features.Length == 0) return new RefusedStep(block.ToString(), "reads no column of features");
        for (int i = 0; i < features.Length; i++) features[i] = block.Text();
        float threshold = block.Fields.Single();
        string column = block.Text();
        if (column is not ("Score" or "Probability")) return new RefusedStep(block.ToString(), $"compares its column '{column}' with a threshold");
        return new PredictStep(block.ToString())
        {
            Kind = ScoreKind.Binary,
            Features = features[0],
            MoreFeatures = features[1..],
            Threshold = threshold,
            ThresholdIsProbability = column == "Probability",
            Predictor = PredictorReader.Read(block.Child("Model")),
            TrainSchema = block.Entry("TrainSchema") is { } schema ? new DataViewFile(schema, $"{block.Folder}/TrainSchema").Columns : [],
        };
    }

    public static MlNetStep Read(ModelBlock block, ScoreKind kind)
    {
        if (block.TextOrNull() is not { } features) return new RefusedStep(block.ToString(), "reads no single column of features");
        PredictStep step = new(block.ToString())
        {
            Kind = kind,
            Features = features,
            Predictor = PredictorReader.Read(block.Child("Model")),
            TrainSchema = block.Entry("TrainSchema") is { } schema ? new DataViewFile(schema, $"{block.Folder}/TrainSchema").Columns : [],
        };
        switch (kind)
        {
            case ScoreKind.Binary or ScoreKind.Anomaly:
                float threshold = block.Fields.Single();
                string column = block.Text();
                return column is "Score" or "Probability"
                    ? step with { Threshold = threshold, ThresholdIsProbability = column == "Probability" }
                    : new RefusedStep(block.ToString(), $"compares its column '{column}' with a threshold");
            case ScoreKind.Multiclass:
                step = step with { LabelColumn = block.TextOrNull() };
                return block.Version < WithColumnNames ? step : step with { ScoreColumn = block.TextOrNull() ?? "Score", PredictedColumn = block.TextOrNull() ?? "PredictedLabel" };
            default:
                return step;
        }
    }
}
