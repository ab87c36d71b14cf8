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
