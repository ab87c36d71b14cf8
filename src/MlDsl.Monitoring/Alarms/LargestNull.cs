using MlDsl.Training;

namespace MlDsl.Monitoring;

/// <summary>How one component's difference between a window and the reference varies where nothing changed.</summary>
/// <param name="Rows">What drawing the window's rows adds to its variance.</param>
/// <param name="Block">What the window's days add.</param>
/// <param name="ReferenceRows">What drawing the reference's rows adds, to all windows alike.</param>
/// <param name="ReferenceBlocks">What the reference's days add, to all windows alike.</param>
/// <param name="Degrees">The degrees of freedom with which the sum of them is known.</param>
/// <param name="Following">How days of windows that follow each other correlate.</param>
/// <param name="Weight">The component's share of the budget.</param>
internal readonly record struct NullVariance(
    double Rows, double Block, double ReferenceRows, double ReferenceBlocks, double Degrees, double Following, double Weight);

/// <summary>
/// The null distribution of the largest evidence of a week: weeks are drawn whose windows share one finite reference and whose components vary together as the reference's rows and days
/// do. A function of its arguments alone, to the bit.
/// </summary>
/// <param name="dependence">How components vary together by rows.</param>
/// <param name="days">The reference's own days; null where rows alone vary.</param>
/// <param name="sizes">How each component varies, for each size of windows that is asked about: all of them are of the same draws.</param>
internal sealed class LargestNull(ComponentDependence dependence, double[][]? days, IReadOnlyList<NullVariance[]> sizes)
{
    // Multiplications of one threshold at most, of which a processor does some billions a second; and those that a draw of a component and its evidence are worth.
    private const double MostSteps = 5e10, StepsOfDraw = 100;

    private readonly NullScales[] scales = [.. sizes.Select(static variances => new NullScales(variances))];

    /// <summary>As many of the wanted weeks as may be drawn for one threshold; one over the rate at least.</summary>
    /// <param name="dependence">How components vary together.</param>
    /// <param name="blocks">The blocks of the reference's time.</param>
    /// <param name="options">The weeks that are wanted, and how many windows each has.</param>
    public static int Weeks(ComponentDependence dependence, int blocks, AlarmOptions options)
    {
        double ofWindow = dependence.Steps + (dependence.Components * (StepsOfDraw + blocks)), ofWeek = Math.Max(1, ofWindow) * (options.WindowsPerWeek + 1);
        return (int)Math.Min(options.Draws, Math.Max(Math.Ceiling(1 / options.WeeklyRate), MostSteps / ofWeek));
    }

    /// <summary>What the largest evidence of a week's windows exceeds in one share of weeks, for each size.</summary>
    /// <param name="windows">The windows of a week.</param>
    /// <param name="rate">The share, above 0 and below 1.</param>
    /// <param name="weeks">How many are drawn, so many that <paramref name="rate"/> of them are one at least.</param>
    /// <param name="seed">Where the draws come from.</param>
    public double[] Thresholds(int windows, double rate, int weeks, ulong seed)
    {
        double[][] largest = [.. scales.Select(_ => new double[weeks])];
        var draws = new WeekDraws(dependence, days, windows);
        for (int week = 0; week < weeks; week++)
        {
            draws.Draw(EvaluationRandom.Stream(seed, week));
            for (int size = 0; size < scales.Length; size++) largest[size][week] = scales[size].Largest(draws);
        }

        // Of weeks + 1 weeks that are alike, the one that is observed is above this place in no more than the rate.
        int place = (int)Math.Ceiling((weeks + 1) * (1 - rate)) - 1;
        foreach (double[] each in largest) Array.Sort(each);
        return [.. largest.Select(each => each[Math.Min(place, weeks - 1)])];
    }
}

/// <summary>What components' variances are multiplied by draws with.</summary>
internal sealed class NullScales
{
    private readonly NullVariance[] variances;
    private readonly double[] rows, blocks, referenceRows, referenceBlocks, fresh, whole, weights, deviations, day;

    public NullScales(NullVariance[] variances)
    {
        this.variances = variances;
        rows = Array.ConvertAll(variances, static v => Math.Sqrt(v.Rows));
        blocks = Array.ConvertAll(variances, static v => Math.Sqrt(v.Block));
        referenceRows = Array.ConvertAll(variances, static v => Math.Sqrt(v.ReferenceRows));
        referenceBlocks = Array.ConvertAll(variances, static v => Math.Sqrt(v.ReferenceBlocks));
        fresh = Array.ConvertAll(variances, static v => Math.Sqrt(1 - (v.Following * v.Following)));
        whole = Array.ConvertAll(variances, static v => v.Rows + v.Block + v.ReferenceRows + v.ReferenceBlocks);
        weights = Array.ConvertAll(variances, static v => Math.Log(v.Weight));
        (deviations, day) = (new double[variances.Length], new double[variances.Length]);
    }

    /// <summary>The largest evidence of a week's windows.</summary>
    public double Largest(WeekDraws draws)
    {
        for (int i = 0; i < variances.Length; i++) deviations[i] = Math.Sqrt(whole[i] * StudentScore.Variance(draws.Known[i], variances[i].Degrees));
        ReadOnlySpan<double> common = draws.Rows(0), commonDay = draws.Days(0);
        double largest = 0;
        for (int window = 1; window <= draws.Windows; window++)
        {
            ReadOnlySpan<double> own = draws.Rows(window), next = draws.Days(window);
            for (int i = 0; i < variances.Length; i++)
            {
                day[i] = window == 1 ? next[i] : (variances[i].Following * day[i]) + (fresh[i] * next[i]);
                double difference = (rows[i] * own[i]) + (blocks[i] * day[i]) - (referenceRows[i] * common[i]) - (referenceBlocks[i] * commonDay[i]);
                double z = StudentScore.Of(difference / deviations[i], variances[i].Degrees);

                // The evidence rises with z, so that it is asked for where it may be the largest alone.
                if (z * z / 2 > largest - 3 - weights[i]) largest = Math.Max(largest, Normal.Evidence(z) + weights[i]);
            }
        }
        return largest;
    }
}

/// <summary>The draws of a week: what the reference has by chance, which all windows share, at 0, then that of each window.</summary>
internal sealed class WeekDraws(ComponentDependence dependence, double[][]? days, int windows)
{
    private readonly int count = dependence.Components;
    private readonly double[] draws = new double[(windows + 1) * dependence.Components];
    private readonly double[] rows = new double[(windows + 1) * dependence.Components];
    private readonly double[] room = new double[(windows + 1) * dependence.Components];
    private readonly double[] byDay = new double[(windows + 1) * dependence.Components];
    private readonly double[] weights = days is null ? [] : new double[days.Length];

    public int Windows => windows;

    /// <summary>How far off the variance of each component is known.</summary>
    public double[] Known { get; } = new double[dependence.Components];

    public ReadOnlySpan<double> Rows(int window) => rows.AsSpan(window * count, count);

    public ReadOnlySpan<double> Days(int window) => byDay.AsSpan(window * count, count);

    public void Draw(ulong stream)
    {
        int use = 0;
        for (int window = 0; window <= windows; window++)
        {
            Normal.Draw(Next(), draws.AsSpan(window * count, count));
            DrawDays(window);
            if (window == 0) Normal.Draw(Next(), Known);
        }
        dependence.Mix(draws, rows, room);

        ulong Next() => EvaluationRandom.Stream(stream, use++);

        // A sum of the reference's own days by random weights varies as they do.
        void DrawDays(int window)
        {
            if (days is null) return;
            Span<double> mixed = byDay.AsSpan(window * count, count);
            mixed.Clear();
            Normal.Draw(Next(), weights);
            for (int block = 0; block < days.Length; block++) ComponentDependence.AddScaled(days[block], weights[block], mixed);
        }
    }
}
