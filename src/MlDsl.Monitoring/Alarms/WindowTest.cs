namespace MlDsl.Monitoring;

/// <summary>
/// One window against the reference: the evidence of each component, and what the largest of a week must exceed. Thresholds are drawn for window sizes of powers of two and
/// taken between them, and each is drawn once.
/// </summary>
internal sealed class WindowTest
{
    private readonly AlarmOptions options;
    private readonly ShiftComponent[] components;
    private readonly long[][] cells;
    private readonly BlockMeans? blocks;
    private readonly ComponentDependence dependence;
    private readonly int[] varying;
    private readonly double[] rows;

    // What of a window's rows a column has: all, but one of a group.
    private readonly double[] parts;
    private readonly Dictionary<(int Power, int Blocks), double> thresholds = [];

    public WindowTest(ReferenceProfile reference, ShiftComponent[] components, BlockMeans? blocks, AlarmOptions options)
    {
        (this.options, this.components, this.blocks) = (options, components, blocks);
        cells = [.. reference.Columns.Concat(reference.Scores).Select(static column => column.ToCells())];
        rows = [.. cells.Select(static counts => (double)counts.Sum())];
        parts = [.. rows.Select((count, column) => column < reference.Columns.Length ? Math.Min(1, count / reference.Rows) : 1)];
        varying = [.. Enumerable.Range(0, components.Length).Where(i => components[i].Varies)];
        dependence = ComponentDependence.Of(reference, [.. varying.Select(i => components[i])]);
        Draws = LargestNull.Weeks(dependence, blocks is null ? 0 : reference.Blocks.Length, options);
    }

    /// <summary>The weeks that are drawn for a threshold.</summary>
    public int Draws { get; }

    /// <summary>The evidence of each component: the negative logarithm of its probability times its share of the budget.</summary>
    public double[] Evidence(ProfileWindow window)
    {
        var evidence = new double[components.Length];
        for (int i = 0; i < components.Length; i++)
        {
            ShiftComponent component = components[i];
            ReadOnlySpan<long> seen = window.Cells(component.Column).AsSpan();
            double seenRows = 0;
            foreach (long count in seen) seenRows += count;
            if (seenRows == 0 || rows[component.Column] == 0 || !component.IsSeenIn(window.To - window.From)) continue;
            BlockVariance days = Days(i, window.To - window.From, seenRows);
            double explained = component.Explained(seen) + days.Mean - Bent(component, seen, days, 1 / seenRows);
            double z = SignedRoot.Of(component.Scores, cells[component.Column], seen, days.Between + days.OfReference, component.IsCount, explained, component.Noise);
            evidence[i] = Normal.Evidence(StudentScore.Of(z, days.Degrees)) + Math.Log(component.Weight);
        }
        return evidence;
    }

    /// <summary>What the largest evidence of a week's windows of this size exceeds in <see cref="AlarmOptions.WeeklyRate"/> of weeks.</summary>
    public double Threshold(ProfileWindow window)
    {
        int covered = blocks?.Blocks(window.To - window.From) ?? 1;
        double power = Math.Log2(Math.Max(1, window.Rows));
        int below = (int)power;
        double part = power - below;
        Draw(covered, part < 1e-9 ? [below] : [below, below + 1]);
        double first = thresholds[(below, covered)];
        return part < 1e-9 ? first : first + (part * (thresholds[(below + 1, covered)] - first));
    }

    // Sizes that are not there yet are of the same draws, which take the time.
    private void Draw(int covered, int[] powers)
    {
        int[] fresh = [.. powers.Where(power => !thresholds.ContainsKey((power, covered)))];
        if (fresh.Length == 0) return;
        double[] drawn = [.. fresh.Select(_ => -Math.Log(options.WeeklyRate / options.WindowsPerWeek))];
        if (varying.Length > 0)
        {
            double[][]? deviations = blocks?.Deviations(covered).Select(group => Array.ConvertAll(varying, i => group[i])).ToArray();
            drawn = new LargestNull(dependence, deviations, [.. fresh.Select(power => Variances(power, covered))]).Thresholds(options.WindowsPerWeek, options.WeeklyRate, Draws, options.Seed);
        }
        for (int i = 0; i < fresh.Length; i++) thresholds[(fresh[i], covered)] = drawn[i];
    }

    // How much further off a window is by its shift than by its mean, of that part of the mean which comes of days that vary and not of the drawing of rows.
    private static double Bent(ShiftComponent component, ReadOnlySpan<long> seen, BlockVariance days, double ofRows)
    {
        if (component.Curve is not { } curve || days.Between <= 0) return 0;
        double ofDays = component.Mean(seen) * days.Between / (days.Between + ofRows);
        return curve.Straight(ofDays) - ofDays;
    }

    private NullVariance[] Variances(int power, int covered)
    {
        var variances = new NullVariance[varying.Length];
        for (int i = 0; i < varying.Length; i++)
        {
            ShiftComponent component = components[varying[i]];
            double size = Math.Pow(2, power) * parts[component.Column];
            BlockVariance days = blocks is null ? BlockVariance.None : blocks.Of(varying[i], covered, size);
            variances[i] = new NullVariance(
                1 / size, days.Between, (1 / rows[component.Column]) + component.NoiseVariance, days.OfReference, days.Degrees, days.Following, component.Weight);
        }
        return variances;
    }

    private BlockVariance Days(int component, TimeSpan span, double windowRows) =>
        blocks is null ? BlockVariance.None : blocks.Of(component, blocks.Blocks(span), windowRows);
}
