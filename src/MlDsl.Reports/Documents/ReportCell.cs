using System.Globalization;

namespace MlDsl.Reports;

/// <summary>A cell of a table: a text, a number with the text that a person reads, or a metric with its interval.</summary>
/// <param name="Text">What a page shows.</param>
internal readonly record struct ReportCell(string Text)
{
    /// <summary>The number; null where the cell is a text, NaN where a number is undefined.</summary>
    public double? Number { get; private init; }

    /// <summary>The metric; null where the cell is none.</summary>
    public Metric? Metric { get; private init; }

    /// <summary>Whether figures stand in the cell, which are set flush right.</summary>
    public bool IsNumeric => Number is not null || Metric is not null;

    public static implicit operator ReportCell(string text) => new(text);

    public static implicit operator ReportCell(long count) => new(count.ToString("N0", CultureInfo.InvariantCulture)) { Number = count };

    public static implicit operator ReportCell(double value) => new(ReportText.Of(value)) { Number = value };

    public static implicit operator ReportCell(Metric metric) => new(metric.ToString()) { Metric = metric };

    /// <summary>A share of 1, shown in per cent.</summary>
    public static ReportCell Share(double share) => new(ReportText.Percent(share)) { Number = share };
}
