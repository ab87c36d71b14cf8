using MlDsl.Monitoring;
using MlDsl.Monitoring.Domains;

namespace MlDsl.Observing;

/// <summary>Compares the sampled rows of windows with the sample that an operator keeps; one of another reference, or that cannot be read, is told once. One thread at a time.</summary>
/// <param name="options">The classifier.</param>
/// <param name="alarms">How many windows a week has.</param>
/// <param name="problem">Hears of a sample that is none.</param>
internal sealed class DomainWatch(DomainOptions options, AlarmOptions alarms, Action<Exception> problem)
{
    private string? reference;
    private DomainTest? test;
    private int[] places = [];
    private (DrawnRows Rows, DateTimeOffset From)? waiting;

    /// <summary>Looks at a window.</summary>
    /// <param name="closed">The window.</param>
    /// <param name="rows">Its sampled rows, of the first columns of the reference.</param>
    /// <param name="isByHand">Whether it is looked at however short it is.</param>
    /// <returns>What it says; null where it waits for the next, or where there is nothing to compare it with.</returns>
    public DomainDrift? Observe(ClosedWindow closed, DrawnRows rows, bool isByHand)
    {
        if (Of(closed.Reference) is not { } own) return null;
        DateTimeOffset from = waiting?.From ?? closed.Window.From;
        if (waiting is { } before) rows = before.Rows.With(rows, options.Rows);
        TimeSpan least = isByHand ? TimeSpan.Zero : alarms.LeastSpan(closed.Reference);
        if (rows.Rows < DomainOptions.LeastRows || closed.Window.To - from < least)
        {
            waiting = (rows, from);
            return null;
        }
        waiting = null;
        int width = rows.Cells.Length / rows.Rows;
        byte[] cells = [.. Enumerable.Range(0, rows.Rows).SelectMany(row => places.Select(place => rows.Cells[(row * width) + place]))];
        return own.Of(cells) with { From = from, To = closed.Window.To };
    }

    private DomainTest? Of(ReferenceProfile profile)
    {
        string hash = profile.Hash;
        if (hash == reference) return test;
        (reference, test, waiting) = (hash, null, null);
        try
        {
            RowSample sample = RowSample.Load(options.Sample, profile);
            places = [.. sample.Columns.Select(name => profile.Columns.Select(static column => column.Name).ToList().IndexOf(name))];
            // Weeks with an alarm are no more than windows with one.
            test = new DomainTest(profile, sample, options.WeeklyRate / alarms.WindowsPerWeek, options.Rows, options.Seed);
        }
        catch (Exception failure) when (failure is ModelFileException or ArgumentException)
        {
            problem(new DriftException($"Windows are not compared with the sample '{options.Sample}': {failure.Message}", failure));
        }
        return test;
    }
}
