using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.Benchmarks.Views;

/// <summary>Reads every column of a view of <see cref="ViewRow"/>, as a consumer that has asked for all of them.</summary>
internal static class ViewReading
{
    /// <summary>Reads all rows once.</summary>
    /// <returns>What depends on every value, so that views can be held against each other.</returns>
    public static double Read(IDataView view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<float>[] singles = Of<float>(cursor);
        ValueGetter<double>[] doubles = Of<double>(cursor);
        ValueGetter<int>[] wholes = Of<int>(cursor);
        ValueGetter<long>[] longs = Of<long>(cursor);
        ValueGetter<bool>[] flags = Of<bool>(cursor);
        ValueGetter<DateTime>[] times = Of<DateTime>(cursor);
        ValueGetter<ReadOnlyMemory<char>>[] texts = Of<ReadOnlyMemory<char>>(cursor);
        ValueGetter<VBuffer<float>>[] vectors = Of<VBuffer<float>>(cursor);
        int read = singles.Length + doubles.Length + wholes.Length + longs.Length + flags.Length + times.Length + texts.Length + vectors.Length;
        if (read != view.Schema.Count) throw new NotSupportedException($"{read} of {view.Schema.Count} columns are read");

        // One sum for each column: a single one would make every value wait for the one before, and that is what would be measured.
        double[] sums = new double[read];
        (float single, double number, int whole, long wide, bool flag, DateTime time, ReadOnlyMemory<char> text, VBuffer<float> vector) = (0, 0, 0, 0, false, default, default, default);
        while (cursor.MoveNext())
        {
            int at = 0;
            foreach (ValueGetter<float> get in singles) { get(ref single); sums[at++] += single; }
            foreach (ValueGetter<double> get in doubles) { get(ref number); sums[at++] += number; }
            foreach (ValueGetter<int> get in wholes) { get(ref whole); sums[at++] += whole; }
            foreach (ValueGetter<long> get in longs) { get(ref wide); sums[at++] += wide; }
            foreach (ValueGetter<bool> get in flags) { get(ref flag); sums[at++] += flag ? 1 : 0; }
            foreach (ValueGetter<DateTime> get in times) { get(ref time); sums[at++] += time.Ticks; }
            foreach (ValueGetter<ReadOnlyMemory<char>> get in texts) { get(ref text); sums[at++] += text.Length; }
            foreach (ValueGetter<VBuffer<float>> get in vectors) { get(ref vector); sums[at++] += vector.GetValues()[^1]; }
        }
        return sums.Sum();
    }

    private static ValueGetter<T>[] Of<T>(DataViewRowCursor cursor) =>
        [.. cursor.Schema.Where(static column => column.Type.RawType == typeof(T)).Select(column => cursor.GetGetter<T>(column))];
}
