namespace MlDsl.Training;

/// <summary>What is remembered of one series: the level, a number for each step of the season, the spread, two sums. Its memory does not grow.</summary>
internal sealed class SeriesState
{
    // What a step of the season takes on of what is new at least.
    private const double SeasonShare = 0.1;

    // What a median of normal values knows of the level, of what their mean does.
    private const double OfMedian = 0.64;

    private const int FewestValues = 20;

    // The errors by which the beginning of a change is told; one that is told later began when its sum did.
    private const int MostRecent = 32;

    private readonly Queue<(long Step, double Error, double Clipped)> recent = new(MostRecent);
    private readonly double[] season;
    private readonly int[] seen;
    // The values of the seasons before anything is said; null once it is.
    private List<(int Phase, double Value)>? first;
    private double level;
    // How many values the level is known by.
    private double known;
    private SeriesSpread spread;
    private CumulativeSum up, down;

    public SeriesState(int season)
    {
        (this.season, seen) = (new double[season], new int[season]);
        first = [];
    }

    private SeriesState(SeriesState other)
    {
        (season, seen, first, recent) = ([.. other.season], [.. other.seen], other.first is null ? null : [.. other.first], new(other.recent));
        (level, known, spread, up, down, Last) = (other.level, other.known, other.spread, other.up, other.down, other.Last);
    }

    /// <summary>More bytes than a state has in a file.</summary>
    public static long MostBytes(SeriesDetectorOptions options) => 1024 + (12L * (FirstOf(options.WarmUp, options.Season) + options.Season)) + (24L * MostRecent);

    /// <summary>The same state, which goes on by itself.</summary>
    public SeriesState Copy() => new(this);

    /// <summary>The step of the last value.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>Takes in a value.</summary>
    /// <param name="step">Its step, after the last one.</param>
    /// <param name="value">Finite, or NaN where it is missing.</param>
    /// <param name="rules">When what is told.</param>
    public SeriesVerdict Add(long step, double value, SeriesRules rules)
    {
        Last = step;
        if (double.IsNaN(value)) return first is null ? SeriesVerdict.None with { Expected = level + season[PhaseOf(step)] } : SeriesVerdict.None;
        int phase = PhaseOf(step);
        if (first is not null)
        {
            first.Add((phase, value));
            if (first.Count >= FirstOf(rules.WarmUp, season.Length)) Begin();
            return SeriesVerdict.None;
        }
        if (seen[phase] == 0)
        {
            // A step of the season that no value was at so far.
            (season[phase], seen[phase]) = (value - level, 1);
            return SeriesVerdict.None;
        }
        double expected = level + season[phase], error = value - expected, deviation = spread.Deviation(error), limit = spread.Limit(rules);
        // In the sums as well a deviation counts for less while the spread is known by few values.
        double counted = Math.Clamp(deviation * rules.Certain / limit, -SeriesSpread.Most, SeriesSpread.Most);
        if (recent.Count == MostRecent) recent.Dequeue();
        recent.Enqueue((step, error, counted));
        up.Add(counted, error, step);
        down.Add(-counted, error, step);
        SeriesVerdict said = new(expected, deviation, Math.Abs(deviation) > limit, false, 0, 0);
        if (up.Value > rules.Change || down.Value > rules.Change) said = Changed(said, up.Value > rules.Change ? up : down);
        else Learn(phase, spread.Learn(error), rules.LevelShare);
        return said;
    }

    public void Write(BinaryWriter file)
    {
        file.Write(Last);
        file.Write(first is null ? -1 : first.Count);
        foreach (var (phase, value) in first ?? [])
        {
            file.Write(phase);
            file.Write(value);
        }
        file.Write(level);
        file.Write(known);
        file.Write(spread.Variance);
        file.Write(spread.Least);
        file.Write(spread.Known);
        file.Write(spread.Odd);
        foreach (double offset in season) file.Write(offset);
        foreach (int count in seen) file.Write(count);
        Write(file, up);
        Write(file, down);
        file.Write(recent.Count);
        foreach (var (step, error, clipped) in recent)
        {
            file.Write(step);
            file.Write(error);
            file.Write(clipped);
        }
    }

    /// <exception cref="FormatException">The bytes are no state.</exception>
    public static SeriesState Read(BinaryReader file, SeriesDetectorOptions options)
    {
        int season = options.Season, mostFirst = FirstOf(options.WarmUp, season);
        var state = new SeriesState(season) { Last = file.ReadInt64() };
        int count = file.ReadInt32();
        if (count < -1 || count > mostFirst) throw new FormatException($"a series warms up by {count} values");
        if (count < 0) state.first = null;
        for (int i = 0; i < count; i++) state.first!.Add((Within(file.ReadInt32(), season - 1), Finite(file.ReadDouble())));
        state.level = Finite(file.ReadDouble());
        state.known = NotBelow(file.ReadDouble(), 0);
        state.spread = new SeriesSpread { Variance = NotBelow(file.ReadDouble(), 0), Least = NotBelow(file.ReadDouble(), 0), Known = NotBelow(file.ReadDouble(), count < 0 ? 1 : 0), Odd = NotBelow(file.ReadDouble(), 0) };
        for (int i = 0; i < season; i++) state.season[i] = Finite(file.ReadDouble());
        for (int i = 0; i < season; i++) state.seen[i] = Within(file.ReadInt32(), int.MaxValue);
        (state.up, state.down) = (ReadSum(file), ReadSum(file));
        for (int left = Within(file.ReadInt32(), MostRecent); left > 0; left--) state.recent.Enqueue((file.ReadInt64(), Finite(file.ReadDouble()), Finite(file.ReadDouble())));
        return state;
    }

    private SeriesVerdict Changed(SeriesVerdict said, CumulativeSum sum)
    {
        var (since, shift, count) = sum.Count > recent.Count ? (sum.Since, sum.Errors / sum.Count, sum.Count) : Began();
        level += shift;
        known = count;
        (up, down) = (default, default);
        recent.Clear();
        return said with { IsChange = true, ChangedAt = since, Shift = shift };
    }

    // From where on the mean of deviations is most likely another: the largest squared sum over their number.
    private (long Since, double Shift, long Count) Began()
    {
        double sum = 0, errors = 0, best = -1, shift = 0;
        long count = 0, since = 0, most = 0;
        foreach (var (step, error, clipped) in recent.Reverse())
        {
            sum += clipped;
            errors += error;
            count++;
            if (sum * sum / count <= best) continue;
            (best, since, shift, most) = (sum * sum / count, step, errors / count, count);
        }
        return (since, shift, most);
    }

    // The means of the values so far, until as much is known as the shares keep.
    private void Learn(int phase, double error, double levelShare)
    {
        double taken = Math.Max(levelShare, 1 / (known + 1)) * error;
        level += taken;
        known++;
        seen[phase]++;
        if (season.Length > 1) season[phase] += Math.Max(SeasonShare, 1.0 / (seen[phase] + 1)) * (error - taken);
    }

    // Medians, so that spikes among the first values do no harm.
    private void Begin()
    {
        level = Median([.. first!.Select(static f => f.Value)]);
        known = OfMedian * first!.Count;
        List<double> errors = [], steps = [];
        foreach (var values in first.ToLookup(static f => f.Phase, static f => f.Value))
        {
            double[] own = [.. values];
            if (season.Length > 1)
            {
                for (int i = 1; i < own.Length; i++) steps.Add(own[i] - own[i - 1]);
                season[values.Key] = Median([.. own]) - level;
            }
            seen[values.Key] = own.Length;
            foreach (double value in own) errors.Add(value - level - season[values.Key]);
        }
        spread = SeriesSpread.Of([.. errors], [.. steps], (double)errors.Count / seen.Count(static s => s > 0));
        first = null;
    }

    private static int FirstOf(int warmUp, int season) => Math.Max(FewestValues, warmUp * season);

    private int PhaseOf(long step) => (int)(((step % season.Length) + season.Length) % season.Length);

    /// <summary>The median; sorts the values.</summary>
    internal static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : values[middle - 1] + ((values[middle] - values[middle - 1]) / 2);
    }

    private static void Write(BinaryWriter file, CumulativeSum sum)
    {
        file.Write(sum.Value);
        file.Write(sum.Errors);
        file.Write(sum.Count);
        file.Write(sum.Since);
    }

    private static CumulativeSum ReadSum(BinaryReader file) =>
        new() { Value = Finite(file.ReadDouble()), Errors = Finite(file.ReadDouble()), Count = file.ReadInt64(), Since = file.ReadInt64() };

    private static double Finite(double value) => double.IsFinite(value) ? value : throw new FormatException("a number is not finite");

    private static double NotBelow(double value, double least) => Finite(value) >= least ? value : throw new FormatException($"{value} is below {least}");

    private static int Within(int value, int most) => value >= 0 && value <= most ? value : throw new FormatException($"{value} is not from 0 to {most}");
}
