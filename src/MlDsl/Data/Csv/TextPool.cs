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
    private const int Size = 2048, Longest = 32, Ways = 4;
    private readonly byte[] texts = new byte[Size * Longest];
    private readonly Entry[] entries = new Entry[Size];
    private int victim;

    /// <summary>The text; null where it is not UTF-8. What is in the pool was checked when it came in.</summary>
    public string? Get(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return "";
        if (text.Length > Longest) return Decode(text);
        ulong hash = Hash(text);
        int home = (int)(hash >> 55) * Ways;
        for (int place = home; place < home + Ways; place++)
        {
            ref Entry entry = ref entries[place];
            // Up to eight bytes the hash stands for the text: the mixing maps no two of them to one.
            if (entry.Hash == hash && entry.Length == text.Length && (text.Length <= 8 || text.SequenceEqual(texts.AsSpan(place * Longest, text.Length))))
                return entry.Text;
        }
        return Add(text, hash, home);
    }

    /// <summary>
    /// The text where it has 1 to 8 bytes and is in the pool; else null. Eight bytes are read from where it begins, so as many must be there.
    /// </summary>
    public string? Known(ReadOnlySpan<byte> text)
    {
        if ((uint)(text.Length - 1) > 7 || !BitConverter.IsLittleEndian) return null;
        ulong hash = Spread(Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(text)) & (ulong.MaxValue >> (64 - (8 * text.Length))));
        int home = (int)(hash >> 55) * Ways;
        for (int place = home; place < home + Ways; place++)
        {
            ref Entry entry = ref entries[place];
            if (entry.Hash == hash && entry.Length == text.Length) return entry.Text;
        }
        return null;
    }

    private string? Add(ReadOnlySpan<byte> text, ulong hash, int home)
    {
        if (Decode(text) is not { } made) return null;
        int free = home + (victim++ & (Ways - 1));
        for (int place = home + Ways - 1; place >= home; place--)
        {
            if (entries[place].Text is null) free = place;
        }
        text.CopyTo(texts.AsSpan(free * Longest));
        entries[free] = new Entry(hash, made, text.Length);
        return made;
    }

    private static string? Decode(ReadOnlySpan<byte> text) => Utf8.IsValid(text) ? System.Text.Encoding.UTF8.GetString(text) : null;

    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        ref byte origin = ref MemoryMarshal.GetReference(text);
        int length = text.Length;
        if (length <= 8) return Spread(Word(ref origin, length));
        ulong hash = (ulong)length;
        int at = 0;
        for (; at + 8 <= length; at += 8) hash = Spread(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref origin, at)));
        return Spread(hash ^ Word(ref Unsafe.Add(ref origin, at), length - at));
    }

    /// <summary>The high bits, which choose the place, depend on every byte; different words stay different.</summary>
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

    private readonly record struct Entry(ulong Hash, string? Text, int Length);
}
