namespace MlDsl.Generators;

/// <summary>The known name that a mistaken one is most like.</summary>
internal static class Nearest
{
    // Longer names are compared by their beginning: the work grows with the product of the lengths.
    private const int Longest = 64;

    /// <summary>A sentence's end that proposes the nearest of <paramref name="known"/>, or lists them when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var all = known.ToList();
        if (all.Count == 0) return "there are none";
        return Of(name, all) is { } best
            ? $"did you mean '{best}'?"
            : $"there are {string.Join(", ", all.Take(10).Select(static k => $"'{k}'"))}{(all.Count > 10 ? " and more" : "")}";
    }

    /// <summary>The nearest of <paramref name="known"/>; null when none is near.</summary>
    public static string? Of(string name, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0) return null;
        string best = known.OrderBy(k => Distance(name, k)).ThenBy(static k => k, StringComparer.Ordinal).First();
        return Distance(name, best) <= Math.Max(2, name.Length / 3) ? best : null;
    }

    /// <summary>The Levenshtein distance, case apart.</summary>
    public static int Distance(string left, string right)
    {
        int width = Math.Min(right.Length, Longest), height = Math.Min(left.Length, Longest);
        int[] row = Enumerable.Range(0, width + 1).ToArray();
        for (int i = 1; i <= height; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= width; j++)
            {
                int cost = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                int next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[width] + (right.Length - width) + (left.Length - height);
    }
}
