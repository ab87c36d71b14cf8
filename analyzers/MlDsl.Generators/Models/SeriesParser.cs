using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Models;

/// <summary>Reads what a model says of series.</summary>
internal static class SeriesParser
{
    private const string Horizon = "Horizon";

    /// <summary>Tells what of it does not go with the task or the rows, or is out of its range.</summary>
    public static void Check(
        INamedTypeSymbol type, INamedTypeSymbol row, AttributeData attribute, DatasetSpec? dataset, DeclaredTask task, ProblemCounter problems, CancellationToken cancellation)
    {
        int horizon = attribute.Named(Horizon, 0);
        AttributeData? series = type.Find(Names.Series);
        if (!task.IsOfSeries)
        {
            if (attribute.NamedArguments.Any(static a => a.Key == Horizon)) Refuse($"{Horizon} is for tasks over series, and {task.Name} predicts rows; leave it out");
            if (series is not null) Refuse($"[Series] is for tasks over series, and {task.Name} predicts rows; leave it out");
            return;
        }
        if (horizon < 1) Refuse($"{Horizon} is {horizon}; say how many steps are forecast at once, at least 1: [Model<{row.Name}, {task.Type.Name}>({Horizon} = 28)]");
        if (!HasTime(row, dataset)) problems.Report(Diagnostic.Create(ModelRules.NoEventTime, type.Place(), type.Name, task.Name, row.Name));
        if (dataset?.With(ColumnRole.Weight) is { } weight) Refuse($"'{row.Name}.{weight.Member}' is a [Weight], which {task.Name} does not heed; leave it out");
        // Each step's row is read at origins before it: what is told up to the row's own time would be of the future, and nobody could tell it of a step to come.
        if (dataset?.Columns.FirstOrDefault(static c => c.Window is not null) is { } window)
            Refuse($"'{row.Name}.{window.Member}' is a window up to its row's time, and {task.Name} tells steps from before they happen; leave the window out: the value's own lags are seen without one");
        if (dataset?.Joins.FirstOrDefault(static j => j.IsAsOf) is { } join)
            Refuse($"'{row.Name}.{join.Member}' is the newest value at its row's time ([AsOf]), and {task.Name} tells steps from before they happen; leave it out, or bring what is known ahead as a column");
        if (series?.NamedMember("Strategy", "Direct") == "Recursive" && ColumnReader.Candidates(row).FirstOrDefault(static p => p.Find(Names.PastCovariate) is not null) is { } past)
            Refuse($"'{row.Name}.{past.Name}' is a [PastCovariate], which is not known of the steps that a recursive forecast takes for history; declare Strategy = ForecastStrategy.Direct, or take [PastCovariate] away");
        if (dataset?.With(ColumnRole.EventTime) is { Type.CountsSteps: true } time && series?.NamedMember("Step", "FromRows") is not (null or "FromRows"))
            Refuse($"[Series(Step = …)] is a length of time, and '{row.Name}.{time.Member}' numbers steps; leave Step out");
        if (series?.Named<string?>("Zone", null) is { } zone)
        {
            if (string.IsNullOrWhiteSpace(zone)) Refuse("Zone is empty; name one, such as \"Europe/Berlin\", or leave it out");
            else if (dataset?.With(ColumnRole.EventTime) is { } days && days.Type.Kind is not (ValueKind.DateTime or ValueKind.DateTimeOffset))
                Refuse($"Zone tells which local day an instant is of, and '{row.Name}.{days.Member}' is '{days.Type.DisplayName}'; leave it out");
        }
        if (type.Find(Names.Search) is not null) Refuse($"[Search] is not for {task.Name}; give Fit the trainers to compare, and evaluate each");
        if (series is not null && Trainers.Problem(series) is var (name, value, must))
            problems.Report(Diagnostic.Create(ModelRules.OptionOutOfRange, series.Place(type, cancellation), "Series", name, value, must));

        void Refuse(string why) => problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, type.Place(), type.Name, why));
    }

    public static SeriesSpec Read(INamedTypeSymbol type, AttributeData attribute) => new()
    {
        Horizon = attribute.Named(Horizon, 0),
        Options = (type.Find(Names.Series) is { } series ? Trainers.Options(series) : []).ToEquatable(),
    };

    private static bool HasTime(INamedTypeSymbol row, DatasetSpec? dataset) => dataset is not null
        ? dataset.With(ColumnRole.EventTime) is not null
        : row.AllInterfaces.Any(static i => i.ToDisplayString() == "MlDsl.IRowsInTime");
}
