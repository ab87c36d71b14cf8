using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>Every metric of forecasts: measured once for each series, of which a resample draws.</summary>
internal sealed class ForecastMeasurement : IMeasurement<ForecastMeasurement.Term, ForecastMeasurement.Sums>
{
    private const int Mase = 0, Smape = 1, NaiveMase = 2, NaiveSmape = 3, Msis = 4, Covered = 5, Values = 6, Pinball = 7, Size = 8, Scaled = 9, Series = 10, Parts = 11;

    // Fewer series say nothing of others.
    private const int FewestResampled = 10;

    private readonly List<double[]> series = [];
    private readonly QuantileLevels levels;

    public ForecastMeasurement(QuantileLevels levels) => this.levels = levels;

    public int Places => series.Count;

    public int Metrics => 6;

    public bool CanResample => series.Count >= FewestResampled;

    /// <summary>The number of values that were forecast.</summary>
    public int Rows { get; private set; }

    /// <summary>The number of series without a scale.</summary>
    public int Unscaled { get; private set; }

    /// <summary>The number of values that were not forecast.</summary>
    public int Skipped { get; private set; }

    /// <summary>Counts values that were not forecast.</summary>
    public void Skip(int values) => Skipped += values;

    /// <summary>Begins a series.</summary>
    public void Begin() => series.Add(new double[Parts]);

    /// <summary>Takes the steps behind one origin of the series that was begun last.</summary>
    /// <param name="scale">The scale of its errors; NaN or 0 where it has none.</param>
    /// <param name="actual">What happened; NaN where nobody knows.</param>
    /// <param name="naive">What Naïve 2 says.</param>
    /// <param name="points">What is forecast.</param>
    /// <param name="quantiles">Its quantiles, step by step as many as there are levels.</param>
    public void Add(double scale, ReadOnlySpan<double> actual, ReadOnlySpan<double> naive, ReadOnlySpan<double> points, ReadOnlySpan<double> quantiles)
    {
        double[] sums = series[^1];
        double alpha = 1 - levels.Interval;
        bool isScaled = scale > 0;
        int counted = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double y = actual[i];
            if (double.IsNaN(y)) continue;
            counted++;
            ReadOnlySpan<double> own = quantiles.Slice(i * levels.Count, levels.Count);
            double low = own[levels.Low], high = own[levels.High];
            sums[Smape] += Symmetric(y, points[i]);
            sums[NaiveSmape] += Symmetric(y, naive[i]);
            if (isScaled)
            {
                sums[Mase] += Math.Abs(y - points[i]) / scale;
                sums[NaiveMase] += Math.Abs(y - naive[i]) / scale;
                sums[Msis] += (high - low + (2 / alpha * (Math.Max(0, low - y) + Math.Max(0, y - high)))) / scale;
            }
            sums[Covered] += y >= low && y <= high ? 1 : 0;
            foreach (int place in levels.Deciles)
            {
                double level = levels[place], error = y - own[place];
                sums[Pinball] += Math.Max(level * error, (level - 1) * error) * 2 / levels.Deciles.Length;
            }
            sums[Size] += Math.Abs(y);
        }
        sums[Values] += counted;
        sums[Scaled] = isScaled ? 1 : 0;
        Rows += counted;
    }

    /// <summary>Ends the series that was begun last: its sums become means.</summary>
    public void End()
    {
        double[] sums = series[^1];
        if (sums[Values] == 0)
        {
            series.RemoveAt(series.Count - 1);
            return;
        }
        foreach (int part in (int[])[Mase, Smape, NaiveMase, NaiveSmape, Msis]) sums[part] /= sums[Values];
        sums[Series] = 1;
        if (sums[Scaled] == 0) Unscaled++;
    }

    /// <summary>The metrics of all that was taken.</summary>
    public ForecastMetrics Finish(EvaluationOptions options, ForecastMetrics? baseline)
    {
        if (series.Count == 0) throw new EvaluationException("There are no values to compare forecasts with");
        Metric[] metrics = Bootstrap.Run(this, options);
        return new ForecastMetrics
        {
            Rows = Rows,
            Series = series.Count,
            Unscaled = Unscaled,
            Skipped = Skipped,
            Level = options.PrintedLevel,
            IntervalLevel = levels.Interval,
            Mase = metrics[0],
            Smape = metrics[1],
            Owa = metrics[2],
            Wql = metrics[3],
            Msis = metrics[4],
            Coverage = metrics[5],
            Baseline = baseline,
        };
    }

    public Sums NewSums() => new();

    public int Read(int from, int to, Span<Term> terms)
    {
        for (int i = from; i < to; i++) terms[i - from] = new Term(i);
        return to - from;
    }

    public void Add(ReadOnlySpan<Term> terms, in Resample resample, Sums sums)
    {
        foreach (Term term in terms)
        {
            int times = resample.Count((ulong)term.Series);
            if (times == 0) continue;
            double[] own = series[term.Series];
            for (int i = 0; i < Parts; i++) sums.Parts[i] += times * own[i];
        }
    }

    public void Finish(Sums sums, Span<double> values)
    {
        double[] s = sums.Parts;
        // 0 / 0 is NaN: what no series defines is undefined.
        values[0] = s[Mase] / s[Scaled];
        values[1] = s[Smape] / s[Series];
        values[2] = ((s[Smape] / s[NaiveSmape]) + (s[Mase] / s[NaiveMase])) / 2;
        values[3] = s[Pinball] / s[Size];
        values[4] = s[Msis] / s[Scaled];
        values[5] = s[Covered] / s[Values];
        for (int i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i])) values[i] = double.NaN;
    }

    private static double Symmetric(double y, double forecast) => Math.Abs(y) + Math.Abs(forecast) is > 0 and var size ? 200 * Math.Abs(y - forecast) / size : 0;

    internal readonly record struct Term(int Series);

    internal sealed class Sums
    {
        public double[] Parts { get; } = new double[ForecastMeasurement.Parts];
    }
}
