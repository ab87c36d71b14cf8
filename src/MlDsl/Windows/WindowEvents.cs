namespace MlDsl.Windows;

/// <summary>What came of a row that was added.</summary>
internal enum Adding
{
    /// <summary>It is there now.</summary>
    Added,

    /// <summary>It was there, with the same values.</summary>
    Repeated,

    /// <summary>It was there with other values, and stays as it was.</summary>
    Conflicting,
}

/// <summary>The rows of one group that windows look at, by event time and then by id, in columns. Not safe for several threads.</summary>
internal sealed class WindowEvents
{
    private readonly int width;
    // Of each row, the last one up to it that has the value; made anew up to where rows were put in between.
    private readonly int[]?[] lastPresent;
    private readonly int[] lastValid;

    /// <summary>No rows.</summary>
    /// <param name="width">The number of values of a row.</param>
    /// <param name="sought">Of each value, whether <see cref="LastPresent"/> is asked for it.</param>
    public WindowEvents(int width, ReadOnlySpan<bool> sought)
    {
        this.width = width;
        lastPresent = new int[]?[width];
        lastValid = new int[width];
        for (int i = 0; i < width; i++) lastPresent[i] = sought[i] ? [] : null;
    }

    /// <summary>The number of values of a row.</summary>
    public int Width => width;

    public int Count { get; private set; }

    public long[] Times { get; private set; } = [];

    public long[] Arrived { get; private set; } = [];

    public ulong[] Ids { get; private set; } = [];

    public double[] Values { get; private set; } = [];

    /// <summary>The place of the first row at <paramref name="time"/> or later.</summary>
    public int Before(long time) => Place(time, 0);

    /// <summary>The place of the last row up to <paramref name="row"/> that has the value; −1 for none.</summary>
    public int LastPresent(int row, int value)
    {
        if (row < 0) return -1;
        int[] last = lastPresent[value]!;
        if (last.Length < Count) Array.Resize(ref last, Times.Length);
        lastPresent[value] = last;
        int from = lastValid[value];
        for (; from <= row; from++) last[from] = !double.IsNaN(Values[(from * width) + value]) ? from : from == 0 ? -1 : last[from - 1];
        lastValid[value] = from;
        return last[row];
    }

    /// <summary>Adds a row where it belongs. A row that was there was known from the earlier of both arrivals on.</summary>
    public Adding Add(long time, ulong id, long arrived, ReadOnlySpan<double> values)
    {
        int place = Place(time, id);
        if (place < Count && Times[place] == time && Ids[place] == id)
        {
            if (!Values.AsSpan(place * width, width).SequenceEqual(values)) return Adding.Conflicting;
            Arrived[place] = Math.Min(Arrived[place], arrived);
            return Adding.Repeated;
        }
        if (Count == Times.Length) Grow(Math.Max(4, Count * 2));
        if (place < Count) Shift(place);
        (Times[place], Ids[place], Arrived[place]) = (time, id, arrived);
        values.CopyTo(Values.AsSpan(place * width, width));
        for (int i = 0; i < width; i++) lastValid[i] = Math.Min(lastValid[i], place);
        Count++;
        return Adding.Added;
    }

    /// <summary>Whether such a row is there.</summary>
    public bool Holds(long time, ulong id)
    {
        int place = Place(time, id);
        return place < Count && Times[place] == time && Ids[place] == id;
    }

    /// <summary>Leaves only the rows that are marked.</summary>
    public void Keep(ReadOnlySpan<bool> kept)
    {
        int to = 0;
        for (int from = 0; from < Count; from++)
        {
            if (!kept[from]) continue;
            (Times[to], Ids[to], Arrived[to]) = (Times[from], Ids[from], Arrived[from]);
            Values.AsSpan(from * width, width).CopyTo(Values.AsSpan(to * width, width));
            to++;
        }
        Count = to;
        Array.Clear(lastValid);
        if (Count * 4 < Times.Length) Grow(Math.Max(4, Count * 2));
    }

    private int Place(long time, ulong id)
    {
        // Most rows come in order.
        if (Count == 0 || IsBefore(Count - 1, time, id)) return Count;
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (IsBefore(middle, time, id)) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private bool IsBefore(int row, long time, ulong id) => Times[row] < time || (Times[row] == time && Ids[row] < id);

    private void Shift(int place)
    {
        int rest = Count - place;
        Array.Copy(Times, place, Times, place + 1, rest);
        Array.Copy(Ids, place, Ids, place + 1, rest);
        Array.Copy(Arrived, place, Arrived, place + 1, rest);
        Array.Copy(Values, place * width, Values, (place + 1) * width, rest * width);
    }

    private void Grow(int capacity)
    {
        Times = Resized(Times, capacity);
        Ids = Resized(Ids, capacity);
        Arrived = Resized(Arrived, capacity);
        Values = Resized(Values, checked(capacity * width));
        for (int i = 0; i < width; i++) if (lastPresent[i] is { } last && last.Length > capacity) (lastPresent[i], lastValid[i]) = ([], 0);
    }

    private static T[] Resized<T>(T[] array, int length)
    {
        Array.Resize(ref array, length);
        return array;
    }
}
