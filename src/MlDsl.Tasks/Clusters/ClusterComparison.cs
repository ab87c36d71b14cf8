namespace MlDsl.Training;

/// <summary>Compares two ways to put the same rows into clusters.</summary>
public static class ClusterComparison
{
    /// <summary>
    /// The adjusted Rand index: how often two rows are together, or apart, in both, less what chance would give of clusters of these sizes: 1 for the same clusters, whatever they are called; about 0 for clusters that have nothing to do with each other.
    /// </summary>
    /// <remarks>Hubert and Arabie (1985), "Comparing partitions".</remarks>
    /// <param name="one">The cluster of each row, any number.</param>
    /// <param name="other">The same of the other way; as long.</param>
    /// <exception cref="ArgumentException">Lengths differ, or there are fewer than two rows.</exception>
    public static double AdjustedRand(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        if (one.Length != other.Length || one.Length < 2)
            throw new ArgumentException($"Two clusterings of the same two rows or more are compared, not of {one.Length} and of {other.Length}", nameof(other));
        Dictionary<(int, int), long> both = [];
        Dictionary<int, long> left = [], right = [];
        for (int row = 0; row < one.Length; row++)
        {
            both[(one[row], other[row])] = both.GetValueOrDefault((one[row], other[row])) + 1;
            left[one[row]] = left.GetValueOrDefault(one[row]) + 1;
            right[other[row]] = right.GetValueOrDefault(other[row]) + 1;
        }
        double together = both.Values.Sum(Pairs), inLeft = left.Values.Sum(Pairs), inRight = right.Values.Sum(Pairs);
        double expected = inLeft * inRight / Pairs(one.Length), most = (inLeft + inRight) / 2;
        // All rows together, or all apart, in both.
        return most == expected ? 1 : (together - expected) / (most - expected);

        static double Pairs(long count) => count * (count - 1) / 2.0;
    }
}
