using System.Diagnostics;

namespace MlDsl.Serving.Load.Client;

/// <summary>One thing that is measured.</summary>
/// <param name="Name">What figures call it.</param>
/// <param name="Callers">Who asks.</param>
/// <param name="Connections">How many at a time.</param>
internal sealed record Target(string Name, ICallers Callers, int Connections);

/// <summary>
/// Measures targets in short turns, one after another and again, each round from another one on: what else the machine does strikes all alike. Figures are medians of rounds,
/// ratios those of the ratios within a round.
/// </summary>
internal sealed class Rounds(ServiceProcess service)
{
    private readonly Dictionary<string, List<Turn>> turns = [];
    private readonly Dictionary<string, List<Measured>> seen = [];

    public async Task RunAsync(Target[] targets, int rounds, TimeSpan turn)
    {
        for (int round = 0; round < rounds; round++)
            for (int i = 0; i < targets.Length; i++) await RunAsync(targets[(round + i) % targets.Length], turn);
    }

    /// <summary>All that the callers of a target saw.</summary>
    public Measured Seen(string target) => Measured.Of(seen[target]);

    /// <summary>Calls a second.</summary>
    public double PerSecond(string target) => Median(turns[target].Select(static t => t.PerSecond));

    /// <summary>The service's microseconds of processor time for a call.</summary>
    public double Microseconds(string target) => Median(turns[target].Select(static t => t.Microseconds));

    /// <summary>The service's bytes of managed memory for a call.</summary>
    public double Bytes(string target) => Median(turns[target].Select(static t => t.Bytes));

    /// <summary>How many times as many calls a second as another one.</summary>
    public double Faster(string target, string than) => Median(turns[target].Zip(turns[than], static (a, b) => a.PerSecond / b.PerSecond));

    /// <summary>How many times as much processor time for a call as another one.</summary>
    public double Dearer(string target, string than) => Median(turns[target].Zip(turns[than], static (a, b) => a.Microseconds / b.Microseconds));

    private async Task RunAsync(Target target, TimeSpan time)
    {
        Used before = await service.UsedAsync();
        var watch = Stopwatch.StartNew();
        Measured measured = await target.Callers.RunAsync(target.Connections, time);
        TimeSpan took = watch.Elapsed;
        Used after = await service.UsedAsync();
        if (!turns.ContainsKey(target.Name)) (turns[target.Name], seen[target.Name]) = ([], []);
        seen[target.Name].Add(measured);
        turns[target.Name].Add(new(measured.Count / took.TotalSeconds, (after.Microseconds - before.Microseconds) / measured.Count, (after.Allocated - before.Allocated) / measured.Count));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private readonly record struct Turn(double PerSecond, double Microseconds, double Bytes);
}
