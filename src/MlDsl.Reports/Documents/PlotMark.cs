namespace MlDsl.Reports;

/// <summary>An axis of a plot.</summary>
/// <param name="Title">What it counts, with its unit.</param>
/// <param name="Low">The value at its beginning.</param>
/// <param name="High">The value at its end, not below <paramref name="Low"/>.</param>
internal sealed record PlotAxis(string Title, double Low, double High)
{
    /// <summary>Where names stand in the place of numbers, the name at 0, 1, 2 and so on; empty otherwise.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How places are told where they are times, as ticks; null where they are numbers.</summary>
    public TimeText? Time { get; init; }

    /// <summary>An axis with one place for each name.</summary>
    public static PlotAxis Of(string title, IReadOnlyList<string> names) => new(title, -0.5, Math.Max(names.Count, 1) - 0.5) { Names = names };

    /// <summary>An axis that holds the values, with a little room; those that are not finite play no part.</summary>
    public static PlotAxis Over(string title, IEnumerable<double> values, bool fromZero = false)
    {
        double low = fromZero ? 0 : double.PositiveInfinity, high = fromZero ? 0 : double.NegativeInfinity;
        foreach (double value in values)
            if (double.IsFinite(value)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low > high) (low, high) = (0, 1);
        // Halves, because the difference of two floats of the largest size is none that a double of half of them would miss.
        double room = high > low ? (high / 2 - low / 2) * 0.08 : Math.Max(Math.Abs(high) * 0.1, 1e-6);
        return new PlotAxis(title, low == 0 && fromZero ? 0 : low - room, high == 0 && fromZero && low < 0 ? 0 : high + room);
    }
}

/// <summary>Something that a plot draws: one of a closed set.</summary>
/// <param name="Name">What it is, for the legend.</param>
internal abstract record PlotMark(string Name);

/// <summary>A line through points; a point that is not finite interrupts it.</summary>
internal sealed record LineMark(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : PlotMark(Name)
{
    /// <summary>Whether it is there to compare with.</summary>
    public bool IsDashed { get; init; }
}

/// <summary>The area between two lines, such as an interval.</summary>
internal sealed record BandMark(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High) : PlotMark(Name);

/// <summary>Upright bars from 0, such as a histogram's.</summary>
internal sealed record BarMark(string Name, IReadOnlyList<double> From, IReadOnlyList<double> To, IReadOnlyList<double> Height) : PlotMark(Name);

/// <summary>Points.</summary>
internal sealed record PointMark(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : PlotMark(Name)
{
    /// <summary>The lower ends of intervals; empty for none.</summary>
    public IReadOnlyList<double> Low { get; init; } = [];

    /// <summary>The upper ends.</summary>
    public IReadOnlyList<double> High { get; init; } = [];

    /// <summary>Whether the intervals lie along the horizontal axis, as where the vertical one has names; else they are upright.</summary>
    public bool IsLying { get; init; }
}

/// <summary>Lying bars from 0, one for each name of the vertical axis, with their intervals.</summary>
internal sealed record RangeMark(string Name, IReadOnlyList<Metric> Values) : PlotMark(Name);

/// <summary>Cells that are the darker the more they hold; rows of the vertical axis' names, columns of the horizontal axis'.</summary>
/// <param name="Name">What a cell holds.</param>
/// <param name="Shade">How dark each cell is, from 0 to 1, row by row.</param>
/// <param name="Texts">What is written in each.</param>
internal sealed record HeatMark(string Name, IReadOnlyList<double> Shade, IReadOnlyList<string> Texts) : PlotMark(Name);
