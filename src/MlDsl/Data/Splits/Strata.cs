using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>Rows class by class, each class in a random order.</summary>
internal static class Strata
{
    /// <summary>The indexes of the rows, ordered by class and then by random key, and the end of each class among them.</summary>
    /// <exception cref="InvalidOperationException">There is one class only: there is nothing to keep in proportion.</exception>
    public static (int[] Order, int[] Ends) Of(RowFacts facts, long seed, string rows)
    {
        var places = new SortedDictionary<ulong, int>();
        foreach (ulong stratum in facts.Keys) places[stratum] = places.GetValueOrDefault(stratum) + 1;
        if (places.Count < 2)
            throw new InvalidOperationException(
                $"the rows of {rows} are of one class, or their label is a number with fractions; "
                    + "split them with SplitRandom or FoldsRandom");
        int[] ends = new int[places.Count];
        int end = 0, index = 0;
        var next = new Dictionary<ulong, int>();
        foreach ((ulong stratum, int count) in places)
        {
            next[stratum] = end;
            ends[index++] = end += count;
        }
        var order = new int[facts.Count];
        foreach (int row in RandomOrder.Of(facts.Numbers, seed))
        {
            ref int place = ref CollectionsMarshal.GetValueRefOrNullRef(next, facts.Keys[row]);
            order[place++] = row;
        }
        return (order, ends);
    }
}
