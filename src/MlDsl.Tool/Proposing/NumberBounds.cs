using System.Globalization;

namespace MlDsl.Tool.Proposing;

/// <summary>
/// Bounds of numbers on a grid as coarse as their range, a tenth of it beyond what was seen: so that neither the least nor the greatest value is told, and later rows fit in. Where all are on one side of
/// zero, zero is a bound. Where all values lie on the grid themselves, as small whole numbers do, a bound beside a value that few rows have would tell it, and lies on a grid ten times as coarse.
/// </summary>
internal static class NumberBounds
{
    private const double Margin = 0.1;

    /// <summary>The bounds; null where there is no range to tell, or a float has too few digits for one.</summary>
    /// <param name="sorted">The values, the least first.</param>
    /// <param name="rows">How many rows a value has that may be told.</param>
    /// <param name="isWhole">Whether all values are whole, and so the bounds.</param>
    /// <param name="isShort">Whether values are read as floats.</param>
    public static (double Low, double High)? Of(ReadOnlySpan<double> sorted, int rows, bool isWhole, bool isShort)
    {
        if (sorted.IsEmpty) return null;
        double least = sorted[0], greatest = sorted[^1];
        double range = greatest - least, most = Math.Max(Math.Abs(least), Math.Abs(greatest));
        if (!(range > 0) || !double.IsFinite(range) || most > 1e15) return null;
        // A share, or a probability.
        if (!isWhole && least >= 0 && greatest is > 0.5 and <= 1) return (0, 1);
        int power = (int)Math.Floor(Math.Log10(range));
        if (isWhole) power = Math.Max(power, 0);
        double step = Step(1, power);
        if (isShort && MathF.BitIncrement((float)most) - (float)most > step * Margin) return null;
        bool isOnGrid = IsOnGrid(sorted, step);
        int below = isOnGrid && Rows(sorted, least) < rows ? power + 1 : power, above = isOnGrid && Rows(sorted, greatest) < rows ? power + 1 : power;
        double low = Step(Math.Floor((least - (Margin * range)) / Step(1, below)), below), high = Step(Math.Ceiling((greatest + (Margin * range)) / Step(1, above)), above);
        return (least >= 0 ? Math.Max(low, 0) : low, greatest <= 0 ? Math.Min(high, 0) : high);
    }

    /// <summary>A number with two digits.</summary>
    public static string Rough(double value) => double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);

    private static bool IsOnGrid(ReadOnlySpan<double> values, double step)
    {
        foreach (double value in values)
            if (Math.Abs((value / step) - Math.Round(value / step)) > 1e-6) return false;
        return true;
    }

    private static int Rows(ReadOnlySpan<double> values, double value)
    {
        int rows = 0;
        foreach (double one in values) if (one == value) rows++;
        return rows;
    }

    // So many steps, as they are written: 3 of 0.1 are 0.3.
    private static double Step(double count, int power) => double.Parse(string.Create(CultureInfo.InvariantCulture, $"{count:F0}E{power}"), CultureInfo.InvariantCulture);
}
