using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>What observing a value costs, in that of a plain loop over fixed bins: written, and held against what is declared by the step that reads it.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class ObserveCostTests(ITestOutputHelper output)
{
    private const int Turns = 400, Bins = 12;

    [Fact]
    public void ObservingIsHeldAgainstAPlainLoop()
    {
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(new MonitoringOptions { Every = Timeout.InfiniteTimeSpan, Alarms = null });
        int values = Visits.Model.Reference!.Columns.Length + Visits.Model.Reference.Scores.Length;
        float[] plain = [.. Enumerable.Range(0, Visits.Inputs.Length * values).Select(static i => i * 7919 % 1000 / 1000f)];
        var counts = new long[values * Bins];
        long observed = long.MaxValue, looped = long.MaxValue, turns = 0;
        for (int turn = 0; turn < Turns; turn++)
        {
            long begin = Stopwatch.GetTimestamp();
            monitor.Observe(Visits.Model, Visits.Inputs, Visits.Said);
            long middle = Stopwatch.GetTimestamp();
            Count(plain, values, counts);
            looped = Math.Min(looped, Stopwatch.GetTimestamp() - middle);
            observed = Math.Min(observed, middle - begin);
            turns++;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: observe_ratio={(double)observed / looped:0.00} values={values} observe_ns={Nanoseconds(observed):0.0} loop_ns={Nanoseconds(looped):0.0}"));
        Assert.Equal(turns * Visits.Inputs.Length * values, counts.Sum());
        Assert.Equal(turns * Visits.Inputs.Length, monitor.Close()[0].Window.Rows);

        double Nanoseconds(long ticks) => ticks * 1e9 / Stopwatch.Frequency / plain.Length;
    }

    private static void Count(float[] rows, int columns, long[] counts)
    {
        for (int i = 0; i < rows.Length; i += columns)
            for (int column = 0; column < columns; column++) counts[(column * Bins) + Math.Clamp((int)(rows[i + column] * Bins), 0, Bins - 1)]++;
    }
}
