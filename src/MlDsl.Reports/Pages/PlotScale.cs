namespace MlDsl.Reports;

/// <summary>Where values lie on an axis, in the units of the picture.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="From">Where its low end lies.</param>
/// <param name="To">Where its high end lies.</param>
internal readonly record struct PlotScale(PlotAxis Axis, double From, double To)
{
    /// <summary>The place of a value; one beyond an end lies on it.</summary>
    public double At(double value)
    {
        // Halves of both, so that ends of opposite signs and the largest size do not overflow.
        double length = (Axis.High / 2) - (Axis.Low / 2);
        double share = length > 0 ? Math.Clamp(((value / 2) - (Axis.Low / 2)) / length, 0, 1) : 0.5;
        return From + (share * (To - From));
    }

    /// <summary>The values at which the axis is divided: whole multiples of 1, 2 or 5 times a power of ten, at most <paramref name="most"/> of them.</summary>
    public IReadOnlyList<double> Ticks(int most)
    {
        double length = Axis.High - Axis.Low;
        if (!(length > 0) || !double.IsFinite(length)) return [Axis.Low];
        // Times are divided at whole units: days, minutes and the like.
        double unit = Axis.Time?.Unit ?? 0, power = unit > 0
            ? unit * Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(length / most / unit))))
            : Math.Pow(10, Math.Floor(Math.Log10(length / most)));
        foreach (double step in new[] { power, 2 * power, 5 * power, 10 * power, 20 * power })
        {
            double first = Math.Ceiling(Axis.Low / step), last = Math.Floor(Axis.High / step);
            if (last - first >= most || step == 0) continue;
            double from = first;
            return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Math.Round((from + i) * step, 12) is var rounded && Math.Abs(rounded) > 1e-9 ? rounded : (from + i) * step)];
        }
        return [Axis.Low, Axis.High];
    }
}
