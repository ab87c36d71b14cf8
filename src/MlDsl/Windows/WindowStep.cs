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

    public WindowStep(int values, WindowClock clock, IReadOnlyList<WindowSpec> windows)
    {
        (Width, Clock, this.windows, sought) = (values, clock, [.. windows], new bool[values]);
        foreach (WindowSpec window in windows) sought[window.Value] |= window.Kind == WindowKind.SinceLast;
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
        for (int i = 0; i < windows.Length; i++)
        {
            WindowSpec window = windows[i];
            results[i] = (float)(window.Kind switch
            {
                WindowKind.Lag => Lag(events, window, end, at),
                WindowKind.SinceLast => SinceLast(events, window, end, at),
                _ => Rolling(events, window, events.Before(Start(window, at)), end, at),
            });
        }
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

    private double Lag(WindowEvents events, WindowSpec window, int end, long at)
    {
        int left = window.Rows;
        for (int i = end - 1; i >= 0; i--)
            if (IsKnown(events, i, window, at) && --left == 0) return Value(events, i, window);
        return double.NaN;
    }

    private static double SinceLast(WindowEvents events, WindowSpec window, int end, long at)
    {
        for (int i = events.LastPresent(end - 1, window.Value); i >= 0; i = events.LastPresent(i - 1, window.Value))
            if (IsKnown(events, i, window, at)) return (at - events.Times[i]) / (double)TimeSpan.TicksPerHour;
        return double.NaN;
    }

    private double Rolling(WindowEvents events, WindowSpec window, int from, int end, long at)
    {
        if (end <= from) return window.Kind == WindowKind.Count ? 0 : double.NaN;
        double[] room = ArrayPool<double>.Shared.Rent(end - from);
        int count = 0;
        for (int i = from; i < end; i++)
        {
            double value = Value(events, i, window);
            if (IsKnown(events, i, window, at) && !double.IsNaN(value)) room[count++] = value;
        }
        double result = WindowArithmetic.Of(window, room.AsSpan(0, count));
        ArrayPool<double>.Shared.Return(room);
        return result;
    }
}
