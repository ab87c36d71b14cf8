using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Finds the cells of values of one column. Immutable; allocates nothing.</summary>
internal sealed class CellFinder
{
    private const ulong Seed = 0x6365_6C6C_7321_2121;

    // A text is looked for among so many at most before all of its characters are hashed instead of those at its ends and in its middle.
    private const int MostProbes = 8;

    private readonly float[] edges;
    private readonly int cuts;
    private readonly string[] categories;
    // Open addressing over the hashes of the categories; −1 is free.
    private readonly int[] places;
    private readonly bool isWhole;

    /// <summary>A finder of a column's cells.</summary>
    public CellFinder(ColumnProfile column)
    {
        Bins = column.Bins;
        categories = [.. column.Categories];
        // A power of two less one, so that the search halves without a question; no value is at the edge that is NaN.
        int length = 1;
        while (length - 1 < column.Edges.Length) length *= 2;
        edges = new float[length - 1];
        Array.Fill(edges, float.NaN);
        cuts = column.Edges.Length;
        for (int i = 0; i < cuts; i++) edges[i] = (float)column.Edges[i];
        places = new int[categories.Length == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)(2 * categories.Length))];
        if (Fill() <= MostProbes) return;
        isWhole = true;
        Fill();
    }

    /// <summary>The number of bins.</summary>
    public int Bins { get; }

    /// <summary>The cell of what is missing.</summary>
    public int Missing => Bins;

    /// <summary>The cell of what no bin is for.</summary>
    public int Unknown => Bins + 1;

    /// <summary>The cell of a number: as many as there are edges that it reaches.</summary>
    public int CellOf(float value)
    {
        if (!float.IsFinite(value)) return float.IsNaN(value) ? Missing : Unknown;
        if (Bins == 0) return Unknown;
        float[] all = edges;
        int cell = 0;
        for (int step = (all.Length + 1) >> 1; step > 0; step >>= 1)
            if (all[cell + step - 1] <= value) cell += step;
        return cell;
    }

    /// <summary>The cell of a text; null is missing.</summary>
    public int CellOf(string? text)
    {
        if (text is null) return Missing;
        if (places.Length == 0 || text.Length > CategorySketch.Longest) return Unknown;
        for (int place = PlaceOf(text); places[place] >= 0; place = (place + 1) & (places.Length - 1))
            if (categories[places[place]] == text) return places[place];
        return Unknown;
    }

    /// <summary>The cells of numbers; NaN is missing.</summary>
    public void Find(ReadOnlySpan<float> values, Span<byte> cells)
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated && Bins > 0)
        {
            // All edges are asked at once for eight values: there are few, and nothing is guessed.
            ReadOnlySpan<float> all = edges.AsSpan(0, cuts);
            for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Vector256<float> value = Vector256.Create(values.Slice(i, Vector256<float>.Count));
                Vector256<int> cell = Vector256<int>.Zero;
                foreach (float edge in all) cell -= Vector256.GreaterThanOrEqual(value, Vector256.Create(edge)).AsInt32();
                Vector256<int> isInfinite = Vector256.Equals(Vector256.Abs(value), Vector256.Create(float.PositiveInfinity)).AsInt32(), isNumber = Vector256.Equals(value, value).AsInt32();
                cell = Vector256.ConditionalSelect(isInfinite, Vector256.Create(Unknown), Vector256.ConditionalSelect(isNumber, cell, Vector256.Create(Missing)));
                Vector256<short> half = Vector256.Narrow(cell, cell);
                MemoryMarshal.Write(cells[i..], Vector128.Narrow(half.GetLower(), half.GetLower()).AsUInt64().ToScalar());
            }
        }
        for (; i < values.Length; i++) cells[i] = (byte)CellOf(values[i]);
    }

    /// <summary>The cells of texts; null is missing.</summary>
    public void Find(ReadOnlySpan<string?> texts, Span<byte> cells)
    {
        for (int i = 0; i < texts.Length; i++) cells[i] = (byte)CellOf(texts[i]);
    }

    // The most places that are looked at for a text.
    private int Fill()
    {
        Array.Fill(places, -1);
        int most = 0;
        for (int i = 0; i < categories.Length; i++)
        {
            int place = PlaceOf(categories[i]), probes = 1;
            for (; places[place] >= 0; probes++) place = (place + 1) & (places.Length - 1);
            places[place] = i;
            most = Math.Max(most, probes);
        }
        return most;
    }

    private int PlaceOf(string text)
    {
        if (isWhole) return (int)StableHash.Of(text, Seed) & (places.Length - 1);
        ulong start, end;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text.AsSpan());
        if (text.Length >= 4) (start, end) = (MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[^8..]));
        else if (text.Length > 0) (start, end) = (text[0] | ((ulong)text[^1] << 16), 0);
        else (start, end) = (0, 0);
        ulong middle = text.Length > 0 ? text[text.Length >> 1] : 0u;
        ulong hash = (start * 0x9E37_79B1_85EB_CA87) ^ BitOperations.RotateLeft((end + middle + ((ulong)text.Length << 48)) * 0xC2B2_AE3D_27D4_EB4F, 29);
        return (int)((hash * 0x9E37_79B1_85EB_CA87) >> 32) & (places.Length - 1);
    }
}
