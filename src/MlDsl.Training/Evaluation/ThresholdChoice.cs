using System.Text.Json.Serialization;
using MlDsl.Json;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl.Training;

/// <summary>A threshold and how good it was on the rows that chose it.</summary>
/// <param name="Threshold">Predict positive from this probability on.</param>
/// <param name="F1">The F1 there; optimistic, as it is the best of many.</param>
public readonly record struct ThresholdChoice(
    [property: JsonRequired, JsonIgnore(Condition = Never)] Probability Threshold,
    [property: JsonRequired, JsonIgnore(Condition = Never), JsonConverter(typeof(UndefinedConverter))] double F1);
