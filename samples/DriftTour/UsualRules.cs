using System.Collections.Immutable;
using MlDsl;
using MlDsl.Monitoring;

namespace DriftTour;

/// <summary>What usual rules say of the same windows: the population stability index above 0.1 and 0.25, and a test of each column every day at 0.05.</summary>
public sealed class UsualRules
{
    private bool dayWasLow;

    /// <summary>The weeks in which some column's index was above 0.1, above 0.25, and in which some day had p below 0.05.</summary>
    public (int Above10, int Above25, int DailyP) Weeks { get; private set; }

    /// <summary>Takes a day's window.</summary>
    public void Day(ClosedWindow closed) => dayWasLow |= ColumnDrift.Of(closed.Reference, closed.Window).Any(static column => column.ChiSquared.Probability < 0.05);

    /// <summary>Takes a week's window.</summary>
    public void Week(ClosedWindow closed)
    {
        double index = closed.Reference.Columns.Zip(closed.Window.Columns, Index).Max();
        Weeks = (Weeks.Above10 + (index > 0.1 ? 1 : 0), Weeks.Above25 + (index > 0.25 ? 1 : 0), Weeks.DailyP + (dayWasLow ? 1 : 0));
        dayWasLow = false;
    }

    // As it is usually computed, with the bias that grows as windows shrink.
    private static double Index(ColumnProfile column, ImmutableArray<long> window)
    {
        double n = column.Counts.Sum() + (0.5 * column.Bins), m = window.AsSpan()[..column.Bins].ToArray().Sum() + (0.5 * column.Bins), index = 0;
        for (int bin = 0; bin < column.Bins; bin++)
        {
            double was = (column.Counts[bin] + 0.5) / n, now = (window[bin] + 0.5) / m;
            index += (now - was) * Math.Log(now / was);
        }
        return index;
    }
}
