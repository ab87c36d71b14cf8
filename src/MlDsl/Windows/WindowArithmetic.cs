namespace MlDsl.Windows;

/// <summary>Aggregates of values in event order. Sums are sequential, in double precision, so that the same rows give the same bits.</summary>
internal static class WindowArithmetic
{
    /// <summary>What <paramref name="window"/> makes of the values, none of which is NaN; the span may be sorted.</summary>
    public static double Of(WindowSpec window, Span<double> values) => window.Kind switch
    {
        WindowKind.Count => values.Length,
        _ when values.Length == 0 => double.NaN,
        WindowKind.Mean => Mean(values),
        WindowKind.Std => Std(values),
        WindowKind.Min => Least(values),
        WindowKind.Max => Greatest(values),
        WindowKind.Quantile => Quantile(values, window.Quantile),
        _ => throw new ArgumentOutOfRangeException(nameof(window), window.Kind, "it is no window over a stretch of time"),
    };

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }

    private static double Std(ReadOnlySpan<double> values)
    {
        if (values.Length < 2) return double.NaN;
        double mean = Mean(values), sum = 0;
        foreach (double value in values)
        {
            double distance = value - mean;
            double square = distance * distance;
            sum += square;
        }
        return Math.Sqrt(sum / (values.Length - 1));
    }

    private static double Least(ReadOnlySpan<double> values)
    {
        double least = values[0];
        foreach (double value in values) least = Math.Min(least, value);
        return least;
    }

    private static double Greatest(ReadOnlySpan<double> values)
    {
        double greatest = values[0];
        foreach (double value in values) greatest = Math.Max(greatest, value);
        return greatest;
    }

    // Between the two order statistics around (n − 1)q, as NumPy's default (type 7 of Hyndman and Fan, 1996).
    private static double Quantile(Span<double> values, double quantile)
    {
        values.Sort();
        double place = (values.Length - 1) * quantile;
        int below = (int)place;
        if (below + 1 >= values.Length) return values[^1];
        double share = place - below, step = values[below + 1] - values[below];
        double part = share * step;
        return share == 0 ? values[below] : values[below] + part;
    }
}
