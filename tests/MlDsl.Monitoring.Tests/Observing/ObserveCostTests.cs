using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>What observing a value costs, in that of a plain loop over the edges of as many fixed bins. Printed, and held against its limit by the step <c>monitoring</c>: tests assert no time.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class ObserveCostTests(ITestOutputHelper output)
{
    private const int Turns = 40, Times = 20;

    [Fact]
    public void ObservingIsComparedWithAPlainLoop()
    {
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(new MonitoringOptions { Every = Timeout.InfiniteTimeSpan });
        ReferenceProfile reference = Visits.Model.Reference!;
        int values = (reference.Columns.Length + reference.Scores.Length) * Visits.Inputs.Length;
        ColumnProfile seconds = reference.Columns.Single(static column => column.Name == "Seconds");
        float[] edges = [.. seconds.Edges.Select(static edge => (float)edge)], column = [.. Visits.Inputs.Select(static input => (float)input.Seconds)];
        var counts = new long[seconds.Cells];
        double observed = double.PositiveInfinity, plain = double.PositiveInfinity;
        for (int turn = 0; turn < Turns; turn++)
        {
            long begun = Stopwatch.GetTimestamp();
            for (int i = 0; i < Times; i++) monitor.Observe(Visits.Model, Visits.Inputs, Visits.Said);
            observed = Math.Min(observed, Stopwatch.GetElapsedTime(begun).TotalNanoseconds / (Times * values));
            begun = Stopwatch.GetTimestamp();
            for (int i = 0; i < Times; i++) Count(column, edges, counts);
            plain = Math.Min(plain, Stopwatch.GetElapsedTime(begun).TotalNanoseconds / (Times * column.Length));
        }
        // Both have counted what they were given.
        ProfileWindow window = Assert.Single(monitor.Close()).Window;
        Assert.Equal(Turns * Times * Visits.Inputs.Length, window.Rows);
        Assert.Equal(window.Columns[reference.Columns.IndexOf(seconds)], counts);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: observe_ns={observed:F2} plain_ns={plain:F2} observe_ratio={observed / plain:F3}"));
    }

    private static void Count(float[] values, float[] edges, long[] counts)
    {
        foreach (float value in values)
        {
            int bin = 0;
            while (bin < edges.Length && value >= edges[bin]) bin++;
            counts[bin]++;
        }
    }
}
