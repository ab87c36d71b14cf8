using System.Collections.Immutable;
using MlDsl.Monitoring;

namespace MlDsl.Observing;

/// <summary>A column or score of a window, and how far it is from the reference: for metrics and the page.</summary>
/// <param name="Name">The column or score.</param>
/// <param name="Mean">The mean of a number; NaN of categories, of columns marked <c>[Sensitive]</c>, and of fewer than <see cref="ToldMean.LeastRows"/> values.</param>
/// <param name="Reference">That of the reference, where there is a mean.</param>
/// <param name="Distance">The Jensen–Shannon distance, from 0 to 1.</param>
/// <param name="Missing">The share of rows without a value.</param>
/// <param name="Unknown">The share of rows with a value that the reference has no bin for.</param>
internal sealed record SeenColumn(string Name, double Mean, double Reference, double Distance, double Missing, double Unknown)
{
    /// <summary>By how much the mean shifted.</summary>
    public double Shift => Mean - Reference;

    /// <param name="column">The column of the reference.</param>
    /// <param name="window">The rows of its cells in the window.</param>
    public static SeenColumn Of(ColumnProfile column, ImmutableArray<long> window)
    {
        long[] reference = column.ToCells(), cells = [.. window];
        double rows = cells.Sum();
        bool isNumber = column.Kind == ColumnProfileKind.Number;
        // Of people no mean: only how far they are from what they were.
        bool hasMean = isNumber && !column.IsSensitive && cells[..column.Bins].Sum() >= ToldMean.LeastRows;
        // Of categories the unknown ones are one more.
        int unknown = column.Bins + 1;
        long[] was = isNumber ? reference[..column.Bins] : [.. reference[..column.Bins], reference[unknown]], now = isNumber ? cells[..column.Bins] : [.. cells[..column.Bins], cells[unknown]];
        return new SeenColumn(
            column.Name,
            hasMean ? CellMoments.Of(column, cells).Mean : double.NaN,
            hasMean ? CellMoments.Of(column, reference).Mean : double.NaN,
            BinStatistics.JensenShannon(was, now).Value,
            cells[column.Bins] / rows,
            cells[unknown] / rows);
    }
}
