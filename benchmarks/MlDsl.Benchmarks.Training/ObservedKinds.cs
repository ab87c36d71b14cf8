using System.Diagnostics;
using System.Globalization;

namespace MlDsl.Benchmarks.Training;

/// <summary>
/// What does it cost to count a value of each kind, beside plain loops over the same rows? One reckons the bin of a number out of twelve equal ones; the other looks for it among the edges of the reference's bins,
/// from the left. Texts are looked for in a dictionary by both. Turns alternate, and the shortest of many is taken of each side: what else the machine does makes none shorter.
/// </summary>
internal static class ObservedKinds
{
    private const int Rows = 1024, Training = 8_000, Turns = 3_000;

    public static void Print(int threads)
    {
        Print<NumberKind, NumberModel, NumberRow, NumberRow.Input>("numbers", threads);
        Print<GapKind, GapModel, GapRow, GapRow.Input>("missing", threads);
        Print<TextKind, TextModel, TextRow, TextRow.Input>("texts", threads);
        Print<FlagKind, FlagModel, FlagRow, FlagRow.Input>("flags", threads);
        Print<TimeKind, TimeModel, TimeRow, TimeRow.Input>("times", threads);
    }

    private static void Print<TKind, TModel, TRow, TInput>(string name, int threads)
        where TKind : struct, IObservedKind<TModel, TRow, TInput>
        where TModel : class, IScorer<TInput, float>
        where TRow : class
        where TInput : struct
    {
        var random = new Random(1);
        TModel model = TKind.Fit([.. Enumerable.Range(0, Training).Select(_ => TKind.Make(random))]);
        ReferenceProfile reference = TKind.ReferenceOf(model);
        TInput[] inputs = [.. Enumerable.Range(0, Rows).Select(_ => TKind.InputOf(TKind.Make(random)))];
        float[] said = new float[Rows];
        model.Run(inputs, said);
        using var monitor = new ModelMonitor<TModel, TInput, float>(new MonitoringOptions { Every = Timeout.InfiniteTimeSpan, Alarms = null });
        double own = double.PositiveInfinity, equal = own, sought = own;
        object gate = new();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work))];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"observe: kind={name} threads={threads} observe_ns={own:F2} equal_ns={equal:F2} sought_ns={sought:F2} ratio_equal={own / equal:F2} ratio_sought={own / sought:F2}"));

        void Work()
        {
            PlainBins<EqualBins> plain = new(reference);
            PlainBins<SoughtBins> second = new(reference);
            (double o, double e, double s) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
            for (int turn = 0; turn < Turns; turn++)
            {
                long begin = Stopwatch.GetTimestamp();
                monitor.Observe(model, inputs, said);
                long first = Stopwatch.GetTimestamp();
                TKind.Count(plain, inputs, said);
                long middle = Stopwatch.GetTimestamp();
                TKind.Count(second, inputs, said);
                long end = Stopwatch.GetTimestamp();
                (o, e, s) = (Math.Min(o, first - begin), Math.Min(e, middle - first), Math.Min(s, end - middle));
                // Until the runtime has made its last code of all three.
                if (turn % 500 == 499) Thread.Sleep(200);
            }
            double scale = 1e9 / Stopwatch.Frequency / (Rows * 5);
            lock (gate) (own, equal, sought) = (Math.Min(own, o * scale), Math.Min(equal, e * scale), Math.Min(sought, s * scale));
        }
    }
}

/// <summary>What one writes by hand: counts of each column, by a bin of a number and the place of a text.</summary>
internal sealed class PlainBins<TBins> where TBins : struct, IPlainBins
{
    private readonly (float Low, float Scale, float[] Edges, Dictionary<string, int> Places, long[] Counts)[] columns;

    public PlainBins(ReferenceProfile reference) => columns =
    [
        .. reference.Columns.Concat(reference.Scores).Select(static column => (
            (float)column.Edges.FirstOrDefault(), 10 / Math.Max(1e-3f, (float)(column.Edges.LastOrDefault() - column.Edges.FirstOrDefault())), column.Edges.Select(static e => (float)e).ToArray(),
            column.Categories.Select(static (c, i) => (c, i)).ToDictionary(static p => p.c, static p => p.i, StringComparer.Ordinal), new long[Math.Max(14, column.Cells)])),
    ];

    public void Add(int column, float value)
    {
        ref var own = ref columns[column];
        own.Counts[float.IsNaN(value) ? own.Counts.Length - 2 : TBins.BinOf(value, own.Low, own.Scale, own.Edges)]++;
    }

    public void Add(int column, string? value)
    {
        ref var own = ref columns[column];
        own.Counts[value is null ? own.Counts.Length - 2 : own.Places.TryGetValue(value, out int place) ? place : own.Counts.Length - 1]++;
    }

    public void Add(int column, bool value) => columns[column].Counts[value ? 1 : 0]++;

    public void Add(int column, DateTime value) => Add(column, ((((int)value.DayOfWeek + 6) % 7) * 24) + value.Hour);
}

internal interface IPlainBins
{
    static abstract int BinOf(float value, float low, float scale, float[] edges);
}

/// <summary>Twelve equal bins.</summary>
internal readonly struct EqualBins : IPlainBins
{
    public static int BinOf(float value, float low, float scale, float[] edges) => Math.Clamp((int)((value - low) * scale) + 1, 0, 11);
}

/// <summary>The bins of the reference.</summary>
internal readonly struct SoughtBins : IPlainBins
{
    public static int BinOf(float value, float low, float scale, float[] edges)
    {
        int bin = 0;
        while (bin < edges.Length && edges[bin] <= value) bin++;
        return bin;
    }
}
