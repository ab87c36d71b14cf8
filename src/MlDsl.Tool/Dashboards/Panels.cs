using static MlDsl.Tool.Dashboards.ServiceMetrics;

namespace MlDsl.Tool.Dashboards;

/// <summary>The panels of a model: its requests, its windows and alarms, its columns and scores, its performance, groups of people.</summary>
internal static class Panels
{
    /// <summary>The columns that have a panel of their own; of all others the largest stand together.</summary>
    public const int MostOfOne = 40;

    // Of many series the largest are drawn.
    private const int Largest = 10;

    private static readonly double[] Quantiles = [0.5, 0.9, 0.99];

    /// <summary>The rows of panels, in order; those that the model has nothing for are left out.</summary>
    public static IReadOnlyList<PanelRow> Of(WatchedModel model)
    {
        List<PanelRow> rows = [Requests(model)];
        if (model.Columns.Count > 0) rows.AddRange([Alarms(model), Columns(model)]);
        if (model.Scores.Count > 0) rows.Add(Scores(model));
        rows.Add(Performance(model));
        if (model.Sensitive.Count > 0) rows.Add(Groups(model));
        return rows;
    }

    private static PanelRow Requests(WatchedModel model)
    {
        string name = model.Name;
        return new("Requests",
        [
            new("Requests", "Requests a second by version of the model, those that were refused included.", "reqps", new Query($"sum by ({VersionLabel}) (rate({Prom.Select($"{Duration}_count", name)}[$__rate_interval]))", $"{{{{{VersionLabel}}}}}")),
            new("Latency", "From the first byte read to the answer written: of 50, 90 and 99 of 100 requests.", "s", [.. Quantiles.Select(share => new Query($"histogram_quantile({Prom.Number(share)}, sum by (le) (rate({Prom.Select($"{Duration}_bucket", name)}[$__rate_interval])))", $"{Prom.Number(share * 100)} %"))]),
            new("Refused requests", "Requests a second that were not answered, by the reason.", "reqps", new Query($"sum by ({ErrorLabel}) (rate({Prom.Select(Rejected, name)}[$__rate_interval]))", $"{{{{{ErrorLabel}}}}}")),
            new("Rows", "Rows answered a second.", "cps", new Query($"sum by ({VersionLabel}) (rate({Prom.Select(Rows, name)}[$__rate_interval]))", $"{{{{{VersionLabel}}}}}")),
            new("Bad rows", "Requests with a row that could not be read or was not taken, by the column and the reason.", "reqps", new Query($"sum by ({ColumnLabel}, {ErrorLabel}) (rate({Prom.Select(Invalid, name)}[$__rate_interval]))", $"{{{{{ColumnLabel}}}}} {{{{{ErrorLabel}}}}}")),
            new("Texts that training did not keep", "Values a second of categories that the model has no feature for, by the column: at most the largest ten.", "cps", new Query($"topk({Largest}, sum by ({ColumnLabel}) (rate({Prom.Select(UnknownCategories, name)}[$__rate_interval])))", $"{{{{{ColumnLabel}}}}}")),
            new("Models loaded", "Models that were loaded, refused or rolled back in the time shown.", "short", new Query($"sum by ({ReloadLabel}) ({Prom.Select(Reloads, name)})", $"{{{{{ReloadLabel}}}}}")),
        ]);
    }

    private static PanelRow Alarms(WatchedModel model)
    {
        string name = model.Name;
        return new("Windows and alarms",
        [
            new("Rows of windows", "Rows of the windows that were closed in an hour.", "short", new Query($"sum(increase({Prom.Select(WindowRows, name)}[1h]))", "rows")),
            new("Evidence of drift", "The largest evidence of all columns and scores in the last window, and from where on it is an alarm: a false one comes as often as the service declares.", "suffix: nat", new Query(Prom.Select(Evidence, name), "evidence"), new Query(Prom.Select(Threshold, name), "alarm from")),
            new("Alarms", "When an alarm of each kind and column was last raised: of a window, or of all windows together (trend).", "dateTimeAsIso", new Query($"1000 * max by ({KindLabel}, {ColumnLabel}, {ShiftLabel}) ({Prom.Select(AlarmTimestamp, name)})", $"{{{{{ColumnLabel}}}}} {{{{{ShiftLabel}}}}} {{{{{KindLabel}}}}}")) { IsTable = true },
            new("Alarms so far", "Alarms since the service was started, by column and what of it shifted.", "short", new Query($"sum by ({KindLabel}, {ColumnLabel}, {ShiftLabel}) ({Prom.Select(ServiceMetrics.Alarms, name)})", $"{{{{{ColumnLabel}}}}} {{{{{ShiftLabel}}}}} {{{{{KindLabel}}}}}")),
            new("Time since the last window", "Windows are closed without rows as well: a longer time says that monitoring has stopped.", "s", new Query($"time() - max({Prom.Select(WindowTimestamp, name)})", "time")),
            new("Problems of monitoring", "States that could not be kept, and listeners that failed, since the service was started.", "short", new Query($"sum({Prom.Select(Problems, name)})", "problems")),
        ]);
    }

    private static PanelRow Columns(WatchedModel model)
    {
        string name = model.Name, legend = $"{{{{{ColumnLabel}}}}}";
        ColumnProfile[] numbers = [.. model.Columns.Where(static column => column is { Kind: ColumnProfileKind.Number, IsSensitive: false })];
        List<Panel> panels =
        [
            new("Columns furthest from the reference", "Jensen-Shannon distance of the last window's values, from 0 to 1: small windows are never at 0. At most the largest ten.", "", new Query($"topk({Largest}, {Prom.Select(ColumnDistance, name)})", legend)),
            new("Missing values", "Share of rows without a value; at most the largest ten.", "percentunit", new Query($"topk({Largest}, {Prom.Select(ColumnMissing, name)})", legend)),
            new("Unknown values", "Share of rows with a value that the reference has no bin for; at most the largest ten.", "percentunit", new Query($"topk({Largest}, {Prom.Select(ColumnUnknown, name)})", legend)),
        ];
        panels.AddRange(numbers.Take(MostOfOne).Select(column => new Panel(
            $"{Prom.Title(column.Name)}: shift{(column.Of.Length > 0 ? $" of its {column.Of}" : "")}",
            "The mean of the last window less that of the reference.",
            column.Unit is { Length: > 0 } unit ? $"suffix: {Prom.Title(unit)}" : "",
            new Query(Prom.Select(ColumnShift, name, (ColumnLabel, column.Name)), "shift"))
        { Width = 6 }));
        if (numbers.Length > MostOfOne)
            panels.Add(new Panel($"Shift of the {numbers.Length - MostOfOne} other numbers", "The mean of the last window less that of the reference, each in its own unit; at most the largest ten of all.", "", new Query($"topk({Largest}, abs({Prom.Select(ColumnShift, name)}))", legend)));
        return new("Columns", panels);
    }

    private static PanelRow Scores(WatchedModel model)
    {
        string name = model.Name, legend = $"{{{{{ScoreLabel}}}}}";
        List<Panel> panels = [];
        if (model.Scores.Any(static score => score.Kind == ColumnProfileKind.Number))
        {
            panels.Add(new("Mean score", "The mean of what the model says in the last window.", "", new Query(Prom.Select(ScoreMean, name), legend)));
            panels.Add(new("Shift of scores", "The same less the mean on validation rows.", "", new Query(Prom.Select(ScoreShift, name), legend)));
        }
        panels.Add(new("Distance of scores from the reference", "Jensen-Shannon distance of the last window's scores, from 0 to 1.", "", new Query(Prom.Select(ScoreDistance, name), legend)));
        return new("Scores", panels);
    }

    private static PanelRow Performance(WatchedModel model)
    {
        string name = model.Name;
        List<Panel> panels = [.. model.Estimated.Select(metric => new Panel(
            metric,
            "As estimated without labels, and as labels that came show it, each with its interval. Where both lie apart, what is predicted has changed itself.",
            "",
            new Query(Prom.Select(Estimate, name, (MetricLabel, metric)), $"estimated, {{{{{BoundLabel}}}}}"),
            new Query(Prom.Select(ServiceMetrics.Performance, name, (MetricLabel, metric)), $"by labels, {{{{{BoundLabel}}}}}")) { Width = 8 })];
        if (panels.Count == 0) panels.Add(new("Performance by labels", "Metrics of predictions whose outcomes came.", "", new Query(Prom.Select(ServiceMetrics.Performance, name, (BoundLabel, "value")), $"{{{{{MetricLabel}}}}}")));
        panels.Add(new("Delay of labels", "As declared, the median, and 95 of 100.", "s", new Query(Prom.Select(LabelDelay, name), $"{{{{{DelayLabel}}}}}")));
        panels.Add(new("Predictions with their outcome", "Share of the predictions that are older than the declared delay.", "percentunit", new Query(Prom.Select(Outcomes, name), "with outcome")));
        return new("Performance", panels);
    }

    private static PanelRow Groups(WatchedModel model) => new(
        "Groups of people",
        [.. model.Sensitive.Select(column => new Panel(
            Prom.Title(column),
            "The mean of each group's value in the last window, the ends of its interval and the mean in the reference.",
            "",
            new Query(Prom.Select(ServiceMetrics.Groups, model.Name, (ColumnLabel, column)), $"{{{{{GroupLabel}}}}}, {{{{{BoundLabel}}}}}")))]);
}
