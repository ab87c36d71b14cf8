namespace MlDsl.Training;

/// <summary>What is remembered of one series: the level, a number for each step of the season, the spread, two sums. Its memory does not grow.</summary>
internal sealed class SeriesState
{
    // Deviations count up to this many standard deviations, so that a spike moves nothing much; of normal ones this leaves the share below of their variance.
    private const double Most = 3, Left = 0.99501;

    // What a step of the season, and the spread, take on of what is new at least.
    private const double SeasonShare = 0.1, SpreadShare = 0.01;

    private const int FewestValues = 20;

    // The errors by which the beginning of a change is told; one that is told later began when its sum did.
    private const int MostRecent = 32;

    private readonly Queue<(long Step, double Error, double Clipped)> recent = new(MostRecent);
    private readonly double[] season;
    private readonly int[] seen;
    // The values of the seasons before anything is said; null once it is.
    private List<(int Phase, double Value)>? first;
    private double level, variance;
    private CumulativeSum up, down;

    public SeriesState(int season)
    {
        (this.season, seen) = (new double[season], new int[season]);
        first = [];
    }

    /// <summary>The step of the last value.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>Takes in a value.</summary>
    /// <param name="step">Its step, after the last one.</param>
    /// <param name="value">Finite, or NaN where it is missing.</param>
    /// <param name="rules">When what is told.</param>
    public SeriesVerdict Add(long step, double value, in SeriesRules rules)
    {
        Last = step;
        if (double.IsNaN(value)) return first is null ? SeriesVerdict.None with { Expected = level + season[PhaseOf(step)] } : SeriesVerdict.None;
        int phase = PhaseOf(step);
        if (first is not null)
        {
            first.Add((phase, value));
            if (first.Count >= Math.Max(FewestValues, rules.WarmUp * season.Length)) Begin();
            return SeriesVerdict.None;
        }
        double expected = level + season[phase], error = value - expected, deviation = Deviation(error);
        bool isSpike = Math.Abs(deviation) > rules.Spike;
        double clipped = Math.Clamp(deviation, -Most, Most);
        if (recent.Count == MostRecent) recent.Dequeue();
        recent.Enqueue((step, error, clipped));
        up.Add(clipped, error, step);
        down.Add(-clipped, error, step);
        SeriesVerdict said = new(expected, deviation, isSpike, false, 0, 0);
        if (up.Value > rules.Change || down.Value > rules.Change) said = Changed(said, up.Value > rules.Change ? up : down);
        else Learn(phase, variance > 0 ? clipped * Math.Sqrt(variance) : error, rules.LevelShare);
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
        file.Write(variance);
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
    public static SeriesState Read(BinaryReader file, int season, int mostFirst)
    {
        var state = new SeriesState(season) { Last = file.ReadInt64() };
        int count = file.ReadInt32();
        if (count < -1 || count > mostFirst) throw new FormatException($"a series warms up by {count} values");
        if (count < 0) state.first = null;
        for (int i = 0; i < count; i++) state.first!.Add((Within(file.ReadInt32(), season - 1), Finite(file.ReadDouble())));
        state.level = Finite(file.ReadDouble());
        state.variance = Finite(file.ReadDouble());
        for (int i = 0; i < season; i++) state.season[i] = Finite(file.ReadDouble());
        for (int i = 0; i < season; i++) state.seen[i] = Within(file.ReadInt32(), int.MaxValue);
        (state.up, state.down) = (ReadSum(file), ReadSum(file));
        for (int left = Within(file.ReadInt32(), MostRecent); left > 0; left--) state.recent.Enqueue((file.ReadInt64(), Finite(file.ReadDouble()), Finite(file.ReadDouble())));
        return state.variance >= 0 ? state : throw new FormatException("a spread is negative");
    }

    // A constant series has no spread: what is off it at all is as far off as can be said.
    private double Deviation(double error) => error == 0 ? 0 : variance > 0 ? error / Math.Sqrt(variance) : error > 0 ? double.PositiveInfinity : double.NegativeInfinity;

    private SeriesVerdict Changed(SeriesVerdict said, CumulativeSum sum)
    {
        var (since, shift) = sum.Count > recent.Count ? (sum.Since, sum.Errors / sum.Count) : Began();
        level += shift;
        (up, down) = (default, default);
        recent.Clear();
        return said with { IsChange = true, ChangedAt = since, Shift = shift };
    }

    // From where on the mean of deviations is most likely another: the largest squared sum over their number.
    private (long Since, double Shift) Began()
    {
        double sum = 0, errors = 0, best = -1, shift = 0;
        int count = 0;
        long since = 0;
        foreach (var (step, error, clipped) in recent.Reverse())
        {
            sum += clipped;
            errors += error;
            count++;
            if (sum * sum / count <= best) continue;
            (best, since, shift) = (sum * sum / count, step, errors / count);
        }
        return (since, shift);
    }

    private void Learn(int phase, double error, double levelShare)
    {
        level += levelShare * error;
        seen[phase]++;
        // The mean of the values so far, until as much is known as the share keeps.
        if (season.Length > 1) season[phase] += Math.Max(SeasonShare, 1.0 / (seen[phase] + 1)) * (error - (levelShare * error));
        variance += SpreadShare * ((error * error / Left) - variance);
    }

    // Medians, so that spikes among the first values do no harm.
    private void Begin()
    {
        level = Median([.. first!.Select(static f => f.Value)]);
        for (int i = 0; i < season.Length; i++)
        {
            double[] own = [.. first!.Where(f => f.Phase == i).Select(static f => f.Value)];
            (season[i], seen[i]) = (own.Length == 0 || season.Length == 1 ? 0 : Median(own) - level, own.Length);
        }
        double spread = 1.4826 * Median([.. first!.Select(f => Math.Abs(f.Value - level - season[f.Phase]))]);
        // Of few values a step the medians lie close to them, and the next value is as far off again.
        double each = season.Length == 1 ? first!.Count : (double)first!.Count / season.Length;
        variance = spread * spread * (each + 1) / Math.Max(each - 1, 1);
        first = null;
    }

    private int PhaseOf(long step) => (int)(((step % season.Length) + season.Length) % season.Length);

    private static double Median(double[] values)
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

    private static int Within(int value, int most) => value >= 0 && value <= most ? value : throw new FormatException($"{value} is not from 0 to {most}");
}
