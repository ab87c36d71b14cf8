using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace MlDsl.Training;

/// <summary>The metrics of every fold of a cross-validation.</summary>
/// <param name="Folds">The metrics, in the order of the folds.</param>
public sealed record CrossValidation<TMetrics>(IReadOnlyList<TMetrics> Folds) where TMetrics : class, IMetrics<TMetrics>
{
    /// <summary>The metrics, in the order of the folds.</summary>
    [JsonRequired]
    public IReadOnlyList<TMetrics> Folds { get; init => field = ValueList.Of(value); } = ValueList.Of(Folds);

    /// <summary>For each metric its name, its mean over the folds and its standard deviation between them.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Name, double Mean, double Deviation)> Summary
    {
        get
        {
            var summary = new List<(string, double, double)>();
            for (int i = 0; i < Folds[0].Named.Count; i++)
            {
                double[] values = [.. Folds.Select(fold => fold.Named[i].Metric.Value)];
                double mean = values.Average();
                double variance = values.Length > 1 ? values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) : 0;
                summary.Add((Folds[0].Named[i].Name, mean, Math.Sqrt(variance)));
            }
            return summary;
        }
    }

    /// <summary>One line per metric: mean ± deviation.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Cross-validation over {Folds.Count} folds");
        foreach (var (name, mean, deviation) in Summary) text.Append(CultureInfo.InvariantCulture, $"\n{name} {mean:G4} ± {deviation:G2}");
        return text.ToString();
    }
}
