using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>How often each class was taken for each; sums of weights, which are counts where every row weighs 1.</summary>
/// <param name="TruePositives">Positive rows predicted positive.</param>
/// <param name="FalsePositives">Negative rows predicted positive.</param>
/// <param name="TrueNegatives">Negative rows predicted negative.</param>
/// <param name="FalseNegatives">Positive rows predicted negative.</param>
public readonly record struct BinaryConfusion(
    [property: JsonRequired, JsonIgnore(Condition = Never)] double TruePositives,
    [property: JsonRequired, JsonIgnore(Condition = Never)] double FalsePositives,
    [property: JsonRequired, JsonIgnore(Condition = Never)] double TrueNegatives,
    [property: JsonRequired, JsonIgnore(Condition = Never)] double FalseNegatives)
{
    /// <summary>A small table: actual classes down, predicted ones across.</summary>
    public override string ToString()
    {
        var table = new TextTable("", "predicted true", "predicted false");
        table.Add("actual true", TextTable.Count(TruePositives), TextTable.Count(FalseNegatives));
        table.Add("actual false", TextTable.Count(FalsePositives), TextTable.Count(TrueNegatives));
        return table.ToString();
    }
}
