using Microsoft.ML.Data;

namespace SentimentService;

/// <summary>A review, as the service has it for its model.</summary>
public sealed class ModelInput
{
    [LoadColumn(0), ColumnName("Text")]
    public string Text { get; set; } = "";

    [LoadColumn(1), ColumnName("Sentiment")]
    public bool Sentiment { get; set; }
}

/// <summary>What the model says of a review.</summary>
public sealed class ModelOutput
{
    [ColumnName("PredictedLabel")]
    public bool IsPositive { get; set; }

    [ColumnName("Probability")]
    public float Probability { get; set; }
}
