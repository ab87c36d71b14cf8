using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>The groups of rows in a random order: by a hash of the group and the seed, never by where its rows stand.</summary>
internal static class Groups
{
    /// <summary>The groups and their sizes, in random order.</summary>
    public static (ulong Group, int Rows)[] Of(RowFacts facts, long seed)
    {
        var sizes = new Dictionary<ulong, int>();
        foreach (ulong group in facts.Keys) CollectionsMarshal.GetValueRefOrAddDefault(sizes, group, out _)++;
        return [.. sizes.OrderBy(size => RandomOrder.Key(seed, size.Key)).Select(static size => (size.Key, size.Value))];
    }

    /// <summary>One byte per row: that of its group.</summary>
    public static byte[] Spread(RowFacts facts, Dictionary<ulong, byte> sides)
    {
        var assigned = new byte[facts.Count];
        for (int i = 0; i < assigned.Length; i++) assigned[i] = sides[facts.Keys[i]];
        return assigned;
    }
}
