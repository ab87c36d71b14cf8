namespace MlDsl.Columns;

/// <summary>
/// How likely values are to be normal after the transform with an exponent, but for a constant. Where all values have one sign the
/// deviation is computed around a value in their midst: far from 0, transformed values differ in their last digits only, and the plain
/// formula finds its maximum in the rounding.
/// </summary>
internal sealed class YeoJohnsonLikelihood
{
    /// <summary>
    /// ln 1e-8: with a smaller deviation, relative to the values, the last digits of a double, which libraries of mathematics differ in, would
    /// show in the float that the column becomes.
    /// </summary>
    private const double LeastSpread = -18.420680743952367;

    private readonly SortedValues values;
    private readonly double[] logs, scratch;
    private readonly double jacobian;

    /// <summary>The likelihood of two distinct <paramref name="values"/> or more.</summary>
    public YeoJohnsonLikelihood(SortedValues values)
    {
        this.values = values;
        (logs, scratch) = (new double[values.Values.Length], new double[values.Values.Length]);
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = Precise.Log1P(Math.Abs((double)values.Values[i]));
            jacobian += values.Counts[i] * (values.Values[i] >= 0 ? logs[i] : -logs[i]);
        }
    }

    /// <summary>The logarithm of the likelihood; −∞ for an exponent whose result doubles cannot hold or tell apart.</summary>
    public double Of(double lambda)
    {
        double deviation = LogDeviation(lambda);
        double widest = Math.Max(
            Math.Abs(YeoJohnson.Transform(values.Values[0], lambda)), Math.Abs(YeoJohnson.Transform(values.Values[^1], lambda)));
        double likelihood = -values.Count * deviation + (lambda - 1) * jacobian;
        return double.IsFinite(likelihood) && deviation - Math.Log(widest) > LeastSpread ? likelihood : double.NegativeInfinity;
    }

    private double LogDeviation(double lambda)
    {
        if (values.Values[0] < 0 && values.Values[^1] >= 0) return Math.Log(YeoJohnson.Moments(values, lambda).Deviation);
        // (1 + x)^p = (1 + c)^p · e^(p (ln(1 + x) − ln(1 + c))), and what is added to all values does not change the deviation.
        double power = values.Values[0] >= 0 ? lambda : 2 - lambda, centre = logs[logs.Length / 2];
        for (int i = 0; i < scratch.Length; i++) scratch[i] = YeoJohnson.Power(logs[i] - centre, power);
        return power * centre + Math.Log(YeoJohnson.Moments(scratch, values).Deviation);
    }
}
