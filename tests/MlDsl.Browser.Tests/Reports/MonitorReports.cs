using MlDsl.Monitoring;
using MlDsl.Reports;

namespace MlDsl.Browser.Tests.Reports;

/// <summary>The page of a monitor that has seen forty days of a service, of which the last fifteen are unlike its reference.</summary>
internal static class MonitorReports
{
    private const string Hostile = "<b onload='x'>\"distance\" of a trip & its way back to where it once began</b>";

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Windows, alarms, columns of both kinds, scores, performance and groups.</summary>
    public static Report Drift()
    {
        var watched = WatchedColumns<Ride, float>.None
            .Number("Miles", static ride => ride.Miles, unit: "mi")
            .Number(Hostile, static ride => ride.Minutes, unit: "<min>")
            .Category("Payment", static ride => ride.Payment)
            .Category("Sex", static ride => ride.Sex, isSensitive: true)
            .Prediction(static said => said);
        var fares = new Fares();
        var clock = new Days { Now = Start };
        using var monitor = new ModelMonitor<Fares, Ride, float>(watched.Reference(fares, Made(20_000, 1, 1)), new MonitoringOptions { Name = "fares", Every = Timeout.InfiniteTimeSpan }, clock);
        GroupReference groups = GroupReference.Of(Errors(4_000, 2, 1));
        for (int day = 0; day < 40; day++)
        {
            double moved = day < 25 ? 1 : 1.3;
            Ride[] rides = [.. Made(day == 10 ? 40 : 500, 100 + day, moved)];
            monitor.Watching(fares).Run(rides, new float[rides.Length]);
            clock.Now += TimeSpan.FromDays(1);
            monitor.Close();
            if (day % 5 != 4) continue;
            monitor.Record(day == 14
                ? new RegressionEstimate { Rows = 500, Level = 0.95, Support = default, Problem = "12 % of the rows lie outside the validation rows" }
                : new RegressionEstimate { Rows = 500, Level = 0.95, Support = default, Mae = new Metric(2 * moved, 1.8 * moved, 2.3 * moved), Rmse = new Metric(3 * moved, 2.6 * moved, 3.4 * moved) });
            monitor.Record("Sex", groups.Window(Errors(400, day, moved), clock.Now.AddDays(-5), clock.Now));
        }
        return monitor.Report();
    }

    private static IEnumerable<Ride> Made(int rows, int seed, double moved)
    {
        var random = new Random(seed);
        for (int i = 0; i < rows; i++)
        {
            double miles = -4 * Math.Log(1 - random.NextDouble()) * moved;
            yield return new Ride(random.Next(40) == 0 ? float.NaN : (float)miles, (float)((3 * miles) + (5 * random.NextDouble())), random.Next(5) switch { 0 => "cash", 1 => moved > 1 ? "dispute" : "card", _ => "card" }, random.Next(2) == 0 ? "f" : "m");
        }
    }

    private static IEnumerable<GroupValue> Errors(int rows, int seed, double moved)
    {
        var random = new Random(seed);
        for (int i = 0; i < rows; i++) yield return new GroupValue(i % 2 == 0 ? "f" : "m", (float)(random.NextDouble() * (i % 2 == 0 ? 2 : 2 * moved)));
    }

    private sealed record Ride(float Miles, float Minutes, string Payment, string Sex);

    private sealed class Days : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Fares : IScorer<Ride, float>
    {
        public void Run(in Ride input, out float output) => output = 3 + (2.5f * (float.IsNaN(input.Miles) ? 4 : input.Miles));

        public void Run(ReadOnlySpan<Ride> inputs, Span<float> outputs)
        {
            for (int i = 0; i < inputs.Length; i++) Run(in inputs[i], out outputs[i]);
        }

        public ValueTask<float> RunAsync(Ride input, CancellationToken cancellation = default)
        {
            Run(in input, out float output);
            return ValueTask.FromResult(output);
        }
    }
}
