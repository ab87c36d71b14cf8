using System.Globalization;
using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>Text, order and hash of category keys, without regard to the current culture.</summary>
internal static class CategoryKeys
{
    /// <summary>The kind of the encoding in its JSON.</summary>
    public const string Kind = "categorical";

    /// <summary>The types of keys, by their names in C#.</summary>
    public static string[] Names { get; } = ["string", "long", "ulong", "double", "float", "Half", "decimal", "DateOnly", "char", "Guid"];

    /// <summary>The name of <typeparamref name="TKey"/> in C#.</summary>
    public static string Name<TKey>() =>
        typeof(TKey) == typeof(string) ? "string"
        : typeof(TKey) == typeof(long) ? "long"
        : typeof(TKey) == typeof(ulong) ? "ulong"
        : typeof(TKey) == typeof(double) ? "double"
        : typeof(TKey) == typeof(float) ? "float"
        : typeof(TKey) == typeof(decimal) ? "decimal"
        : typeof(TKey) == typeof(char) ? "char"
        : typeof(TKey).Name;

    /// <summary>The key that a value is, converted as generated code converts the typed value.</summary>
    /// <exception cref="InvalidValueException">The value is of another kind, NaN or infinite.</exception>
    public static TKey Of<TKey>(in ColumnValue value, string column) where TKey : notnull
    {
        if (typeof(TKey) == typeof(string) && value.ToText() is { } text) return As<string, TKey>(text);
        if (typeof(TKey) == typeof(char) && value.ToText() is [var letter]) return As<char, TKey>(letter);
        if (typeof(TKey) == typeof(Guid) && Guid.TryParse(value.ToText(), out Guid id)) return As<Guid, TKey>(id);
        if (typeof(TKey) == typeof(long) && value.ToInt64() is { } integer) return As<long, TKey>(integer);
        if (typeof(TKey) == typeof(ulong) && value.ToUInt64() is { } natural) return As<ulong, TKey>(natural);
        if (typeof(TKey) == typeof(DateOnly) && value.ToDate() is { } date) return As<DateOnly, TKey>(date);
        if (typeof(TKey) == typeof(decimal) && value.ToDecimal() is { } exact) return As<decimal, TKey>(ExactCategory.Of(exact, column));
        if (value.ToDouble() is { } number)
        {
            if (typeof(TKey) == typeof(double)) return As<double, TKey>(ExactCategory.Of(number, column));
            if (typeof(TKey) == typeof(float)) return As<float, TKey>(ExactCategory.Of((float)number, column));
            if (typeof(TKey) == typeof(Half)) return As<Half, TKey>(ExactCategory.Of((Half)number, column));
        }
        throw InvalidValueException.Mistyped(column, value, $"categories of the type {Name<TKey>()}");
    }

    /// <summary>MurmurHash3 of a key: of a text's UTF-8, of the bytes of a number, of a date's day.</summary>
    public static uint Murmur<TKey>(TKey key) where TKey : notnull => key switch
    {
        string text => MurmurHash.Of(text),
        long number => MurmurHash.Of((ulong)number),
        ulong number => MurmurHash.Of(number),
        double number => MurmurHash.Of(BitConverter.DoubleToUInt64Bits(number)),
        float number => MurmurHash.Of(BitConverter.SingleToUInt32Bits(number)),
        // What ONNX Runtime can hash: the same numbers as floats and as doubles.
        Half number => MurmurHash.Of(BitConverter.SingleToUInt32Bits((float)number)),
        decimal number => MurmurHash.Of(BitConverter.DoubleToUInt64Bits((double)number)),
        DateOnly date => MurmurHash.Of((ulong)date.DayNumber),
        char letter => MurmurHash.Of([letter]),
        Guid id => MurmurHash.Of(id),
        _ => MurmurHash.Of(Text(key)),
    };

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

    /// <summary>The stable 64-bit hash of a key: <see cref="CategoryHash.RowHash"/>.</summary>
    public static ulong Hash<TKey>(TKey key) where TKey : notnull => key switch
    {
        string text => StableHash.Of(text, 0),
        long number => RowHash.Mix((ulong)number),
        ulong number => RowHash.Mix(number),
        double number => RowHash.Mix(BitConverter.DoubleToUInt64Bits(number)),
        float number => RowHash.Mix(BitConverter.SingleToUInt32Bits(number)),
        Half number => RowHash.Mix(BitConverter.HalfToUInt16Bits(number)),
        DateOnly date => RowHash.Mix((ulong)date.DayNumber),
        char letter => RowHash.Mix(letter),
        Guid id => Hash(id),
        decimal number => Hash(number),
        // Other keys hash by their text, which allocates; generated code uses those above.
        _ => StableHash.Of(Text(key), 0),
    };

    // The two types are one, which the compiler does not see; without a box.
    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);

    private static ulong Hash(Guid id)
    {
        var hash = new RowHash();
        hash.Add(id);
        return hash.Value;
    }

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
