namespace MlDsl;

/// <summary>Counts row hashes that occur on another side, by walking both in order: 8 bytes per row and no table.</summary>
internal static class Duplicates
{
    /// <summary>How many of <paramref name="asked"/> occur in one of <paramref name="known"/>; all are sorted.</summary>
    public static long Count(ulong[] asked, params ulong[][] known)
    {
        int parts = asked.Length < 1 << 16 ? 1 : Environment.ProcessorCount;
        var counts = new long[parts];
        Parallel.For(0, parts, part =>
            counts[part] = Count(asked.AsSpan((int)((long)asked.Length * part / parts)..(int)((long)asked.Length * (part + 1) / parts)), known));
        return counts.Sum();
    }

    private static long Count(ReadOnlySpan<ulong> asked, ulong[][] known)
    {
        if (asked.IsEmpty) return 0;
        ulong least = asked[0];
        int[] places = Array.ConvertAll(known, hashes => FirstFrom(hashes, least));
        long count = 0;
        foreach (ulong hash in asked)
        {
            bool found = false;
            for (int i = 0; i < known.Length; i++)
            {
                while (places[i] < known[i].Length && known[i][places[i]] < hash) places[i]++;
                found |= places[i] < known[i].Length && known[i][places[i]] == hash;
            }
            if (found) count++;
        }
        return count;
    }

    /// <summary>The place of the first hash that is not less.</summary>
    private static int FirstFrom(ulong[] hashes, ulong least)
    {
        (int low, int high) = (0, hashes.Length);
        while (low < high)
        {
            int middle = (int)(((long)low + high) / 2);
            if (hashes[middle] < least) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
