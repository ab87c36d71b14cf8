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
internal sealed class LargestNull(ComponentDependence dependence, double[][]? days, IReadOnlyList<NullVariance> variances)
{
    // Multiplications of one threshold at most, of which a processor does some billions a second; and those that a draw of a component and its evidence are worth.
    private const double MostSteps = 5e10, StepsOfDraw = 100;

    /// <summary>As many of the wanted weeks as may be drawn for one threshold; one over the rate at least.</summary>
    /// <param name="dependence">How components vary together.</param>
    /// <param name="blocks">The blocks of the reference's time.</param>
    /// <param name="options">The weeks that are wanted, and how many windows each has.</param>
    public static int Weeks(ComponentDependence dependence, int blocks, AlarmOptions options)
    {
        double ofWindow = dependence.Steps + (dependence.Components * (StepsOfDraw + blocks)), ofWeek = Math.Max(1, ofWindow) * (options.WindowsPerWeek + 1);
        return (int)Math.Min(options.Draws, Math.Max(Math.Ceiling(1 / options.WeeklyRate), MostSteps / ofWeek));
    }

    /// <summary>What the largest evidence of a week's windows exceeds in one share of weeks.</summary>
    /// <param name="windows">The windows of a week.</param>
    /// <param name="rate">The share, above 0 and below 1.</param>
    /// <param name="weeks">How many are drawn, so many that <paramref name="rate"/> of them are one at least.</param>
    /// <param name="seed">Where the draws come from.</param>
    public double Threshold(int windows, double rate, int weeks, ulong seed)
    {
        var largest = new double[weeks];
        for (int week = 0; week < weeks; week++) largest[week] = Week(windows, EvaluationRandom.Stream(seed, week));
        Array.Sort(largest);

        // Of weeks + 1 weeks that are alike, the one that is observed is above this place in no more than the rate.
        int place = (int)Math.Ceiling((weeks + 1) * (1 - rate)) - 1;
        return largest[Math.Min(place, weeks - 1)];
    }

    private double Week(int windows, ulong stream)
    {
        int count = dependence.Components;
        double[] draws = new double[count], common = new double[count], own = new double[count], known = new double[count];
        double[] commonDay = new double[count], day = new double[count], next = new double[count];
        double[] weights = days is null ? [] : new double[days.Length], room = new double[count];
        int use = 0;
        Rows(common);
        Days(commonDay);
        Normal.Draw(Next(), known);
        double largest = 0;
        for (int window = 0; window < windows; window++)
        {
            Rows(own);
            Days(next);
            for (int i = 0; i < count; i++)
            {
                NullVariance variance = variances[i];
                day[i] = window == 0 ? next[i] : (variance.Following * day[i]) + (Math.Sqrt(1 - (variance.Following * variance.Following)) * next[i]);
                double whole = variance.Rows + variance.Block + variance.ReferenceRows + variance.ReferenceBlocks;
                double difference = (Math.Sqrt(variance.Rows) * own[i]) + (Math.Sqrt(variance.Block) * day[i])
                    - (Math.Sqrt(variance.ReferenceRows) * common[i]) - (Math.Sqrt(variance.ReferenceBlocks) * commonDay[i]);
                double z = StudentScore.Of(difference / Math.Sqrt(whole * StudentScore.Variance(known[i], variance.Degrees)), variance.Degrees);

                // The evidence rises with z, so that it is asked for where it may be the largest alone.
                if (z * z / 2 > largest - 3 - Math.Log(variance.Weight)) largest = Math.Max(largest, Normal.Evidence(z) + Math.Log(variance.Weight));
            }
        }
        return largest;

        ulong Next() => EvaluationRandom.Stream(stream, use++);

        void Rows(double[] mixed)
        {
            Normal.Draw(Next(), draws);
            dependence.Mix(draws, mixed, room);
        }

        // A sum of the reference's own days by random weights varies as they do.
        void Days(double[] mixed)
        {
            if (days is null) return;
            Array.Clear(mixed);
            Normal.Draw(Next(), weights);
            for (int block = 0; block < days.Length; block++) ComponentDependence.AddScaled(days[block], weights[block], mixed);
        }
    }
}
