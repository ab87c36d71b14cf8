using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Finds the cells of values of one column. Immutable; allocates nothing.</summary>
internal sealed class CellFinder
{
    /// <summary>Numbers are found fastest so many at a time.</summary>
    public const int ValuesAtOnce = 32;

    private const ulong Seed = 0x6365_6C6C_7321_2121;

    // A text is looked for among so many at most before all of its characters are hashed instead of those at its ends and in its middle.
    private const int MostProbes = 8;

    private readonly float[] edges;
    private readonly int cuts;
    private readonly string[] categories;
    // Open addressing over the hashes of the categories; −1 is free.
    private readonly int[] places;
    private readonly bool isWhole;
    private readonly byte ofFalse, ofTrue;

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
        if (Fill() > MostProbes)
        {
            isWhole = true;
            Fill();
        }
        (ofFalse, ofTrue) = ((byte)CellOf(ProfiledColumn.TextOf(false)), (byte)CellOf(ProfiledColumn.TextOf(true)));
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
        int[] all = places;
        if (all.Length == 0 || text.Length > CategorySketch.Longest) return Unknown;
        string[] names = categories;
        for (int place = PlaceOf(text, all.Length - 1), found; (found = all[place]) >= 0; place = (place + 1) & (all.Length - 1))
            if (names[found] == text) return found;
        return Unknown;
    }

    /// <summary>The cell of a flag; null is missing.</summary>
    public byte CellOf(bool? flag) => flag is not { } known ? (byte)Missing : known ? ofTrue : ofFalse;

    /// <summary>The cells of numbers; NaN is missing.</summary>
    public void Find(ReadOnlySpan<float> values, Span<byte> cells)
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated && Bins > 0)
        {
            // Every edge is asked of many values at once: there are few edges, and nothing is guessed.
            ReadOnlySpan<float> all = edges.AsSpan(0, cuts);
            for (; i <= values.Length - ValuesAtOnce; i += ValuesAtOnce) FindFour(values.Slice(i, ValuesAtOnce), all).CopyTo(cells.Slice(i, ValuesAtOnce));
        }
        for (; i < values.Length; i++) cells[i] = (byte)CellOf(values[i]);
    }

    /// <summary>The cells of texts; null is missing.</summary>
    public void Find(ReadOnlySpan<string?> texts, Span<byte> cells)
    {
        for (int i = 0; i < texts.Length; i++) cells[i] = (byte)CellOf(texts[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<byte> FindFour(ReadOnlySpan<float> values, ReadOnlySpan<float> all)
    {
        int width = Vector256<float>.Count;
        Vector256<float> first = Vector256.Create(values[..width]), second = Vector256.Create(values.Slice(width, width)), third = Vector256.Create(values.Slice(2 * width, width)), fourth = Vector256.Create(values.Slice(3 * width, width));
        Vector256<int> one = Vector256<int>.Zero, two = one, three = one, four = one;
        foreach (float edge in all)
        {
            Vector256<float> cut = Vector256.Create(edge);
            one -= Vector256.GreaterThanOrEqual(first, cut).AsInt32();
            two -= Vector256.GreaterThanOrEqual(second, cut).AsInt32();
            three -= Vector256.GreaterThanOrEqual(third, cut).AsInt32();
            four -= Vector256.GreaterThanOrEqual(fourth, cut).AsInt32();
        }
        return Vector256.Narrow(Vector256.Narrow(OrNone(first, one), OrNone(second, two)), Vector256.Narrow(OrNone(third, three), OrNone(fourth, four))).AsByte();
    }

    // The cell, where the value is finite.
    private Vector256<int> OrNone(Vector256<float> value, Vector256<int> cell)
    {
        Vector256<int> isInfinite = Vector256.Equals(Vector256.Abs(value), Vector256.Create(float.PositiveInfinity)).AsInt32(), isNumber = Vector256.Equals(value, value).AsInt32();
        return Vector256.ConditionalSelect(isInfinite, Vector256.Create(Unknown), Vector256.ConditionalSelect(isNumber, cell, Vector256.Create(Missing)));
    }

    // The most places that are looked at for a text.
    private int Fill()
    {
        Array.Fill(places, -1);
        int most = 0;
        for (int i = 0; i < categories.Length; i++)
        {
            int place = PlaceOf(categories[i], places.Length - 1), probes = 1;
            for (; places[place] >= 0; probes++) place = (place + 1) & (places.Length - 1);
            places[place] = i;
            most = Math.Max(most, probes);
        }
        return most;
    }

    private int PlaceOf(string text, int mask)
    {
        if (isWhole) return (int)StableHash.Of(text, Seed) & mask;
        ulong start, end;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text.AsSpan());
        if (text.Length >= 4) (start, end) = (MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[^8..]));
        else if (text.Length > 0) (start, end) = (text[0] | ((ulong)text[^1] << 16), 0);
        else (start, end) = (0, 0);
        ulong middle = text.Length > 0 ? text[text.Length >> 1] : 0u;
        ulong hash = (start * 0x9E37_79B1_85EB_CA87) ^ BitOperations.RotateLeft((end + middle + ((ulong)text.Length << 48)) * 0xC2B2_AE3D_27D4_EB4F, 29);
        return (int)((hash * 0x9E37_79B1_85EB_CA87) >> 32) & mask;
    }
}
