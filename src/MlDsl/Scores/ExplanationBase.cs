using System.Text.Json.Serialization;

namespace MlDsl;

/// <summary>What contributions start from: the score of a row of which nothing is known.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExplanationBase>))]
public enum ExplanationBase
{
    /// <summary>The mean score of the training rows: by the means of the features, or by the shares of the rows in the branches of trees.</summary>
    TrainingRows,

    /// <summary>The score of a row whose features are all 0: the model was made by a trainer, or saved by a version, that does not tell their means.</summary>
    ZeroFeatures,

    /// <summary>The score of the middle of the training rows, from which deviations are measured: 0.</summary>
    TrainingMiddle,
}
