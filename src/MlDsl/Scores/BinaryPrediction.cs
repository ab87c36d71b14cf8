using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>What a binary classifier says of one row.</summary>
/// <param name="Score">The margin or log-odds, for ranking.</param>
/// <param name="Probability">How likely the positive class is.</param>
/// <param name="Label">The class itself, by the model's own threshold on the probability.</param>
public readonly record struct BinaryPrediction(
    [property: JsonRequired, JsonIgnore(Condition = Never)] Score Score,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Probability Probability,
    [property: JsonRequired, JsonIgnore(Condition = Never)] bool Label)
{
    /// <summary>The label with its probability and score, in every culture alike.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Label} (probability {Probability.Value}, score {Score.Value})");
}
