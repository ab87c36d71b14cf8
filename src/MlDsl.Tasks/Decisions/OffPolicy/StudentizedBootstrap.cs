using MlDsl.Training;

namespace MlDsl.Tasks.Decisions;

/// <summary>Sums of which a value is the ratio: Σ numerators / Σ denominators.</summary>
/// <param name="Numerators">A number for each row.</param>
/// <param name="Denominators">The same; null for the number of rows.</param>
internal sealed record RatioTerms(double[] Numerators, double[]? Denominators = null);

/// <summary>Intervals of a ratio of sums, or of the difference of two on the same rows, for rewards without bounds.</summary>
/// <remarks>
/// The bootstrap draws the value over its own deviation (bootstrap-t: Efron and Tibshirani (1993), "An Introduction to the Bootstrap", 12.5), which tells a lopsided distribution; each
/// end is at least as far out as Student's t with the degrees of freedom that the weights leave.
/// </remarks>
internal static class StudentizedBootstrap
{
    private const double Farthest = 1e6;

    /// <summary>The value with its interval; without one where the rows have no spread, or so little that one of forty resamples has none.</summary>
    /// <param name="first">The value.</param>
    /// <param name="second">What is subtracted; null for nothing.</param>
    /// <param name="student">Student's quantile at the level.</param>
    /// <param name="options">Level, resamples and seed.</param>
    public static Metric Interval(RatioTerms first, RatioTerms? second, double student, OffPolicyOptions options)
    {
        int rows = first.Numerators.Length;
        byte[] once = new byte[rows];
        Array.Fill(once, (byte)1);
        var (value, deviation) = Of(first, second, once);
        if (!(deviation > 0)) return Metric.Point(value);
        double[] drawn = new double[options.Resamples];
        Parallel.For(0, drawn.Length, () => new byte[rows], (i, _, counts) =>
        {
            var resample = new Resample(options.Seed, i);
            for (int row = 0; row < rows; row++) counts[row] = (byte)resample.Count((ulong)row);
            var (other, spread) = Of(first, second, counts);
            // Without a spread it lies far out, and without a difference nowhere; a resample that has none of the policy's actions defines nothing.
            drawn[i] = double.IsNaN(other) || other == value ? 0 : Math.Clamp((other - value) / spread, -Farthest, Farthest);
            return counts;
        }, static _ => { });
        Metric scores = StreamDraws.Interval(0, drawn, options.Level);
        if (scores.Low <= -Farthest || scores.High >= Farthest) return Metric.Point(value);
        return new Metric(value, value - (Math.Max(scores.High, student) * deviation), value - (Math.Min(scores.Low, -student) * deviation));
    }

    // The value of drawn rows, and its standard error by their residuals.
    private static (double Value, double Deviation) Of(RatioTerms first, RatioTerms? second, byte[] counts)
    {
        long count = 0;
        double up = 0, down = 0, otherUp = 0, otherDown = 0;
        for (int row = 0; row < counts.Length; row++)
        {
            int times = counts[row];
            if (times == 0) continue;
            count += times;
            up += times * first.Numerators[row];
            down += times * (first.Denominators?[row] ?? 1);
            if (second is null) continue;
            otherUp += times * second.Numerators[row];
            otherDown += times * (second.Denominators?[row] ?? 1);
        }
        double value = up / down, other = second is null ? 0 : otherUp / otherDown, squares = 0;
        double share = count / down, otherShare = second is null ? 0 : count / otherDown;
        for (int row = 0; row < counts.Length; row++)
        {
            int times = counts[row];
            if (times == 0) continue;
            double residual = share * (first.Numerators[row] - (value * (first.Denominators?[row] ?? 1)));
            if (second is not null) residual -= otherShare * (second.Numerators[row] - (other * (second.Denominators?[row] ?? 1)));
            squares += times * residual * residual;
        }
        return (value - other, Math.Sqrt(squares / (count - 1.0) / count));
    }
}
