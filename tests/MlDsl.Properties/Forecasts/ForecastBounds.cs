using MlDsl.Forecasting;
using MlDsl.Properties.Routes;

namespace MlDsl.Properties.Forecasts;

/// <summary>The steps behind a history as a pooled model tells them, and how far those of a graph may be.</summary>
/// <remarks>
/// The graph takes the sums of a history in the model's order, in double, u = 2⁻⁵³: level, spread and features have the same bits, but for a logarithm that another library rounds the other way; and so has the
/// forecast of a predictor that says the same of the same features. What a score may be off by, as <see cref="ScoreBounds"/> knows, is that of the forecast in units of the spread, and four roundings more of the sums and products around it.
/// A recursive forecast is history of the next: a feature is off by what the values that it is made of are, in units of the spread, by as many roundings in double as it has values, and by one to float.
/// </remarks>
/// <param name="plan">From what is known of a step to its features.</param>
/// <param name="predictor">From features and lags to scores.</param>
/// <param name="shape">What is seen of a history.</param>
internal sealed class ForecastBounds(FeaturePlan plan, Predictor predictor, LagShape shape)
{
    private const double Unit = 1.0 / (1L << 53);

    private readonly LagSlack slack = new(plan, shape.Width);

    /// <summary>The forecasts, and the bounds of them.</summary>
    /// <param name="history">The values of the history that the graph takes.</param>
    /// <param name="known">Of each step the features that are known of it.</param>
    /// <param name="points">Where the forecasts go.</param>
    /// <param name="bounds">Where the bounds go.</param>
    public void Of(double[] history, IReadOnlyList<(int[] Positions, float[] Values)> known, double[] points, double[] bounds)
    {
        var (level, spread) = shape.Units(history);
        double[] values = [.. history, .. points], off = new double[values.Length];
        ScoreBounds ofScores = ScoreBounds.Of(predictor, slack);
        float[] lags = new float[shape.Width], score = new float[1];
        double[] allowed = new double[1];
        for (int i = 0; i < points.Length; i++)
        {
            int length = shape.IsRecursive ? history.Length + i : history.Length, ahead = shape.IsRecursive ? 1 : i + 1;
            if (spread == 0)
            {
                (points[i], bounds[i]) = (level, 0);
                continue;
            }
            double start = shape.Write(values.AsSpan(0, length), ahead, (level, spread), lags);
            slack.Lags = Off(length, ahead, (level, spread), lags, values, off);
            int[] positions = [.. known[i].Positions, .. Enumerable.Range(plan.Width, lags.Length)];
            ofScores.Of(positions, [.. known[i].Values, .. lags], score, allowed);
            double sum = start + score[0], by = (off[shape.StartOf(length, ahead)] / spread) + allowed[0];
            points[i] = level + (spread * sum);
            bounds[i] = by == 0 ? 0 : (spread * by) + (4 * Unit * (Math.Abs(level) + (spread * (Math.Abs(start) + Math.Abs((double)score[0]) + by))));
            if (shape.IsRecursive) (values[length], off[length]) = (points[i], bounds[i]);
        }
    }

    // Of each feature of a history.
    private double[] Off(int length, int ahead, (double Level, double Spread) units, float[] lags, double[] values, double[] off)
    {
        LagOp[] ops = new LagOp[shape.Width];
        shape.Write(length, ahead, ops);
        double[] loose = new double[ops.Length];
        for (int place = 0; place < ops.Length; place++)
        {
            LagOp op = ops[place];
            double by = op.Kind switch
            {
                LagKind.Value => off[op.At],
                LagKind.Difference => off[op.At] + off[op.Other],
                LagKind.OverMean => off[op.At] + MeanFrom(off, op.Other),
                LagKind.Mean => MeanFrom(off, op.At),
                LagKind.MeanDifference => MeanFrom(off, op.At) + MeanFrom(off, op.Other),
                LagKind.PhaseMean => loose.Take(LagShape.Means).Sum() / LagShape.Means * units.Spread,
                _ => 0,
            };
            if (op.Kind == LagKind.Size) loose[place] = Logarithm((Math.Abs(units.Level) / units.Spread) + LagShape.Smallest);
            if (by == 0) continue;
            double size = values.AsSpan(0, length).ToArray().Max(Math.Abs) + Math.Abs(units.Level);
            loose[place] = ((by + (2 * (shape.Season + 4) * Unit * size)) / units.Spread) + FeatureSlack.Ulp(lags[place]);
        }
        return loose;
    }

    private double MeanFrom(double[] off, int from) => off.AsSpan(from, shape.Season).ToArray().Average();

    // Of two libraries that are each within an ulp of a double.
    private static double Logarithm(double value)
    {
        double log = Math.Log(value);
        return (float)Math.BitDecrement(Math.BitDecrement(log)) == (float)Math.BitIncrement(Math.BitIncrement(log)) ? 0 : FeatureSlack.Ulp((float)log);
    }

    /// <summary>How far features may be off: those of steps as their columns say, those of histories as was found.</summary>
    private sealed class LagSlack(FeaturePlan plan, int lags) : Slack
    {
        private readonly FeatureSlack known = new(plan, new HashSet<string>());

        public double[] Lags { get; set; } = new double[lags];

        public override double At(int position, float expected) => position < plan.Width ? known.At(position, expected) : Lags[position - plan.Width];
    }
}
