using System.Runtime.InteropServices;

namespace MlDsl.Labels;

/// <summary>Points in the space of the features, as entries that are not 0, and their distances from one of them.</summary>
/// <param name="width">The number of features.</param>
internal sealed class Embeddings(int width)
{
    private readonly List<int> starts = [0];
    private readonly List<int> positions = [];
    private readonly List<float> values = [];
    private readonly double[] sums = new double[width];
    private readonly SortedSet<int> touched = [];
    private double[] squares = [];
    private int rows;

    /// <summary>The number of points.</summary>
    public int Count => starts.Count - 1;

    /// <summary>Adds a row to the point that is being made. What is missing is 0.</summary>
    public void Add(ReadOnlySpan<int> at, ReadOnlySpan<float> what)
    {
        rows++;
        for (int i = 0; i < at.Length; i++)
        {
            if (float.IsNaN(what[i])) continue;
            touched.Add(at[i]);
            sums[at[i]] += what[i];
        }
    }

    /// <summary>The rows that were added are one point: their mean.</summary>
    public void End()
    {
        foreach (int position in touched)
        {
            positions.Add(position);
            values.Add((float)(sums[position] / rows));
            sums[position] = 0;
        }
        touched.Clear();
        rows = 0;
        starts.Add(positions.Count);
    }

    /// <summary>No more points: columns of large numbers are divided by their root mean square, so that they count no more than others.</summary>
    public void Finish()
    {
        var scales = new double[width];
        for (int i = 0; i < positions.Count; i++) scales[positions[i]] += (double)values[i] * values[i];
        for (int i = 0; i < width; i++) scales[i] = Math.Max(1, Math.Sqrt(scales[i] / Math.Max(Count, 1)));
        Span<float> all = CollectionsMarshal.AsSpan(values);
        for (int i = 0; i < all.Length; i++) all[i] = (float)(all[i] / scales[positions[i]]);
        squares = new double[Count];
        for (int point = 0; point < squares.Length; point++)
            for (int i = starts[point]; i < starts[point + 1]; i++) squares[point] += (double)all[i] * all[i];
    }

    /// <summary>The squared length of a point.</summary>
    public double Square(int point) => squares[point];

    /// <summary>The products of a point with all.</summary>
    /// <param name="point">The point.</param>
    /// <param name="products">Where they go.</param>
    public void Multiply(int point, Span<double> products)
    {
        ReadOnlySpan<float> all = CollectionsMarshal.AsSpan(values);
        ReadOnlySpan<int> at = CollectionsMarshal.AsSpan(positions);
        ReadOnlySpan<int> begins = CollectionsMarshal.AsSpan(starts);
        for (int i = begins[point]; i < begins[point + 1]; i++) sums[at[i]] = all[i];
        for (int other = 0; other < products.Length; other++)
        {
            double sum = 0;
            for (int i = begins[other]; i < begins[other + 1]; i++) sum += sums[at[i]] * all[i];
            products[other] = sum;
        }
        for (int i = begins[point]; i < begins[point + 1]; i++) sums[at[i]] = 0;
    }
}
