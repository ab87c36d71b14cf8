namespace MlDsl;

/// <summary>Entries of a feature vector in the order of their positions.</summary>
internal static class FeatureEntries
{
    /// <summary>Brings the entries of a row into the order of their positions, each once: those that came twice, as hashed text does, as their sum.</summary>
    /// <returns>How many there are then, at the beginning of both lists.</returns>
    public static int Combine(Span<int> positions, Span<float> values)
    {
        if (IsAscending(positions)) return positions.Length;
        positions.Sort(values);
        int kept = 0;
        for (int i = 0; i < positions.Length; kept++)
        {
            int position = positions[i];
            float sum = 0;
            for (; i < positions.Length && positions[i] == position; i++) sum += values[i];
            (positions[kept], values[kept]) = (position, sum);
        }
        return kept;
    }

    private static bool IsAscending(ReadOnlySpan<int> positions)
    {
        for (int i = 1; i < positions.Length; i++)
            if (positions[i] <= positions[i - 1]) return false;
        return true;
    }
}
