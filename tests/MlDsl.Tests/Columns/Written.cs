using System.Buffers;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Testing;

namespace MlDsl.Tests.Columns;

/// <summary>Learns, writes and reads columns in one line, for the tests of this folder.</summary>
internal static class Written
{
    public static NumericEncoding Learn(NumericOptions options, params float?[] values)
    {
        NumericLearner learner = new("Miles", options);
        foreach (float? value in values) learner.Add(value);
        int position = 0;
        return learner.Finish(ref position);
    }

    public static CategoryEncoding<string> Learn(CategoryOptions options, params string?[] values)
    {
        CategoryLearner<string> learner = new("Port", options);
        for (int i = 0; i < values.Length; i++) learner.Add(values[i], i, i % FoldFilter.Count);
        int position = 0;
        return learner.Finish(ref position, FoldFilter.All);
    }

    public static TextEncoding Learn(TextOptions options, params string?[] texts)
    {
        TextLearner learner = new("Comment", options);
        foreach (string? text in texts) learner.Add(text);
        int position = 0;
        return learner.Finish(ref position);
    }

    public static float[] Row(NumericEncoding encoding, float? value)
    {
        float[] row = new float[encoding.Position + encoding.Width];
        DenseSink sink = new(row, 0);
        encoding.Write(value, ref sink);
        return row;
    }

    public static float[] Row<TKey>(CategoryEncoding<TKey> encoding, TKey? value)
        where TKey : class, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
    {
        float[] row = new float[encoding.Position + encoding.Width];
        DenseSink sink = new(row, 0);
        encoding.Write(value, ref sink);
        return row;
    }

    public static float[] Row(CategoryEncoding<long> encoding, long? value)
    {
        float[] row = new float[encoding.Position + encoding.Width];
        DenseSink sink = new(row, 0);
        encoding.Write(value, ref sink);
        return row;
    }

    /// <summary>The positions that a text sets, with their values, in the order written.</summary>
    public static (int Position, float Value)[] Entries(TextEncoding encoding, string? text)
    {
        SparseSink sink = new(0);
        encoding.Write(text, ref sink);
        List<(int, float)> entries = [];
        for (int i = 0; i < sink.Count; i++) entries.Add((sink.Positions[i], sink.Values[i]));
        return [.. entries];
    }

    public static string Json(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer)) write(json);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static string[] Names(Action<List<string>> append)
    {
        List<string> names = [];
        append(names);
        return [.. names];
    }

    public static void Near(double[] expected, IEnumerable<float> actual, double tolerance)
    {
        float[] values = [.. actual];
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
            Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance, FormattableString.Invariant($"[{i}]: {expected[i]} expected, {values[i]} found"));
    }
}
