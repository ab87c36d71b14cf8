using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>
/// Gives the same string for the same UTF-8 text, so that categories cost nothing after their first row. Bounded: 2,048 texts of up
/// to 32 bytes; a text that finds its four places taken replaces one.
/// </summary>
internal sealed class TextPool
{
    private const int Size = 2048, Longest = 32, Ways = 4;
    private readonly byte[] texts = new byte[Size * Longest];
    private readonly byte[] lengths = new byte[Size];
    private readonly string?[] strings = new string?[Size];
    private int victim;

    /// <summary>The text, which must be valid UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return "";
        if (text.Length > Longest) return System.Text.Encoding.UTF8.GetString(text);
        int home = (int)(Hash(text) % (Size / Ways)) * Ways;
        int free = -1;
        for (int place = home; place < home + Ways; place++)
        {
            if (strings[place] is not { } known) free = free < 0 ? place : free;
            else if (lengths[place] == text.Length && texts.AsSpan(place * Longest, text.Length).SequenceEqual(text)) return known;
        }
        if (free < 0) free = home + (victim++ & (Ways - 1));
        text.CopyTo(texts.AsSpan(free * Longest));
        lengths[free] = (byte)text.Length;
        return strings[free] = System.Text.Encoding.UTF8.GetString(text);
    }

    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = (ulong)text.Length;
        for (; text.Length >= 8; text = text[8..]) hash = RowHash.Mix(hash ^ MemoryMarshal.Read<ulong>(text));
        ulong rest = 0;
        foreach (byte b in text) rest = (rest << 8) | b;
        return RowHash.Mix(hash ^ (rest * 0x9E3779B185EBCA87));
    }
}
