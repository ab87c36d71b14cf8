using MathNet.Numerics;

namespace MlDsl.Training;

/// <summary>
/// A density over the options of one trainer together: a bell around each trial that was seen, and a wide one in the middle. A range has positions from 0
/// to 1, a choice the index of its value, which a bell has and the others a little.
/// </summary>
internal sealed class ParzenDensity
{
    private const int MostDraws = 64;

    /// <summary>The most numbers that one option of a point takes.</summary>
    public const int MostDrawn = 2 * MostDraws;

    private const double PriorCentre = 0.5, PriorWidth = 1, FirstWidth = 0.2, LeastWidth = 0.01;

    private readonly IReadOnlyList<SearchParameter> parameters;
    private readonly double[][] centres;

    // Of each bell and range, the logarithm of what it is divided by: the last bell is the wide one.
    private readonly double[][] scales;
    private readonly double width;

    /// <param name="parameters">The options.</param>
    /// <param name="seen">A position or an index for each of them, of each trial.</param>
    public ParzenDensity(IReadOnlyList<SearchParameter> parameters, double[][] seen)
    {
        (this.parameters, centres) = (parameters, seen);
        width = Math.Max(LeastWidth, FirstWidth * Math.Pow(Math.Max(seen.Length, 1), -1.0 / (parameters.Count + 4)));
        scales = [.. Enumerable.Range(0, seen.Length + 1).Select(bell => parameters.Select((p, option) => p.Choices > 0 ? 0 : Scale(bell, option)).ToArray())];
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
    public double Log(double[] point)
    {
        var bells = new double[centres.Length + 1];
        for (int bell = 0; bell < bells.Length; bell++)
            for (int i = 0; i < point.Length; i++) bells[bell] += Log(bell, i, point[i]);
        double most = bells.Max();
        return most + Math.Log(bells.Average(log => Math.Exp(log - most)));
    }

    /// <summary>A point, drawn: around one of the trials, or anywhere.</summary>
    /// <param name="bell">Which, from 0 to below 1.</param>
    /// <param name="uniform">A number from 0 to below 1, by option and draw.</param>
    public double[] Draw(double bell, Func<int, int, double> uniform)
    {
        int chosen = (int)(bell * (centres.Length + 1));
        return [.. parameters.Select((parameter, i) => parameter.Choices > 0 ? DrawChoice(chosen, i, uniform(i, 0)) : DrawPosition(chosen, i, uniform))];
    }

    private double DrawPosition(int bell, int option, Func<int, int, double> uniform)
    {
        var (centre, wide) = Bell(bell, option);
        for (int i = 0; i < MostDraws; i++)
        {
            double position = centre + (wide * SearchRandom.Normal(uniform(option, 2 * i), uniform(option, (2 * i) + 1)));
            if (position is >= 0 and < 1) return position;
        }
        return Math.Min(centre, 1 - 1e-9);
    }

    private double DrawChoice(int bell, int option, double left)
    {
        int value = 0, last = parameters[option].Choices - 1;
        while (value < last && left >= Share(bell, option, value)) left -= Share(bell, option, value++);
        return value;
    }

    private double Log(int bell, int option, double at)
    {
        if (parameters[option].Choices > 0) return Math.Log(Share(bell, option, (int)at));
        var (centre, wide) = Bell(bell, option);
        double distance = (at - centre) / wide;
        return (-0.5 * distance * distance) - scales[bell][option];
    }

    // What of the bell lies between 0 and 1.
    private double Scale(int bell, int option)
    {
        var (centre, wide) = Bell(bell, option);
        return Math.Log(wide * (Normal((1 - centre) / wide) - Normal(-centre / wide)));
    }

    private (double Centre, double Width) Bell(int bell, int option) => bell < centres.Length ? (centres[bell][option], width) : (PriorCentre, PriorWidth);

    // Of a bell the own value once, and every value as often as one trial among all counts.
    private double Share(int bell, int option, int value)
    {
        int values = parameters[option].Choices;
        if (bell == centres.Length) return 1.0 / values;
        double little = 1.0 / (centres.Length + 1);
        return (little + ((int)centres[bell][option] == value ? 1 : 0)) / (1 + (values * little));
    }

    private static double Normal(double x) => 0.5 * SpecialFunctions.Erfc(-x / Constants.Sqrt2);
}
