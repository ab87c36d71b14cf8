using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Finds the cell of a value of one column. Immutable; allocates nothing.</summary>
internal sealed class CellFinder
{
    private const ulong Seed = 0x6365_6C6C_7321_2121;

    private readonly float[] edges;
    private readonly string[] categories;
    // Open addressing over the hashes of the categories; −1 is free.
    private readonly int[] places;

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
        for (int i = 0; i < column.Edges.Length; i++) edges[i] = (float)column.Edges[i];
        places = new int[categories.Length == 0 ? 0 : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * categories.Length))];
        Array.Fill(places, -1);
        for (int i = 0; i < categories.Length; i++)
        {
            int place = PlaceOf(categories[i]);
            while (places[place] >= 0) place = (place + 1) & (places.Length - 1);
            places[place] = i;
        }
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

    private int PlaceOf(string text) => (int)StableHash.Of(text, Seed) & (places.Length - 1);
}
