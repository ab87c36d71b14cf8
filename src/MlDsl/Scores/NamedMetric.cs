using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>A metric under the name a table prints.</summary>
/// <param name="Name">The field's usual name, such as <c>RMSE</c> or <c>ROC-AUC</c>.</param>
/// <param name="Metric">The value and its interval.</param>
public readonly record struct NamedMetric(
    [property: JsonRequired] string Name,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Metric)
{
    /// <summary>Such as <c>RMSE 3.512 [3.401, 3.633]</c>.</summary>
    public override string ToString() => $"{Name} {Metric}";
}
