namespace MlDsl.Reports;

/// <summary>Plots that more than one section draws.</summary>
internal static class Plots
{
    /// <summary>A histogram with its table.</summary>
    /// <param name="title">What of.</param>
    /// <param name="axis">What the values are.</param>
    /// <param name="histogram">The bins.</param>
    /// <param name="time">How places on an axis of times are told; null for numbers.</param>
    /// <param name="isDetail">Whether it is one of many.</param>
    /// <param name="things">What is counted, as more than one are called.</param>
    public static PlotPart Of(string title, string axis, Histogram histogram, TimeText? time = null, bool isDetail = false, string things = "rows")
    {
        Func<double, string> text = time is null ? ReportText.Of : time.Of;
        double low = histogram.From[0], high = histogram.To[^1];
        bool isOne = high <= low;
        long most = histogram.Rows.Max(), all = histogram.Rows.Sum();
        int mode = Array.IndexOf(histogram.Rows, most);
        string range = high > low ? $"from {text(low)} to {text(high)}" : $"all at {text(low)}";
        string counted = things == "rows" ? ReportText.Rows(all) : $"{ReportText.Count(all)} {things}";
        string summary = $"{counted}, {range}; most in the bin {text(histogram.From[mode])} to {text(histogram.To[mode])}, {ReportText.Percent((double)most / all)}.";
        return new PlotPart(
            title,
            summary,
            // One value alone has no scale: it stands by its name.
            isOne ? PlotAxis.Of(axis, [text(low)]) : new PlotAxis(axis, low, high) { Time = time },
            new PlotAxis($"{things} for their width", 0, 1.05),
            [isOne ? new BarMark(things, [-0.1], [0.1], [1]) : new BarMark(things, [.. histogram.From], [.. histogram.To], [.. histogram.Heights])],
            new TablePart(
                $"{char.ToUpperInvariant(things[0])}{things[1..]} in each bin; a bin holds its lower end",
                ["from", "to", things],
                [.. histogram.Rows.Select((count, i) => new ReportCell[] { text(histogram.From[i]), text(histogram.To[i]), count })]))
        { IsDetail = isDetail };
    }

    /// <summary>Lying bars with intervals, one for each name.</summary>
    public static PlotPart Ranges(string title, string summary, string axis, string first, IReadOnlyList<(string Name, Metric Value)> values)
    {
        IEnumerable<double> ends = values.SelectMany(static v => new[] { v.Value.Value, v.Value.Low, v.Value.High });
        return new PlotPart(
            title,
            summary,
            PlotAxis.Over(axis, ends, fromZero: true),
            PlotAxis.Of(first, [.. values.Select(static v => v.Name)]),
            [new RangeMark(axis, [.. values.Select(static v => v.Value)])],
            new TablePart(title, [first, axis], [.. values.Select(static v => new ReportCell[] { v.Name, v.Value })]));
    }

    /// <summary>Precision by recall, at the thresholds of a curve.</summary>
    /// <param name="area">The area under the whole curve.</param>
    /// <param name="curve">The curve, which is defined.</param>
    /// <param name="positive">What is looked for.</param>
    public static PlotPart PrecisionRecall(Metric area, ThresholdCurve curve, string positive)
    {
        double share = curve.Positives / (curve.Positives + curve.Negatives);
        return Curve(
            "Precision and recall", $"Average precision is {area}; ordering at random has {ReportText.Of(share)}, the share of {positive}.",
            new PlotAxis("recall", 0, 1), new PlotAxis("precision", 0, 1), "model", curve.Recall, curve.Precision, new LineMark("at random", [0, 1], [share, share]) { IsDashed = true });
    }

    /// <summary>A curve with its table, thinned where it has many points.</summary>
    public static PlotPart Curve(string title, string summary, PlotAxis x, PlotAxis y, string name, double[] across, double[] up, params ReadOnlySpan<PlotMark> beside)
    {
        double[] few = Thinned.Of(across), high = Thinned.Of(up);
        return new PlotPart(title, summary, x, y, [new LineMark(name, few, high), .. beside], new TablePart(title, [x.Title, y.Title], [.. few.Select((value, i) => new ReportCell[] { value, high[i] })]));
    }
}
