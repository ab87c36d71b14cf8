using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>The rows whose probability lies in one range: how often a thing was said to happen, and how often it did.</summary>
/// <param name="Low">The lower end, which belongs to the range.</param>
/// <param name="High">The upper end, which belongs to the next range, or where it is 1 to this one.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="MeanProbability">The mean probability of the rows, by their weights.</param>
/// <param name="Share">The share of the rows that are positive, by their weights.</param>
public readonly record struct ReliabilityBin(
    [property: JsonRequired, JsonIgnore(Condition = Never)] double Low,
    [property: JsonRequired, JsonIgnore(Condition = Never)] double High,
    [property: JsonRequired, JsonIgnore(Condition = Never)] int Rows,
    [property: JsonRequired, JsonIgnore(Condition = Never)] double MeanProbability,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Metric Share)
{
    /// <summary>Bins as a table.</summary>
    internal static string Table(IReadOnlyList<ReliabilityBin> bins)
    {
        var table = new TextTable("probability", "rows", "said", "happened");
        foreach (ReliabilityBin bin in bins)
            table.Add(bin.Range, bin.Rows.ToString("N0", CultureInfo.InvariantCulture), bin.MeanProbability.ToString("0.000", CultureInfo.InvariantCulture), bin.Share.ToString());
        return table.ToString();
    }

    internal string Range => string.Create(CultureInfo.InvariantCulture, $"{Low:0.0}–{High:0.0}");

    /// <summary>Such as <c>0.2–0.3: said 0.251, happened 0.243 [0.220, 0.266]</c>, in every culture alike.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Range}: said {MeanProbability:0.000}, happened {Share}");
}
