using System.Runtime.InteropServices;

namespace MlDsl.Labels;

/// <summary>Counts pairs that were not compared, because too many share what they would have been found by.</summary>
internal sealed class LeftOut
{
    private readonly Dictionary<List<int>, List<(int Place, int Count)>> cut = [];

    /// <summary>A place was not compared with so many others.</summary>
    /// <param name="others">The places that share something with it.</param>
    /// <param name="place">The place.</param>
    /// <param name="count">With how many of them it was not compared.</param>
    public void Add(List<int> others, int place, int count) => (CollectionsMarshal.GetValueRefOrAddDefault(cut, others, out _) ??= []).Add((place, count));

    /// <summary>At most so many pairs were not compared of which both are in different groups: one that shares several things may be counted at each.</summary>
    public long Count(Grouping groups)
    {
        var pairs = new Dictionary<int, long>();
        foreach (var (others, places) in cut)
        {
            Dictionary<int, int> sizes = others.GroupBy(groups.Root).ToDictionary(static group => group.Key, static group => group.Count());
            foreach (var (place, count) in places) CollectionsMarshal.GetValueRefOrAddDefault(pairs, place, out _) += Math.Min(count, others.Count - sizes.GetValueOrDefault(groups.Root(place)));
        }
        return pairs.Values.Sum(count => Math.Min(count, groups.Places - 1));
    }
}
