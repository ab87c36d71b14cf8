using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>Rows sorted into series: one for each group, every step with its value.</summary>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TInput">What of a row is known when a prediction is asked for.</typeparam>
internal sealed class SeriesRows<TRow, TInput> : SeriesValues
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>, IRowsInTime
    where TInput : struct
{
    private readonly List<Series> series;
    private readonly Gaps gaps;
    private readonly IFeatureMap<TInput>? features;
    private readonly List<Dictionary<long, TInput>> ahead = [];

    private SeriesRows(List<Series> series, StepClock clock, Gaps gaps, IFeatureMap<TInput>? features, long filled)
    {
        (this.series, Clock, this.gaps, Filled) = (series, clock, gaps, filled);
        CovariateWidth = features?.ToPlan().Width ?? 0;
        if (CovariateWidth > 0) this.features = features;
    }

    public StepClock Clock { get; }

    /// <summary>The steps without a row that the policy filled.</summary>
    public long Filled { get; }

    public override int Count => series.Count;

    public override int CovariateWidth { get; }

    public override long Start(int number) => series[number].Start;

    public override ulong Key(int number) => series[number].Key;

    public override ReadOnlySpan<double> Values(int number) => series[number].Values;

    public override ReadOnlySpan<double> Covariate(int number, int covariate) => series[number].Covariates[covariate].Values;

    public override int FirstOf(int number, int covariate) => series[number].Covariates[covariate].First;

    public override bool IsKnown(int number, int step) => gaps != Gaps.Interpolate || series[number].Has[step];

    public override bool HasRow(int number, int step) => series[number].Has[step];

    /// <summary>The last row of a series.</summary>
    public TRow LastOf(int number) => series[number].Last;

    /// <summary>Its number, for messages.</summary>
    public long NumberOf(int number) => series[number].LastNumber;

    /// <summary>The time of a step of a series, from 0.</summary>
    public DateTime TimeOf(int number, int step) => Clock.TimeOf(series[number].Start + step);

    /// <summary>The number of a step of a series, from 0, as event times have it; null where they tell times.</summary>
    public long? NumberOf(int number, int step) => Clock.NumberOf(series[number].Start + step);

    /// <summary>Sorts rows into series.</summary>
    /// <param name="rows">The rows with their numbers.</param>
    /// <param name="options">Step and policy of gaps.</param>
    /// <param name="clock">The clock of a fitted model; null where the rows show it.</param>
    /// <param name="features">What features of a step are; null where nothing is learned of them.</param>
    /// <param name="covariates">The past covariates that are read; none where nothing is learned of them.</param>
    /// <exception cref="SeriesException">Rows make no series; the message names the row and the way out.</exception>
    public static SeriesRows<TRow, TInput> Of(IEnumerable<(TRow Row, long Number)> rows, SeriesOptions options, StepClock? clock, IFeatureMap<TInput>? features, IReadOnlyList<PastCovariate> covariates)
    {
        ZoneDays? zone = clock is null ? ZoneDays.Of(options.Zone) : clock.Zone;
        var groups = new Dictionary<ulong, List<Entry>>();
        var order = new List<ulong>();
        foreach (var (row, number) in rows)
        {
            float value = TRow.LabelOf(row);
            if (!float.IsFinite(value)) throw NotFinite(value, number);
            ulong key = TRow.GroupOf(row);
            if (!groups.TryGetValue(key, out List<Entry>? entries))
            {
                groups.Add(key, entries = []);
                order.Add(key);
            }
            entries.Add(new Entry(TimeOf(row, zone), number, row));
        }
        if (order.Count == 0) throw new SeriesException("There are no rows, and a series has at least one");
        foreach (List<Entry> entries in groups.Values) entries.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Number.CompareTo(b.Number));
        IReadOnlyList<long>[] times = clock is null ? [.. order.Select(key => groups[key].ConvertAll(static e => e.Time))] : [];
        clock ??= options.Step != SeriesStep.FromRows && !EventSteps.Are(TRow.Schema)
            ? StepClock.Of(options.Step, times)
            : (EventSteps.Are(TRow.Schema) ? StepClock.Counted(times) : StepClock.Shown(times))
                ?? throw new SeriesException("Every series has one row, so that nothing says how far apart steps are; give more rows, or declare [Series(Step = …)]");
        if (zone is not null && clock is { Months: 0, Ticks: < TimeSpan.TicksPerDay })
            throw new SeriesException($"The steps are of {clock}, and [Series(Zone = …)] is for steps of a day and longer; leave Zone out");
        clock = clock with { Zone = zone };
        long filled = 0;
        // No row means 0 up to the last step of any series.
        long? end = options.Gaps == Gaps.Zero ? order.Max(key => StepOf(groups[key][^1], clock)) : null;
        var all = order.ConvertAll(key => Make(key, groups[key], clock, options.Gaps, end, covariates, ref filled));
        return new SeriesRows<TRow, TInput>(all, clock, options.Gaps, features, filled);
    }

    /// <summary>Takes rows of steps behind the last value, whose labels are not read.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="first">The number of the first of them; messages name it as one more.</param>
    /// <returns>How many steps are known of each series.</returns>
    /// <exception cref="SeriesException">A row is of no series, or not of the steps that follow; the message names it and the way out.</exception>
    public int[] Know(IEnumerable<TRow> rows, long first)
    {
        var places = new Dictionary<ulong, int>();
        for (int i = 0; i < series.Count; i++) places.Add(series[i].Key, i);
        var known = new SortedDictionary<int, TInput>[series.Count];
        long number = first;
        foreach (TRow row in rows)
        {
            long time = TimeOf(row, Clock.Zone);
            if (!places.TryGetValue(TRow.GroupOf(row), out int place))
                throw new SeriesException($"Row {Place(number)} of the steps to forecast is of a series that the history does not have; give its history, or leave the row out");
            int step = checked((int)(StepOf(new Entry(time, number, row), Clock) - series[place].Start));
            if (step < series[place].Values.Length)
                throw new SeriesException($"Row {Place(number)} of the steps to forecast is at {Clock.Said(time)}, which its history has already; leave it out");
            if (!(known[place] ??= []).TryAdd(step, TRow.InputOf(row)))
                throw new SeriesException($"Row {Place(number)} of the steps to forecast is of the same series and time, {Clock.Said(time)}, as a row before; a step has one row");
            number++;
        }
        var counts = new int[series.Count];
        for (int i = 0; i < series.Count; i++)
        {
            ahead.Add([]);
            foreach (var (step, input) in known[i] ?? [])
            {
                int next = series[i].Values.Length + counts[i];
                if (step != next)
                    throw new SeriesException($"The series whose history ends with row {Place(series[i].LastNumber)} has no row for {Clock.Said(TimeOf(i, next).Ticks)} among the steps to forecast; give one for each step");
                ahead[i].Add(step, input);
                counts[i]++;
            }
            if (counts[i] == 0)
                throw new SeriesException($"The series whose history ends with row {Place(series[i].LastNumber)} has no rows among the steps to forecast; give one for each step");
        }
        return counts;
    }

    public override void WriteCovariates(int number, int step, ref RowSink sink)
    {
        if (features is null) return;
        Series own = series[number];
        if (step < own.Values.Length)
        {
            // A step without a row has no features: each of them is 0.
            if (own.Has[step]) TRow.WriteFeatures(TRow.InputOf(own.Rows[step]), features, ref sink);
        }
        else
        {
            TRow.WriteFeatures(ahead[number][step], features, ref sink);
        }
        sink.Combine();
        if (sink.FirstNotFinite([]) is { } position)
            throw new SeriesException($"A feature at position {position} is no finite number at {Clock.Said(TimeOf(number, step).Ticks)}, in the series whose last row is {Place(own.LastNumber)}; mend the row");
    }

    private static Series Make(ulong key, List<Entry> entries, StepClock clock, Gaps gaps, long? end, IReadOnlyList<PastCovariate> covariates, ref long filled)
    {
        long start = StepOf(entries[0], clock), length = (end ?? StepOf(entries[^1], clock)) - start + 1;
        if (length > Array.MaxLength / 2) throw new SeriesException($"The series of row {Place(entries[0].Number)} has {length} steps of {clock}, more than a series may have; declare a longer Step");
        var (values, rows, has) = (new double[length], new TRow[length], new bool[length]);
        long before = -1;
        foreach (Entry entry in entries)
        {
            long step = StepOf(entry, clock) - start;
            if (step == before)
                throw new SeriesException($"Row {Place(entry.Number)} is of the same series and time, {clock.Said(entry.Time)}, as a row before; a step has one value: add them up, or mark what tells the series apart [Group]");
            if (step > before + 1)
            {
                if (gaps == Gaps.Error)
                    throw new SeriesException($"{step - before - 1} {(step - before == 2 ? "step" : "steps")} of {clock} before row {Place(entry.Number)}, at {clock.Said(entry.Time)}, {(step - before == 2 ? "has" : "have")} no row; declare [Series(Gaps = Gaps.Zero)] where no row means 0, or Gaps.Interpolate");
                filled += step - before - 1;
            }
            (values[step], rows[step], has[step]) = (TRow.LabelOf(entry.Row), entry.Row, true);
            // A float, as the values beside it are: so an exported graph is given the same history.
            for (long gap = before + 1; gap < step && gaps == Gaps.Interpolate; gap++)
                values[gap] = (float)(values[before] + ((values[step] - values[before]) * (gap - before) / (step - before)));
            before = step;
        }
        filled += length - before - 1;
        return new Series(key, start, values, rows, has, entries[^1].Row, entries[^1].Number, CovariateValues.Of(covariates, rows, has, PlaceOf));

        string PlaceOf(int step)
        {
            Entry entry = entries.Find(entry => StepOf(entry, clock) == start + step);
            return $"row {Place(entry.Number)}, at {clock.Said(entry.Time)}";
        }
    }

    /// <summary>The time of a row's step, of the clock of forecasts.</summary>
    /// <exception cref="SeriesException">The value is no finite number, or the time lies between steps.</exception>
    public static DateTime StepTimeOf(TRow row, long number, StepClock clock) =>
        float.IsFinite(TRow.LabelOf(row)) ? clock.TimeOf(StepOf(new Entry(TimeOf(row, clock.Zone), number, row), clock)) : throw NotFinite(TRow.LabelOf(row), number);

    private static SeriesException NotFinite(float value, long number) =>
        new($"The value of row {Place(number)} is {value.ToString(CultureInfo.InvariantCulture)}, and a series is of finite numbers; leave the row out and choose a policy for Gaps, or mend it");

    private static long TimeOf(TRow row, ZoneDays? zone) => zone?.Shows(TRow.EventTimeOf(row)) ?? TRow.EventTimeOf(row);

    private static long StepOf(Entry entry, StepClock clock) => clock.At(entry.Time)
        ?? throw new SeriesException($"Row {Place(entry.Number)} is at {clock.Said(entry.Time)}, between steps of {clock}; round its time, or declare another [Series(Step = …)]");

    private static string Place(long number) => (number + 1).ToString(CultureInfo.InvariantCulture);

    private readonly record struct Entry(long Time, long Number, TRow Row);

    private sealed record Series(ulong Key, long Start, double[] Values, TRow[] Rows, bool[] Has, TRow Last, long LastNumber, CovariateValues[] Covariates);
}
