using MlDsl.Training;

namespace MlDsl.Monitoring.Forecasts;

/// <summary>The metrics of all steps and of each: measured once for each unit, series or stretches of time, of which a resample draws.</summary>
/// <param name="horizon">The most steps ahead.</param>
internal sealed class StepMeasurement(int horizon) : IMeasurement<StepMeasurement.Term, StepMeasurement.Sums>
{
    /// <summary>MASE, sMAPE, coverage and bias.</summary>
    public const int PerStep = 4;

    // Sums of the four metrics, the values, and those that have a scale.
    private const int Values = 4, Scaled = 5, Parts = 6, FewestUnits = 10;

    private readonly Dictionary<ulong, int> places = [];
    private readonly List<double[]> units = [];

    public int Places => units.Count;

    public int Metrics => (horizon + 1) * PerStep;

    public bool CanResample => units.Count >= FewestUnits;

    /// <summary>The values so many steps ahead; of 0 steps all.</summary>
    public int RowsOf(int step) => (int)units.Sum(unit => unit[(step * Parts) + Values]);

    /// <summary>Takes in a value.</summary>
    public void Add(ulong unit, float value, in LoggedStep step)
    {
        if (!places.TryGetValue(unit, out int place))
        {
            places.Add(unit, place = units.Count);
            units.Add(new double[(horizon + 1) * Parts]);
        }
        double error = (double)value - step.Value, size = Math.Abs((double)value) + Math.Abs((double)step.Value);
        foreach (int group in (ReadOnlySpan<int>)[0, step.Ahead])
        {
            Span<double> sums = units[place].AsSpan(group * Parts, Parts);
            if (step.Scale > 0)
            {
                sums[0] += Math.Abs(error) / step.Scale;
                sums[3] += error / step.Scale;
                sums[Scaled]++;
            }
            sums[1] += size > 0 ? 200 * Math.Abs(error) / size : 0;
            sums[2] += value >= step.Low && value <= step.High ? 1 : 0;
            sums[Values]++;
        }
    }

    public Sums NewSums() => new(new double[(horizon + 1) * Parts]);

    public int Read(int from, int to, Span<Term> terms)
    {
        for (int i = from; i < to; i++) terms[i - from] = new Term(i);
        return to - from;
    }

    public void Add(ReadOnlySpan<Term> terms, in Resample resample, Sums sums)
    {
        foreach (Term term in terms)
        {
            int times = resample.Count((ulong)term.Unit);
            if (times == 0) continue;
            double[] own = units[term.Unit];
            for (int at = 0; at < own.Length; at += Parts)
            {
                double values = own[at + Values], scaled = own[at + Scaled];
                if (scaled > 0)
                {
                    sums.All[at] += times * own[at] / scaled;
                    sums.All[at + 3] += times * own[at + 3] / scaled;
                    sums.All[at + Scaled] += times;
                }
                if (values == 0) continue;
                sums.All[at + 1] += times * own[at + 1] / values;
                sums.All[at + 2] += times * own[at + 2] / values;
                sums.All[at + Values] += times;
            }
        }
    }

    // 0 / 0 is NaN: what no unit defines is undefined.
    public void Finish(Sums sums, Span<double> values)
    {
        for (int step = 0; step <= horizon; step++)
        {
            ReadOnlySpan<double> own = sums.All.AsSpan(step * Parts, Parts);
            values[step * PerStep] = own[0] / own[Scaled];
            values[(step * PerStep) + 1] = own[1] / own[Values];
            values[(step * PerStep) + 2] = own[2] / own[Values];
            values[(step * PerStep) + 3] = own[3] / own[Scaled];
        }
    }

    internal readonly record struct Term(int Unit);

    internal sealed record Sums(double[] All);
}
