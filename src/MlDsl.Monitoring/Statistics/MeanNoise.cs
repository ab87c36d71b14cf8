using MlDsl.Training;

namespace MlDsl.Monitoring;

/// <summary>What noise on a reference's counts does to the mean of a score: a sum of draws of the discrete Laplace distribution, whose tails are longer than a normal draw's of the same variance.</summary>
/// <remarks>Counts with noise add up to the rows again, so that the mean of all cells' draws is taken from each: a score moves the mean by as much as it is off the mean of the cells' scores.</remarks>
internal sealed class MeanNoise
{
    private readonly double ratio;
    private readonly double[] weights;

    /// <param name="scores">The score of each cell.</param>
    /// <param name="rows">The reference's rows.</param>
    /// <param name="epsilon">The ε of the noise.</param>
    public MeanNoise(double[] scores, double rows, double epsilon)
    {
        double mean = scores.Average();
        weights = Array.ConvertAll(scores, score => (score - mean) / rows);
        ratio = Math.Exp(-epsilon / 2);
        Variance = CountNoise.Variance(epsilon) * weights.Sum(static weight => weight * weight);
        Furthest = epsilon / 2 / weights.Max(Math.Abs);
    }

    /// <summary>The variance.</summary>
    public double Variance { get; }

    /// <summary>The tilt below which <see cref="Cumulants"/> are finite.</summary>
    public double Furthest { get; }

    /// <summary>The logarithm of E exp(tilt · noise), and its first two derivatives.</summary>
    public (double Value, double Slope, double Curve) Cumulants(double tilt)
    {
        double value = 0, slope = 0, curve = 0, whole = 2 * Math.Log(1 - ratio);
        foreach (double weight in weights)
        {
            double up = ratio * Math.Exp(tilt * weight), down = ratio * Math.Exp(-tilt * weight);
            value += whole - Math.Log(1 - up) - Math.Log(1 - down);
            slope += weight * ((up / (1 - up)) - (down / (1 - down)));
            curve += weight * weight * ((up / ((1 - up) * (1 - up))) + (down / ((1 - down) * (1 - down))));
        }
        return (value, slope, curve);
    }
}
