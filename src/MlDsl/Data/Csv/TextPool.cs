using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace MlDsl;

/// <summary>
/// Gives the same string for the same UTF-8 text, so that categories cost nothing after their first row. Bounded: 2,048 texts of up
/// to 32 bytes; a text that finds its four places taken replaces one.
/// </summary>
internal sealed class TextPool
{
    private const int Size = 2048, Longest = 32, ShortText = 8, Ways = 4;
    private readonly byte[] texts = new byte[Size * Longest];
    private readonly Entry[] entries = new Entry[Size];
    private int victim;

    /// <summary>The text; null where it is not UTF-8. What is in the pool was checked when it came in.</summary>
    public string? Get(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return "";
        if (text.Length > Longest) return Decode(text);
        ulong key = Key(text);
        int home = Home(key);
        for (int place = home; place < home + Ways; place++)
        {
            ref Entry entry = ref entries[place];
            // Up to eight bytes the key is the text.
            if (entry.Key == key && entry.Length == text.Length && (text.Length <= ShortText || text.SequenceEqual(texts.AsSpan(place * Longest, text.Length))))
                return entry.Text;
        }
        return Add(text, key, home);
    }

    /// <summary>The place of the first entry, by which <see cref="Known"/> finds what is in the pool.</summary>
    public ref Entry First => ref MemoryMarshal.GetArrayDataReference(entries);

    /// <summary>
    /// The text where it has 1 to 8 bytes and is in the pool; else null. Eight bytes are read from where it begins, so as many must be there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static string? Known(ref Entry first, ReadOnlySpan<byte> text)
    {
        if ((uint)(text.Length - 1) >= ShortText || !BitConverter.IsLittleEndian) return null;
        ulong key = Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(text)) & (ulong.MaxValue >> (-8 * text.Length));
        ref Entry home = ref Unsafe.Add(ref first, (nuint)Home(key));
        return home.Key == key && home.Length == text.Length ? home.Text : KnownBeside(ref home, key, text.Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? KnownBeside(ref Entry home, ulong key, int length)
    {
        for (int way = 1; way < Ways; way++)
        {
            ref Entry entry = ref Unsafe.Add(ref home, way);
            if (entry.Key == key && entry.Length == length) return entry.Text;
        }
        return null;
    }

    private string? Add(ReadOnlySpan<byte> text, ulong key, int home)
    {
        if (Decode(text) is not { } made) return null;
        int free = home + (victim++ & (Ways - 1));
        for (int place = home + Ways - 1; place >= home; place--)
        {
            if (entries[place].Text is null) free = place;
        }
        text.CopyTo(texts.AsSpan(free * Longest));
        entries[free] = new Entry(key, made, text.Length);
        return made;
    }

    /// <summary>The first of the places of a key: by the high bits of a product, which depend on every byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Home(ulong key) => (int)((key * 0x9E3779B185EBCA87) >> 55) * Ways;

    private static string? Decode(ReadOnlySpan<byte> text) => Utf8.IsValid(text) ? System.Text.Encoding.UTF8.GetString(text) : null;

    private static ulong Key(ReadOnlySpan<byte> text)
    {
        ref byte origin = ref MemoryMarshal.GetReference(text);
        int length = text.Length;
        if (length <= ShortText) return Word(ref origin, length);
        ulong hash = (ulong)length;
        int at = 0;
        for (; at + 8 <= length; at += 8) hash = Spread(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref origin, at)));
        return Spread(hash ^ Word(ref Unsafe.Add(ref origin, at), length - at));
    }

    private static ulong Spread(ulong word)
    {
        word = (word ^ (word >> 32)) * 0x9E3779B185EBCA87;
        return (word ^ (word >> 29)) * 0xC2B2AE3D27D4EB4F;
    }

    /// <summary>Up to eight bytes as one word, by overlapping reads within them.</summary>
    public static ulong Word(ref byte origin, int length) => length switch
    {
        0 => 0,
        >= 8 => Unsafe.ReadUnaligned<ulong>(ref origin),
        >= 4 => Unsafe.ReadUnaligned<uint>(ref origin) | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref origin, length - 4)) << ((length - 4) * 8)),
        _ => origin | ((ulong)Unsafe.Add(ref origin, length / 2) << (length / 2 * 8)) | ((ulong)Unsafe.Add(ref origin, length - 1) << ((length - 1) * 8)),
    };

    /// <summary>A text of the pool.</summary>
    /// <param name="Key">Its bytes where it is short, else a hash of them.</param>
    /// <param name="Text">The text; null where there is none.</param>
    /// <param name="Length">The number of its bytes.</param>
    public readonly record struct Entry(ulong Key, string? Text, int Length);
}
