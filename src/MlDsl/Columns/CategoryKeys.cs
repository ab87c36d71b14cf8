using System.Globalization;

namespace MlDsl.Columns;

/// <summary>Text, order and hash of category keys, without regard to the current culture.</summary>
internal static class CategoryKeys
{
    /// <summary>The key as text in the invariant culture, from which the same key is read.</summary>
    public static string Text<TKey>(TKey key) where TKey : notnull =>
        key is DateOnly date ? date.ToString("O", CultureInfo.InvariantCulture)
        : key is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : key.ToString() ?? "";

    /// <summary>Whether UTF-8 can hold the text: every surrogate has its other half.</summary>
    public static bool IsWhole(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }
        return true;
    }

    /// <summary>Ordinal order for strings, the keys' own for others.</summary>
    public static int Compare<TKey>(TKey left, TKey right) where TKey : notnull, IComparable<TKey> =>
        left is string text ? string.CompareOrdinal(text, (string)(object)right) : left.CompareTo(right);

    /// <summary>The stable 64-bit hash of a key.</summary>
    public static ulong Hash<TKey>(TKey key) where TKey : notnull => key switch
    {
        string text => StableHash.Of(text, 0),
        long number => RowHash.Mix((ulong)number),
        ulong number => RowHash.Mix(number),
        double number => RowHash.Mix(BitConverter.DoubleToUInt64Bits(number)),
        float number => RowHash.Mix(BitConverter.SingleToUInt32Bits(number)),
        Half number => RowHash.Mix(BitConverter.HalfToUInt16Bits(number)),
        DateOnly date => RowHash.Mix((ulong)date.DayNumber),
        decimal number => Hash(number),
        // Other keys hash by their text, which allocates; generated code uses those above.
        _ => StableHash.Of(Text(key), 0),
    };

    private static ulong Hash(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var hash = new RowHash();
        foreach (int part in parts) hash.Add((ulong)(uint)part);
        return hash.Value;
    }

    /// <summary>
    /// Up to three of <paramref name="known"/> with the least edit distance to <paramref name="value"/> (Levenshtein, 1966).
    /// </summary>
    public static IReadOnlyList<string> Nearest(string value, IEnumerable<string> known) =>
        [.. known.OrderBy(k => Distance(value, k)).ThenBy(static k => k, StringComparer.Ordinal).Take(3)];

    private static int Distance(string from, string to)
    {
        // A long value needs no exact distance: 64 characters rank well enough.
        ReadOnlySpan<char> left = from.AsSpan(0, Math.Min(from.Length, 64)), right = to.AsSpan(0, Math.Min(to.Length, 64));
        Span<int> row = stackalloc int[right.Length + 1];
        for (int j = 0; j < row.Length; j++) row[j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                int changed = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
