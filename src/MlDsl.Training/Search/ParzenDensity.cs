using MathNet.Numerics;

namespace MlDsl.Training;

/// <summary>A density over positions from 0 to 1: a wide bell in the middle, and one at each position that was seen, as wide as its neighbours are far.</summary>
internal sealed class ParzenDensity
{
    private const int MostDraws = 64;

    private const double PriorCentre = 0.5, PriorWidth = 1, WidestShare = 100;

    private readonly double[] centres, widths, masses;

    /// <param name="seen">Positions from 0 to 1, in any order.</param>
    public ParzenDensity(double[] seen)
    {
        centres = [.. seen, PriorCentre];
        Array.Sort(centres);
        int prior = Array.IndexOf(centres, PriorCentre);
        double least = 1 / Math.Min(WidestShare, centres.Length);
        widths = new double[centres.Length];
        masses = new double[centres.Length];
        for (int i = 0; i < centres.Length; i++)
        {
            double left = centres[i] - (i > 0 ? centres[i - 1] : 0), right = (i + 1 < centres.Length ? centres[i + 1] : 1) - centres[i];
            widths[i] = i == prior ? PriorWidth : Math.Clamp(Math.Max(left, right), least, 1);
            masses[i] = Normal((1 - centres[i]) / widths[i]) - Normal(-centres[i] / widths[i]);
        }
    }

    /// <summary>How often each of some values was seen, one more for each; sums to 1.</summary>
    public static double[] OfChoices(int[] seen, int values)
    {
        var shares = new double[values];
        foreach (int value in seen) shares[value]++;
        for (int i = 0; i < values; i++) shares[i] = (shares[i] + 1) / (seen.Length + values);
        return shares;
    }

    /// <summary>The logarithm of the density.</summary>
    public double Log(double position)
    {
        double sum = 0;
        for (int i = 0; i < centres.Length; i++)
        {
            double distance = (position - centres[i]) / widths[i];
            sum += Math.Exp(-0.5 * distance * distance) / (widths[i] * masses[i]);
        }
        return Math.Log(sum / centres.Length);
    }

    /// <summary>A position, drawn.</summary>
    public double Draw(ulong seed, int trial, int parameter, int candidate)
    {
        int draw = candidate * 2 * (MostDraws + 1), bell = (int)(SearchRandom.Uniform(seed, trial, parameter, draw) * centres.Length);
        for (int i = 1; i <= MostDraws; i++)
        {
            double position = centres[bell] + (widths[bell] * SearchRandom.Normal(seed, trial, parameter, draw + (2 * i)));
            if (position is >= 0 and < 1) return position;
        }
        return Math.Min(centres[bell], 1 - 1e-9);
    }

    private static double Normal(double x) => 0.5 * SpecialFunctions.Erfc(-x / Constants.Sqrt2);
}
