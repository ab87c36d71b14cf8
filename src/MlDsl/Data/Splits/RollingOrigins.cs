using System.Globalization;

namespace MlDsl;

/// <summary>
/// Folds along the event time: each validates on a window of time and fits on all that is earlier (Tashman, "Out-of-sample tests of
/// forecasting accuracy", International Journal of Forecasting 16, 2000). The windows follow each other without a gap and the last
/// one ends with the data. One pass; one byte per row and fold is kept.
/// </summary>
public static class RollingOrigins
{
    /// <summary>Windows of a share of the rows each.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="folds">The number of folds, 2 to 200.</param>
    /// <param name="horizon">The share of the rows in each window, above 0; all windows together are below 1. Rows of one time stay together.</param>
    /// <param name="embargo">The distance kept before each window; 0 or longer, and no less than the Horizon of windows over the label.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <exception cref="InvalidOperationException">A fold has no rows to fit on or to validate on.</exception>
    public static Folds<TRow> RollingOrigin<TRow>(this Dataset<TRow> data, int folds, double horizon, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime => ByShare(data.Source.All(), folds, horizon, embargo, null);

    /// <inheritdoc cref="RollingOrigin{TRow}(Dataset{TRow}, int, double, TimeSpan)"/>
    public static Folds<TRow> RollingOrigin<TRow>(this TrainSet<TRow> data, int folds, double horizon, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime => ByShare(data.Selection, folds, horizon, embargo, data.Description);

    /// <summary>Windows of a length of time each.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="folds">The number of folds, 2 to 200.</param>
    /// <param name="horizon">The length of each window, above 0; the last one ends with the latest row.</param>
    /// <param name="embargo">The distance kept before each window; 0 or longer, and no less than the Horizon of windows over the label.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <exception cref="InvalidOperationException">A fold has no rows to fit on or to validate on.</exception>
    public static Folds<TRow> RollingOrigin<TRow>(this Dataset<TRow> data, int folds, TimeSpan horizon, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime => ByTime(data.Source.All(), folds, horizon, embargo, null);

    /// <inheritdoc cref="RollingOrigin{TRow}(Dataset{TRow}, int, TimeSpan, TimeSpan)"/>
    public static Folds<TRow> RollingOrigin<TRow>(this TrainSet<TRow> data, int folds, TimeSpan horizon, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime => ByTime(data.Selection, folds, horizon, embargo, data.Description);

    /// <summary>Windows of a number of steps each, of rows whose <see cref="EventTimeAttribute"/> numbers them.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="folds">The number of folds, 2 to 200.</param>
    /// <param name="horizon">The steps of each window, above 0; the last one ends with the latest row.</param>
    /// <param name="embargo">The steps that are kept free before each window; 0 or more.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <exception cref="InvalidOperationException">A fold has no rows to fit on or to validate on, or event times are no steps.</exception>
    public static Folds<TRow> RollingOriginByStep<TRow>(this Dataset<TRow> data, int folds, long horizon, long embargo = 0)
        where TRow : IRow<TRow>, IRowsInTime => BySteps(data.Source.All(), folds, horizon, embargo, null);

    /// <inheritdoc cref="RollingOriginByStep{TRow}(Dataset{TRow}, int, long, long)"/>
    public static Folds<TRow> RollingOriginByStep<TRow>(this TrainSet<TRow> data, int folds, long horizon, long embargo = 0)
        where TRow : IRow<TRow>, IRowsInTime => BySteps(data.Selection, folds, horizon, embargo, data.Description);

    private static Folds<TRow> ByShare<TRow>(RowSelection<TRow> rows, int folds, double horizon, TimeSpan embargo, SplitDescription? within)
        where TRow : IRow<TRow>
    {
        if (!(horizon > 0 && horizon * folds < 1))
            throw new ArgumentOutOfRangeException(
                nameof(horizon), horizon, $"the horizon is a share of the rows above 0, and {folds} windows of it must leave rows to fit on");
        SplitDescription description = Describe<TRow>(folds, embargo, within) with { HorizonShare = horizon };
        return Roll(rows, description, facts =>
        {
            long[] times = TimeCut.Sorted(facts);
            int window = (int)Math.Round(times.Length * horizon);
            if (window == 0 || window * (long)folds >= times.Length)
                throw new InvalidOperationException(
                    $"{folds} windows of {horizon.ToString(CultureInfo.InvariantCulture)} of {times.Length} rows of {rows.Source.Name} are {window} rows each and must leave rows to fit on; "
                        + ""
                        + "change the horizon or give more rows");
            return [.. Enumerable.Range(0, folds).Select(f => times[^(window * (folds - f))])];
        });
    }

    private static Folds<TRow> ByTime<TRow>(RowSelection<TRow> rows, int folds, TimeSpan horizon, TimeSpan embargo, SplitDescription? within)
        where TRow : IRow<TRow>
    {
        if (horizon <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "the horizon is a length of time above 0");
        if (EventSteps.Are(TRow.Schema))
            throw new ArgumentException($"the horizon is {horizon:c}, a length of time, and the [EventTime] of '{TRow.Schema.Name}' numbers steps; say how many: RollingOriginByStep", nameof(horizon));
        return ByLength(rows, Describe<TRow>(folds, embargo, within) with { Horizon = horizon });
    }

    private static Folds<TRow> BySteps<TRow>(RowSelection<TRow> rows, int folds, long horizon, long embargo, SplitDescription? within)
        where TRow : IRow<TRow>
    {
        TimeCut.CheckSteps<TRow>();
        if (horizon < 1) throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "the horizon is a number of steps above 0");
        return ByLength(rows, Describe<TRow>(folds, default, within) with { Horizon = TimeSpan.FromTicks(horizon), Embargo = TimeCut.Embargo(embargo) });
    }

    private static Folds<TRow> ByLength<TRow>(RowSelection<TRow> rows, SplitDescription description) where TRow : IRow<TRow>
    {
        int folds = description.Folds!.Value;
        TimeSpan horizon = description.Horizon!.Value;
        return Roll(rows, description, facts =>
        {
            long[] times = TimeCut.Sorted(facts);
            long end = times.Length == 0 ? 0 : times[^1] + 1;
            return [.. Enumerable.Range(0, folds).Select(f => (long)Int128.Max(end - ((Int128)horizon.Ticks * (folds - f)), long.MinValue))];
        });
    }

    private static SplitDescription Describe<TRow>(int folds, TimeSpan embargo, SplitDescription? within) where TRow : IRow<TRow> =>
        new() { Method = SplitMethod.RollingOrigin, Folds = folds, Embargo = TimeCut.Embargo<TRow>(embargo), Within = within, CountsSteps = EventSteps.Are(TRow.Schema) };

    /// <param name="rows">The rows.</param>
    /// <param name="description">How the windows are made.</param>
    /// <param name="starts">Gives the begin of each window; the last one has no end.</param>
    private static Folds<TRow> Roll<TRow>(RowSelection<TRow> rows, SplitDescription description, Func<RowFacts, long[]> starts)
        where TRow : IRow<TRow>
    {
        int count = FoldBuilder.Checked<TRow>(description.Folds!.Value);
        RowFacts facts = RowFacts.Gather(rows, RowKey.Time, CancellationToken.None);
        long[] begins = starts(facts);
        var folds = new Fold<TRow>[count];
        for (int i = 0; i < count; i++)
        {
            byte[] assigned = Window(facts, begins[i], i + 1 < count ? begins[i + 1] : long.MaxValue, description.Embargo!.Value);
            folds[i] = FoldBuilder.Make(rows, i, facts, assigned, facts.BySourceNumber(assigned), [Side.Train], [Side.Validation], description);
        }
        return new Folds<TRow>(folds, description);
    }

    private static byte[] Window(RowFacts facts, long start, long end, TimeSpan embargo)
    {
        long trainEnd = TimeCut.Before(start, embargo);
        var sides = new byte[facts.Count];
        for (int i = 0; i < sides.Length; i++)
        {
            long time = (long)facts.Keys[i];
            sides[i] = time < trainEnd ? Side.Train : time < start ? Side.Embargoed : time < end ? Side.Validation : Side.Outside;
        }
        return sides;
    }
}
