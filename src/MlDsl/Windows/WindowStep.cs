using System.Buffers;

namespace MlDsl.Windows;

/// <summary>
/// The one step that fills windows over time, for data sets and for histories: from the rows of a group, those strictly before a time and known by
/// then, in event order whatever the order in which they came. Immutable.
/// </summary>
internal sealed class WindowStep
{
    private readonly WindowSpec[] windows;
    private readonly bool[] sought;
    // Windows over rows, and those over time by what they gather.
    private readonly int[] last;
    private readonly int[][] stretches;

    public WindowStep(int values, WindowClock clock, IReadOnlyList<WindowSpec> windows)
    {
        (Width, Clock, this.windows, sought) = (values, clock, [.. windows], new bool[values]);
        foreach (WindowSpec window in windows) sought[window.Value] |= window.Kind == WindowKind.SinceLast;
        last = [.. Enumerable.Range(0, windows.Count).Where(i => !windows[i].IsRolling)];
        stretches =
        [
            .. Enumerable.Range(0, windows.Count).Where(i => windows[i].IsRolling)
                .GroupBy(i => (windows[i].Value, windows[i].Ticks, windows[i].Days, windows[i].Horizon))
                .Select(same => same.OrderBy(i => windows[i].Kind == WindowKind.Quantile).ToArray()),
        ];
    }

    public WindowClock Clock { get; }

    /// <summary>The number of values that a row is observed by.</summary>
    public int Width { get; }

    public IReadOnlyList<WindowSpec> Windows => windows;

    /// <summary>A group without rows.</summary>
    public WindowEvents NewEvents() => new(Width, sought);

    /// <summary>Whether a row is known too late after its event time to be in windows of others.</summary>
    public bool IsLate(long time, long arrived) => arrived - time > Clock.Lateness;

    /// <summary>Fills <paramref name="results"/>, one for each window, with what is to be told at <paramref name="at"/>; NaN for what is missing.</summary>
    /// <exception cref="WindowException">The beginning of a window of local days is not one instant.</exception>
    public void Fill(WindowEvents events, long at, Span<float> results)
    {
        int end = events.Before(at);
        foreach (int i in last) results[i] = (float)(windows[i].Kind == WindowKind.Lag ? Lag(events, windows[i], end, at) : SinceLast(events, windows[i], end, at));
        foreach (int[] together in stretches) FillStretch(events, together, end, at, results);
    }

    /// <summary>Marks the rows that a window at <paramref name="floor"/> or later may want, whatever rows are still to come; returns their number.</summary>
    public int Needed(WindowEvents events, long floor, Span<bool> needed)
    {
        needed.Clear();
        int from = events.Count;
        foreach (WindowSpec window in windows)
            if (window.IsRolling) from = Math.Min(from, events.Before(Earliest(window, floor)));
        needed[from..].Fill(true);
        foreach (WindowSpec window in windows)
            if (!window.IsRolling) MarkLast(events, window, floor, needed);
        return needed.Count(true);
    }

    private void MarkLast(WindowEvents events, WindowSpec window, long floor, Span<bool> needed)
    {
        int left = Math.Max(1, window.Rows);
        for (int i = events.Count - 1; i >= 0 && left > 0; i--)
        {
            if (window.Kind == WindowKind.SinceLast && double.IsNaN(Value(events, i, window))) continue;
            needed[i] = true;
            // What is seen from every time on takes a place; what is not seen yet does not.
            if (events.Times[i] < floor && IsKnown(events, i, window, floor)) left--;
        }
    }

    private long Start(WindowSpec window, long at) => window.Days > 0 ? Clock.DaysBefore(at, window.Days) : at - window.Ticks;

    // No zone's offset moves by more than a day.
    private static long Earliest(WindowSpec window, long floor) => floor - (window.Days > 0 ? (window.Days + 2L) * TimeSpan.TicksPerDay : window.Ticks);

    private double Value(WindowEvents events, int row, WindowSpec window) => events.Values[(row * Width) + window.Value];

    private static bool IsKnown(WindowEvents events, int row, WindowSpec window, long at) =>
        events.Arrived[row] <= at && events.Times[row] <= at - window.Horizon;

    // What happened too short a time before is not known, however many rows it is.
    private static int End(WindowEvents events, WindowSpec window, int end, long at) =>
        window.Horizon == 0 ? end : Math.Min(end, events.Before(at - window.Horizon + 1));

    private double Lag(WindowEvents events, WindowSpec window, int end, long at)
    {
        int left = window.Rows;
        for (int i = End(events, window, end, at) - 1; i >= 0; i--)
            if (events.Arrived[i] <= at && --left == 0) return Value(events, i, window);
        return double.NaN;
    }

    private static double SinceLast(WindowEvents events, WindowSpec window, int end, long at)
    {
        for (int i = events.LastPresent(End(events, window, end, at) - 1, window.Value); i >= 0; i = events.LastPresent(i - 1, window.Value))
            if (events.Arrived[i] <= at) return (at - events.Times[i]) / (double)TimeSpan.TicksPerHour;
        return double.NaN;
    }

    // Several aggregates of the same values gather them once; quantiles, which sort them, come last.
    private void FillStretch(WindowEvents events, int[] together, int end, long at, Span<float> results)
    {
        WindowSpec first = windows[together[0]];
        int from = events.Before(Start(first, at)), to = End(events, first, end, at), count = 0;
        double[] room = ArrayPool<double>.Shared.Rent(Math.Max(1, to - from));
        for (int i = from; i < to; i++)
        {
            double value = Value(events, i, first);
            if (events.Arrived[i] <= at && !double.IsNaN(value)) room[count++] = value;
        }
        foreach (int i in together) results[i] = (float)WindowArithmetic.Of(windows[i], room.AsSpan(0, count));
        ArrayPool<double>.Shared.Return(room);
    }
}
