using MlDsl.Training;

namespace MlDsl.Tool.Dashboards;

/// <summary>What of a model is on its dashboard.</summary>
/// <param name="Name">Its name in metrics.</param>
/// <param name="Title">Its name and version.</param>
/// <param name="Columns">The columns that are watched: none where the file has no reference.</param>
/// <param name="Scores">What it says, as it is watched.</param>
/// <param name="Estimated">The metrics that are estimated without labels.</param>
/// <param name="Sensitive">The properties marked <c>[Sensitive]</c>, whose groups may be watched.</param>
internal sealed record WatchedModel(string Name, string Title, IReadOnlyList<ColumnProfile> Columns, IReadOnlyList<ColumnProfile> Scores, IReadOnlyList<string> Estimated, IReadOnlyList<string> Sensitive)
{
    /// <summary>The columns that a service measures at most, the first ones: metrics of more there are none.</summary>
    public const int MostColumns = 200;

    /// <summary>Of a model's file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">What the service calls it; the name in the file where null.</param>
    public static WatchedModel Of(DynamicModel model, string? name) => new(
        name ?? model.Card.Name,
        $"{model.Card.Name} {model.Card.Version}",
        model.Reference is { } reference ? [.. reference.Columns.Take(MostColumns)] : [],
        model.Reference?.Scores ?? [],
        model.Card.Task switch
        {
            nameof(BinaryClassification) => [Metric.RocAuc, Metric.LogLoss, Metric.Accuracy, Metric.Precision, Metric.Recall],
            nameof(MulticlassClassification) => [Metric.LogLoss, Metric.MicroAccuracy, Metric.MacroAccuracy, Metric.MacroF1],
            nameof(Regression) => model.Outcome.Interval is null ? [Metric.Mae, Metric.Rmse] : [Metric.Mae, Metric.Rmse, Metric.Coverage],
            _ => [],
        },
        [.. model.Plan.Schema.Sensitive.Select(static column => column.Member)]);
}
