using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>What observing a value costs, in that of a plain loop over fixed bins: written, because no test asserts time.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class ObserveCostTests(ITestOutputHelper output)
{
    private const int Turns = 300, Bins = 12, FewestRounds = 8, MostRounds = 40;

    [Fact]
    public void ObservingIsHeldAgainstAPlainLoop()
    {
        using var monitor = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(new MonitoringOptions { Every = Timeout.InfiniteTimeSpan, Alarms = null });
        var plain = new Plain(Visits.Model.Reference!.Columns.Single(static column => column.Name == "City").Categories);
        long observed = long.MaxValue, looped = long.MaxValue, turns = 0;
        // Until the runtime has made its last code of both, which a busy machine makes late: rounds go on while either becomes faster.
        for (int round = 0, still = 0; round < MostRounds && (round < FewestRounds || still < FewestRounds / 2); round++)
        {
            (long observedBefore, long loopedBefore) = (observed, looped);
            for (int turn = 0; turn < Turns; turn++)
            {
                long begin = Stopwatch.GetTimestamp();
                monitor.Observe(Visits.Model, Visits.Inputs, Visits.Said);
                long middle = Stopwatch.GetTimestamp();
                plain.Count(Visits.Inputs, Visits.Said);
                looped = Math.Min(looped, Stopwatch.GetTimestamp() - middle);
                observed = Math.Min(observed, middle - begin);
                turns++;
            }
            still = observed < 0.97 * observedBefore || looped < 0.97 * loopedBefore ? 0 : still + 1;
            Thread.Sleep(300);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: observe_ratio={(double)observed / looped:0.00} observe_ns={Nanoseconds(observed):0.0} loop_ns={Nanoseconds(looped):0.0}"));
        Assert.Equal(turns * Visits.Inputs.Length * Plain.Values, plain.Counts.Sum());
        Assert.Equal(turns * Visits.Inputs.Length, monitor.Close()[0].Window.Rows);

        static double Nanoseconds(long ticks) => ticks * 1e9 / Stopwatch.Frequency / (Visits.Inputs.Length * Plain.Values);
    }

    // What one would write for these columns alone: equal bins between two numbers, and texts by a dictionary.
    private sealed class Plain(IEnumerable<string> cities)
    {
        public const int Values = 6;

        private readonly Dictionary<string, int> places = cities.Select(static (city, place) => (city, place)).ToDictionary(static one => one.city, static one => one.place, StringComparer.Ordinal);

        public long[] Counts { get; } = new long[Values * (Bins + 2)];

        public void Count(ReadOnlySpan<Visit.Input> inputs, ReadOnlySpan<BinaryPrediction> said)
        {
            long[] counts = Counts;
            for (int i = 0; i < inputs.Length; i++)
            {
                ref readonly Visit.Input row = ref inputs[i];
                counts[row.Age is { } age ? Bin(age, 20, 70) : Bins]++;
                counts[(Bins + 2) + Bin(row.Pages, 0, 30)]++;
                counts[(2 * (Bins + 2)) + Bin((float)row.Seconds, 0, 1000)]++;
                counts[(3 * (Bins + 2)) + (places.TryGetValue(row.City, out int place) ? place : Bins + 1)]++;
                counts[(4 * (Bins + 2)) + (row.IsNew ? 1 : 0)]++;
                counts[(5 * (Bins + 2)) + Bin(said[i].Probability.Value, 0, 1)]++;
            }
        }

        private static int Bin(float value, float low, float high) => float.IsNaN(value) ? Bins : Math.Clamp((int)((value - low) * (Bins / (high - low))), 0, Bins - 1);
    }
}
