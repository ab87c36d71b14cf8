using System.Text.Json.Serialization;
using MlDsl.Json;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl.Training;

/// <summary>A threshold and what it does on the rows that chose it; optimistic, as it is the best of many.</summary>
/// <param name="Threshold">Predict positive from this probability on.</param>
/// <param name="Precision">The share of the predicted positives that are positive; NaN where none is predicted.</param>
/// <param name="Recall">The share of the positives that are predicted.</param>
/// <param name="Cost">The mean cost of a row, in the costs' unit; NaN of rules that know none.</param>
public readonly record struct ThresholdDecision(
    [property: JsonRequired, JsonIgnore(Condition = Never)] Probability Threshold,
    [property: JsonRequired, JsonIgnore(Condition = Never), JsonConverter(typeof(UndefinedConverter))] double Precision,
    [property: JsonRequired, JsonIgnore(Condition = Never), JsonConverter(typeof(UndefinedConverter))] double Recall,
    [property: JsonRequired, JsonIgnore(Condition = Never), JsonConverter(typeof(UndefinedConverter))] double Cost);
