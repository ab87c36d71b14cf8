namespace MlDsl;

/// <summary>Counts row hashes that occur on another side, by sorting both: 8 bytes per row and no table.</summary>
internal static class Duplicates
{
    /// <summary>How many of <paramref name="asked"/> occur in one of <paramref name="known"/>. Sorts the arrays.</summary>
    public static long Count(ulong[] asked, params ReadOnlySpan<ulong[]> known)
    {
        Array.Sort(asked);
        foreach (ulong[] hashes in known) Array.Sort(hashes);
        Span<int> places = stackalloc int[known.Length];
        places.Clear();
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
}
