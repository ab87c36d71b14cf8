namespace MlDsl.Properties.Forecasts;

/// <summary>Made-up series: usual ones with a season, a trend and noise, and such as are at an edge.</summary>
internal static class SeriesDraws
{
    // Sums of some hundred of them, and what intervals are made of, are still floats.
    private const double Largest = 1e34, Smallest = 1e-30;

    /// <summary>As series are mostly: of any size, with a season, a walk and noise.</summary>
    public static double[] Usual(Random random, int length, int season)
    {
        double level = Math.Exp((random.NextDouble() * 9) - 2) * (random.Next(5) == 0 ? -1 : 1), size = Math.Abs(level);
        double swing = size * random.NextDouble(), noise = size * random.NextDouble() / 2, phase = random.NextDouble() * Math.Tau, walk = 0;
        double[] values = new double[length];
        for (int i = 0; i < length; i++)
        {
            walk += noise * 0.1 * (random.NextDouble() - 0.5);
            values[i] = level + (swing * Math.Sin((Math.Tau * i / season) + phase)) + walk + (noise * (random.NextDouble() - 0.5));
        }
        return values;
    }

    /// <summary>A series that may be at an edge: without a spread, or next to none, of signed zeros, very large or small, with one wild value, of two values, or that repeats itself.</summary>
    public static double[] Edge(Random random, int length, int season)
    {
        double[] values = Usual(random, length, season);
        switch (random.Next(10))
        {
            case 0: Array.Fill(values, values[0]); break;
            case 1: Array.Fill(values, random.Next(2) == 0 ? 0.0 : -0.0); break;
            case 2: Change(values, i => i % 3 == 0 ? -0.0 : 0.0); break;
            case 3: Scale(values, Largest); break;
            case 4: Scale(values, Smallest); break;
            case 5: values[random.Next(length)] *= random.Next(2) == 0 ? 1e12 : -1e12; break;
            case 6: Change(values, _ => random.Next(2)); break;
            case 7: Change(values, i => i % season); break;
            // As near to no spread as floats can be.
            case 8: Change(values, i => i == length / 2 ? MathF.BitIncrement((float)values[0]) : (float)values[0]); break;
            default: break;
        }
        return values;
    }

    private static void Scale(double[] values, double to)
    {
        double size = values.Max(Math.Abs);
        Change(values, i => values[i] / size * to);
    }

    private static void Change(double[] values, Func<int, double> to)
    {
        double[] made = [.. Enumerable.Range(0, values.Length).Select(to)];
        made.CopyTo(values, 0);
    }
}
