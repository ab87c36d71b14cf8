using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How unlike the training rows a row is.</summary>
/// <param name="Value">From 0 to 1; the higher the more unlike. What a trainer's values say is told at its attribute; it is no probability.</param>
/// <param name="IsAnomaly">Whether the value is at least the model's threshold.</param>
public readonly record struct AnomalyScore(
    [property: JsonRequired, JsonIgnore(Condition = Never)] float Value,
    [property: JsonRequired, JsonIgnore(Condition = Never)] bool IsAnomaly)
{
    /// <summary>The value and whether it is an anomaly's, in every culture alike.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} ({(IsAnomaly ? "an anomaly" : "no anomaly")})");
}
