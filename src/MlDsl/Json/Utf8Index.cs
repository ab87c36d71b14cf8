using System.Numerics;
using System.Text;

namespace MlDsl.Json;

/// <summary>From the UTF-8 bytes of a text to its place among distinct texts, and to the one string of it: an open-addressing table that does not allocate.</summary>
internal sealed class Utf8Index
{
    private readonly string[] texts;
    private readonly byte[][] bytes;

    // The place plus one; 0 is free. At most half full, so that every search ends.
    private readonly int[] table;

    public Utf8Index(IEnumerable<string> distinct)
    {
        texts = [.. distinct];
        bytes = [.. texts.Select(Encoding.UTF8.GetBytes)];
        table = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, texts.Length * 2))];
        for (int i = 0; i < bytes.Length; i++)
        {
            int at = Start(bytes[i]);
            while (table[at] != 0) at = (at + 1) & (table.Length - 1);
            table[at] = i + 1;
        }
    }

    public int Count => texts.Length;

    /// <summary>The string at a place, always the same one.</summary>
    public string this[int place] => texts[place];

    /// <summary>The bytes of the text at a place.</summary>
    public ReadOnlySpan<byte> BytesOf(int place) => bytes[place];

    /// <summary>The place of a text; −1 when it has none.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        for (int at = Start(text); table[at] != 0; at = (at + 1) & (table.Length - 1))
            if (text.SequenceEqual(bytes[table[at] - 1])) return table[at] - 1;
        return -1;
    }

    // FNV-1a: the texts are names and categories, some bytes long.
    private int Start(ReadOnlySpan<byte> text)
    {
        uint hash = 2166136261;
        foreach (byte b in text) hash = (hash ^ b) * 16777619;
        return (int)(hash & (uint)(table.Length - 1));
    }
}
