using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl.Monitoring.Estimates;

/// <summary>Rows as their features: entry by entry, and dense where a support is looked at.</summary>
internal sealed class FeatureRows
{
    private readonly List<int> starts = [0], positions = [];
    private readonly List<float> values = [];
    private RowSink sink = new();

    /// <summary>The number of rows.</summary>
    public int Count => starts.Count - 1;

    public ReadOnlySpan<int> PositionsOf(int row) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(positions)[starts[row]..starts[row + 1]];

    public ReadOnlySpan<float> ValuesOf(int row) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values)[starts[row]..starts[row + 1]];

    public void Add<TRow, TInput>(in TInput input, IFeatureMap<TInput> map)
        where TRow : IFeatureRow<TRow, TInput>
        where TInput : struct
    {
        sink.Clear();
        TRow.WriteFeatures(in input, map, ref sink);
        sink.Combine();
        for (int i = 0; i < sink.Positions.Length; i++)
        {
            if (sink.Values[i] == 0) continue;
            positions.Add(sink.Positions[i]);
            values.Add(sink.Values[i]);
        }
        starts.Add(positions.Count);
    }

    /// <summary>The values at some positions, row-major.</summary>
    /// <param name="places">For each position of the feature vector its place among those, or −1.</param>
    /// <param name="width">The number of those.</param>
    public float[] Dense(int[] places, int width)
    {
        var dense = new float[Count * width];
        for (int row = 0; row < Count; row++)
        {
            ReadOnlySpan<int> at = PositionsOf(row);
            ReadOnlySpan<float> stand = ValuesOf(row);
            for (int i = 0; i < at.Length; i++)
                if (places[at[i]] is >= 0 and int place) dense[(row * width) + place] = stand[i];
        }
        return dense;
    }
}

/// <summary>The features that a support is looked at by: all but those of texts, of which each row has others.</summary>
internal sealed class SupportFeatures
{
    // Wider plans are looked at in their first columns.
    private const int MostPositions = 1024;

    private readonly int[] places;
    private readonly List<string> names = [];
    private readonly SupportBins bins;

    public SupportFeatures(FeaturePlan plan, FeatureRows validation)
    {
        places = new int[plan.Width];
        Array.Fill(places, -1);
        IReadOnlyList<string> all = plan.FeatureNames;
        foreach (IEncoding encoding in plan.Encodings)
        {
            if (encoding is TextEncoding) continue;
            for (int i = encoding.Position; i < encoding.Position + encoding.Width && names.Count < MostPositions; i++)
            {
                places[i] = names.Count;
                names.Add(all[i]);
            }
        }
        bins = names.Count > 0 ? new SupportBins(names, validation.Dense(places, names.Count)) : new SupportBins(["(none)"], new float[validation.Count]);
    }

    public ValidationSupport Of(FeatureRows window) => bins.Of(names.Count > 0 ? window.Dense(places, names.Count) : new float[window.Count]);
}
