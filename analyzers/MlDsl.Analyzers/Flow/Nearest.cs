namespace MlDsl.Analyzers.Flow;

/// <summary>The known name that a mistaken one is most like.</summary>
internal static class Nearest
{
    /// <summary>The nearest of <paramref name="known"/>; null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        string? best = known.OrderBy(k => Distance(name, k)).ThenBy(static k => k, StringComparer.Ordinal).FirstOrDefault();
        return best is not null && Distance(name, best) <= Math.Max(2, name.Length / 3) ? best : null;
    }

    /// <summary>The end of a message that proposes the nearest name, or lists what there is.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var all = known.OrderBy(static k => k, StringComparer.Ordinal).ToList();
        if (Find(name, all) is { } near) return $"did you mean '{near}'?";
        return all.Count == 0
            ? "there are none" : $"there are {string.Join(", ", all.Take(10).Select(static k => $"'{k}'"))}{(all.Count > 10 ? " and more" : "")}";
    }

    /// <summary>The Levenshtein distance, case apart.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                int next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[right.Length];
    }
}
