using System.Reflection;
using MlDsl.Training;

namespace MlDsl.Tool.Projects;

/// <summary>Makes a split again by the library's own methods, and tells which of its sides a model learned from.</summary>
internal static class HostSides
{
    /// <summary>The side whose rows are those of the card: by their fingerprint, and where none has it, by their number.</summary>
    /// <exception cref="HostException">No side has as many rows.</exception>
    public static (string Name, TrainSet<TRow> Rows, bool IsSame) Choose<TRow>(Dataset<TRow> data, HostRequest request, ModelCard card) where TRow : IRow<TRow>
    {
        List<(string Name, TrainSet<TRow> Rows)> sides = [];
        string? why = null;
        if (request.Split is { } split)
        {
            try
            {
                Split<TRow> made = Again(data, split);
                sides.AddRange([("train", made.Train), ("development", made.Development)]);
            }
            catch (Exception problem) when (problem.GetType() == typeof(InvalidOperationException) || problem.GetType() == typeof(ArgumentException) || problem is HostException)
            {
                // The data may be the training rows alone, which do not split as all rows do.
                why = problem.Message;
            }
        }
        // Steps have no time between them, and no row is lost where nothing is cut.
        sides.Insert(0, ("all rows", All(data, request.Split is { CountsSteps: false, Embargo: { } embargo } ? embargo : default).Train));
        foreach (var (name, rows) in sides)
            if (rows.Count == card.Rows && $"{rows.Fingerprint}" == card.DataFingerprint) return (name, rows, true);
        foreach (var (name, rows) in sides)
            if (rows.Count == card.Rows) return (name, rows, false);
        throw new HostException(FormattableString.Invariant($"'{request.Data}' has {data.Count()} rows, and '{card.Name}' learned from {card.Rows} of data that was split so: {card.Split}; ")
            + $"no side of '{request.Data}' has as many{(why is null ? "" : $" (the split cannot be made of it: {why})")}. Give the data that was split, or the training rows alone");
    }

    private static Split<TRow> Again<TRow>(Dataset<TRow> data, SplitDescription split) where TRow : IRow<TRow>
    {
        double validation = split.Validation ?? 0, test = split.Test ?? 0;
        long seed = split.Seed ?? 0;
        TimeSpan embargo = split.Embargo ?? default;
        return split switch
        {
            { Method: SplitMethod.Random } => Make(typeof(RandomSplits), nameof(RandomSplits.SplitRandom), data, validation, test, seed),
            { Method: SplitMethod.Stratified } => Make(typeof(RandomSplits), nameof(RandomSplits.SplitStratified), data, validation, test, seed),
            { Method: SplitMethod.Group } => Make(typeof(GroupSplits), nameof(GroupSplits.SplitByGroup), data, validation, test, seed),
            { Method: SplitMethod.Time, Validation: not null } or { Method: SplitMethod.Time, Test: not null } => Make(typeof(TimeSplits), nameof(TimeSplits.SplitByTime), data, validation, test, embargo),
            { Method: SplitMethod.Time, CountsSteps: true, ValidationFrom: { } first, TestFrom: { } second } => Make(typeof(TimeSplits), nameof(TimeSplits.SplitByStep), data, first.Ticks, second.Ticks, embargo.Ticks),
            { Method: SplitMethod.Time, ValidationFrom: { } from, TestFrom: { } to } => Make(typeof(TimeSplits), nameof(TimeSplits.SplitByTime), data, from, to, embargo),
            _ => throw new HostException($"a split '{split}' is not made again"),
        };
    }

    // Every row on the training side, by a split that the rows' traits allow.
    private static Split<TRow> All<TRow>(Dataset<TRow> data, TimeSpan embargo) where TRow : IRow<TRow>
    {
        if (typeof(TRow).IsAssignableTo(typeof(IRowsWithGroups))) return Make(typeof(GroupSplits), nameof(GroupSplits.SplitByGroup), data, 0d, 0d, 0L);
        return typeof(TRow).IsAssignableTo(typeof(IRowsInTime))
            ? Make(typeof(TimeSplits), nameof(TimeSplits.SplitByTime), data, 0d, 0d, embargo)
            : Make(typeof(RandomSplits), nameof(RandomSplits.SplitRandom), data, 0d, 0d, 0L);
    }

    // Which splits rows have is a constraint on their type, which is known here as an argument only.
    private static Split<TRow> Make<TRow>(Type owner, string method, Dataset<TRow> data, params object[] arguments) where TRow : IRow<TRow>
    {
        MethodInfo split = owner.GetMethods().Single(each => each.Name == method && each.GetParameters().Skip(1).Select(static p => p.ParameterType).SequenceEqual(arguments.Select(static a => a.GetType())));
        MethodInfo own;
        try
        {
            own = split.MakeGenericMethod(typeof(TRow));
        }
        catch (ArgumentException)
        {
            throw new HostException($"the rows of '{TRow.Schema.Name}' have no {method} in the project, by which the file's model was split");
        }
        return (Split<TRow>)own.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [data, .. arguments], null)!;
    }
}
