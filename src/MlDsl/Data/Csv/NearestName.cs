namespace MlDsl;

/// <summary>Finds the name that somebody may have meant: the one fewest single-character edits away (Levenshtein's distance).</summary>
internal static class NearestName
{
    /// <summary>The nearest of <paramref name="names"/>, in any case; null when all differ in more than half of their characters.</summary>
    public static string? Find(string name, IEnumerable<string> names)
    {
        (string? best, int least) = (null, int.MaxValue);
        foreach (string candidate in names)
        {
            int distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < least && distance * 2 <= Math.Max(name.Length, candidate.Length)) (best, least) = (candidate, distance);
        }
        return best;
    }

    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
