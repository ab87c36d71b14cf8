using System.Text;

namespace MlDsl.Columns;

/// <summary>
/// The n-grams of one text, counted per hash bucket, in the order of their first occurrence. One instance per thread is used again and
/// again, so that after warm-up nothing is allocated.
/// </summary>
/// <remarks>
/// Words are runs of Unicode letters and digits, lower-cased in the invariant culture. A word n-gram is n words in a row, whatever stood
/// between them. Character n-grams stay inside a word that has one space before and after it, as scikit-learn's <c>char_wb</c>; single
/// characters go without the spaces.
/// </remarks>
internal sealed class TextGrams
{
    // Words and characters are hashed with different seeds: the word "cat" is not the trigram "cat".
    private const ulong WordSeed = 0x776F_7264, CharSeed = 0x6368_6172;

    [ThreadStatic]
    private static TextGrams? current;

    private char[] letters = new char[256];
    private int[] starts = new int[64];
    private ulong[] hashes = new ulong[64];
    private int length, words;

    // An open-addressing table from bucket to entry; entries lie in the order of first occurrence. A slot is taken if its entry exists and
    // names the slot, so emptying the table is setting Count to 0 (Briggs and Torczon, "An efficient representation for sparse
    // sets", 1993).
    private int[] table = new int[512];
    private int[] slots = new int[256];
    private int[] buckets = new int[256];
    private int[] times = new int[256];

    /// <summary>The number of distinct buckets.</summary>
    public int Count { get; private set; }

    /// <summary>The distinct buckets.</summary>
    public ReadOnlySpan<int> Buckets => buckets.AsSpan(0, Count);

    /// <summary>How many n-grams fell into each of <see cref="Buckets"/>.</summary>
    public ReadOnlySpan<int> Times => times.AsSpan(0, Count);

    /// <summary>The n-grams of <paramref name="text"/>; valid until the next call on this thread.</summary>
    public static TextGrams Of(string text, TextOptions options)
    {
        TextGrams grams = current ??= new();
        grams.Count = 0;
        grams.Split(text);
        grams.CountWords(options);
        grams.CountCharacters(options);
        return grams;
    }

    /// <summary>Puts the words into <see cref="letters"/>, each with a space before it and the last with one after it.</summary>
    private void Split(string text)
    {
        (length, words) = (0, 0);
        // Lower-casing keeps a character's number of UTF-16 units, and a word has a space: twice the length is enough.
        Grow(ref letters, 2 * text.Length + 2);
        bool inside = false;
        for (int i = 0; i < text.Length;)
        {
            char letter = text[i];
            int units = 1;
            Rune rune = default;
            bool ascii = char.IsAscii(letter);
            if (!ascii) Rune.DecodeFromUtf16(text.AsSpan(i), out rune, out units);
            i += units;
            if (!(ascii ? char.IsAsciiLetterOrDigit(letter) : Rune.IsLetterOrDigit(rune)))
            {
                inside = false;
                continue;
            }
            if (!inside)
            {
                letters[length++] = ' ';
                Grow(ref starts, words + 2);
                starts[words++] = length;
                inside = true;
            }
            // The bit that makes an ASCII letter small is already set in digits.
            if (ascii) letters[length++] = (char)(letter | 0x20);
            else length += Rune.ToLowerInvariant(rune).EncodeToUtf16(letters.AsSpan(length));
        }
        letters[length++] = ' ';
        // The end of the last word, as if another began.
        Grow(ref starts, words + 1);
        starts[words] = length;
    }

    private void CountWords(TextOptions options)
    {
        if (options.WordNgrams == 0) return;
        Grow(ref hashes, words);
        for (int i = 0; i < words; i++) hashes[i] = StableHash.Of(letters.AsSpan(starts[i]..(starts[i + 1] - 1)), WordSeed);
        for (int i = 0; i < words; i++)
        {
            ulong hash = hashes[i];
            Put(StableHash.Bucket(hash, options.HashBits));
            for (int next = i + 1; next < Math.Min(words, i + options.WordNgrams); next++)
            {
                hash = StableHash.Combine(hash, hashes[next]);
                Put(StableHash.Bucket(hash, options.HashBits));
            }
        }
    }

    private void CountCharacters(TextOptions options)
    {
        for (int i = 0; i < words; i++)
        {
            for (int n = options.CharNgrams > 2 ? 3 : 1; n <= options.CharNgrams; n++)
            {
                int pad = n == 1 ? 0 : 1;
                for (int at = starts[i] - pad; at + n <= starts[i + 1] - 1 + pad; at++)
                    Put(StableHash.Bucket(StableHash.Of(letters.AsSpan(at, n), CharSeed), options.HashBits));
            }
        }
    }

    private void Put(int bucket)
    {
        int slot = Slot(bucket);
        if (Taken(slot))
        {
            times[table[slot]]++;
            return;
        }
        if (Count * 2 >= table.Length)
        {
            Widen();
            slot = Slot(bucket);
        }
        (table[slot], slots[Count], buckets[Count], times[Count]) = (Count, slot, bucket, 1);
        Count++;
    }

    /// <summary>The slot that holds <paramref name="bucket"/>, or the free one where it belongs.</summary>
    private int Slot(int bucket)
    {
        int mask = table.Length - 1;
        int slot = (int)((uint)bucket * 0x9E3779B1u >> 8) & mask;
        while (Taken(slot) && buckets[table[slot]] != bucket) slot = (slot + 1) & mask;
        return slot;
    }

    private bool Taken(int slot) => (uint)table[slot] < (uint)Count && slots[table[slot]] == slot;

    private void Widen()
    {
        int count = Count;
        table = new int[table.Length * 2];
        Array.Resize(ref slots, table.Length / 2);
        Array.Resize(ref buckets, table.Length / 2);
        Array.Resize(ref times, table.Length / 2);
        // Entries are put back one by one, for a slot is taken only by entries below Count.
        for (Count = 0; Count < count; Count++)
        {
            int slot = Slot(buckets[Count]);
            (table[slot], slots[Count]) = (Count, slot);
        }
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length) Array.Resize(ref array, Math.Max(length, 2 * array.Length));
    }
}
