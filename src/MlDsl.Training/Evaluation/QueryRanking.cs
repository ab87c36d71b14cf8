namespace MlDsl.Training;

/// <summary>The metrics of one query's rows, each the mean over all orders of rows with equal scores. Holds room that is used again.</summary>
/// <remarks>McSherry and Najork (2008), "Computing Information Retrieval Performance Measures Efficiently in the Presence of Tied Scores".</remarks>
/// <param name="cutoffs">The cut-offs of the NDCG.</param>
internal sealed class QueryRanking(IReadOnlyList<int> cutoffs)
{
    // Sums of 1 / log2(rank + 1) over the first ranks.
    private double[] discounts = [0];
    private float[] keys = [];
    private float[] grades = [];
    private double[] gains = [];

    /// <summary>The number of metrics: one for each cut-off, then the NDCG of all rows, average precision and reciprocal rank.</summary>
    public int Metrics => cutoffs.Count + 3;

    /// <summary>The gain of a grade.</summary>
    public static double Gain(float grade) => Math.ScaleB(1, (int)grade) - 1;

    /// <summary>Measures the rows of a query; false, and nothing is written, where none is relevant.</summary>
    /// <param name="rows">Grades and scores.</param>
    /// <param name="query">The rows of the query, at least one.</param>
    /// <param name="isConstant">Whether all scores count as equal.</param>
    /// <param name="values">Where the metrics go.</param>
    public bool TryMeasure(KeptRows rows, ReadOnlySpan<int> query, bool isConstant, Span<double> values)
    {
        MakeRoom(query.Length);
        int relevant = 0;
        for (int i = 0; i < query.Length; i++)
        {
            // Sorted upwards, the highest score comes first; −0 equals 0.
            keys[i] = isConstant ? 0 : -rows.Prediction(query[i]) + 0f;
            grades[i] = rows.Label(query[i]);
            gains[i] = Gain(grades[i]);
            if (grades[i] > 0) relevant++;
        }

        if (relevant == 0) return false;
        Array.Sort(gains, 0, query.Length);
        Array.Sort(keys, grades, 0, query.Length);
        values.Clear();
        double seen = 0;
        for (int from = 0, to; from < query.Length; from = to)
        {
            to = EndOfTie(from, query.Length);
            seen = AddTie(from, to, seen, values);
        }

        for (int i = 0; i < cutoffs.Count; i++) values[i] /= Ideal(Math.Min(cutoffs[i], query.Length), query.Length);
        values[cutoffs.Count] /= Ideal(query.Length, query.Length);
        values[^2] /= relevant;
        return true;
    }

    /// <summary>Adds the rows of one score; how many relevant ones have been seen with them.</summary>
    private double AddTie(int from, int to, double seen, Span<double> values)
    {
        double gain = 0;
        int relevant = 0, count = to - from;
        for (int i = from; i < to; i++)
        {
            gain += Gain(grades[i]);
            if (grades[i] > 0) relevant++;
        }

        if (relevant == 0) return seen;
        for (int i = 0; i < cutoffs.Count; i++)
            if (cutoffs[i] > from) values[i] += gain / count * (discounts[Math.Min(cutoffs[i], to)] - discounts[from]);
        values[cutoffs.Count] += gain / count * (discounts[to] - discounts[from]);
        values[^2] += Precision(from, count, relevant, seen);
        if (seen == 0) values[^1] = ReciprocalRank(from, count, relevant);
        return seen + relevant;
    }

    // At each rank of the tie: how likely a relevant row stands there, times the share of relevant ones down to it when one does.
    private static double Precision(int from, int count, int relevant, double seen)
    {
        double sum = 0, others = count > 1 ? (relevant - 1.0) / (count - 1) : 0;
        for (int i = 0; i < count; i++) sum += (seen + 1 + (i * others)) / (from + i + 1);
        return sum * relevant / count;
    }

    // The first relevant row stands at rank j of the tie with probability C(n − j, r − 1) / C(n, r), here made from one j to the next.
    private static double ReciprocalRank(int from, int count, int relevant)
    {
        double sum = 0, chance = (double)relevant / count;
        for (int j = 1; j <= count - relevant + 1; j++)
        {
            sum += chance / (from + j);
            if (j < count) chance *= (double)(count - j - relevant + 1) / (count - j);
        }

        return sum;
    }

    private double Ideal(int ranks, int count)
    {
        double sum = 0;
        for (int i = 0; i < ranks; i++) sum += gains[count - 1 - i] * (discounts[i + 1] - discounts[i]);
        return sum;
    }

    private int EndOfTie(int from, int count)
    {
        int to = from + 1;
        while (to < count && keys[to] == keys[from]) to++;
        return to;
    }

    private void MakeRoom(int count)
    {
        if (keys.Length >= count) return;
        int room = Math.Max(count, 2 * keys.Length);
        (keys, grades, gains) = (new float[room], new float[room], new double[room]);
        int known = discounts.Length;
        Array.Resize(ref discounts, room + 1);
        for (int rank = known; rank <= room; rank++) discounts[rank] = discounts[rank - 1] + (1 / Math.Log2(rank + 1));
    }
}
