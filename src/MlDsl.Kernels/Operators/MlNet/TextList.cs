using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace MlDsl.Kernels.Operators;

/// <summary>The texts of a row while they are cut, in lent memory: characters, where each text begins and ends, and at last keys.</summary>
internal ref struct TextList
{
    // What ML.NET puts before, behind and between texts.
    private const int Start = 2, End = 3, Unit = 0x1F;

    private readonly Span<char> characters;
    private readonly Span<int> ranges, keys;
    private int count, keyCount;
    private bool isVector;

    public TextList(Span<char> characters, Span<int> ranges, Span<int> keys, bool isVector)
    {
        this.characters = characters;
        this.ranges = ranges;
        this.keys = keys;
        this.isVector = isVector;
    }

    /// <summary>What the texts have become.</summary>
    public readonly ReadOnlySpan<int> Keys => keys[..keyCount];

    public void Add(ReadOnlySpan<string> texts)
    {
        int at = 0;
        foreach (string text in texts)
        {
            text.CopyTo(characters[at..]);
            Set(count++, at, text.Length);
            at += text.Length;
        }
    }

    public void Apply(TextStage stage)
    {
        switch (stage.Kind)
        {
            case TextStageKind.Normalize: Normalize(stage); break;
            case TextStageKind.Words: Cut(stage); break;
            case TextStageKind.Without: LeaveOut(stage.Words!); break;
            default: Spell(stage.Flags); break;
        }
    }

    /// <summary>The key of each text; 0 where there is none.</summary>
    public void Find(TextTable terms)
    {
        for (int i = 0; i < count; i++)
        {
            int place = terms.Find(Text(i));
            keys[keyCount++] = place == terms.Missing ? 0 : place + 1;
        }
    }

    /// <summary>The key of the hash of each text; 0 of an empty one.</summary>
    public void Find(MlNetHash hash, uint seed, bool isOrdered)
    {
        for (int i = 0; i < count; i++) keys[keyCount++] = (int)hash.Of(isOrdered ? MlNetHash.Round(seed, (uint)i) : seed, Text(i));
    }

    /// <summary>Adds all texts to a hash.</summary>
    public readonly void AddTo(ref RowHash row)
    {
        for (int i = 0; i < count; i++) row.Add(Text(i));
    }

    private readonly ReadOnlySpan<char> Text(int i) => characters.Slice(ranges[2 * i], ranges[(2 * i) + 1]);

    private readonly void Set(int i, int start, int length) => (ranges[2 * i], ranges[(2 * i) + 1]) = (start, length);

    // A text never becomes longer. Of a vector, empty texts go.
    private void Normalize(TextStage stage)
    {
        char[] ascii = stage.Ascii;
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<char> text = Text(i);
            int start = ranges[2 * i], length = 0;
            // Most texts are ASCII, and most of them lose nothing but the size of their letters.
            if (stage.LowersOnly) Ascii.ToLowerInPlace(characters.Slice(start, text.Length), out length);
            foreach (char given in text[length..])
            {
                if (given < ascii.Length)
                {
                    // Written whether it stays or not, so that no branch depends on it.
                    char character = ascii[given];
                    characters[start + length] = character;
                    length += character != TextStage.Gone ? 1 : 0;
                }
                else if (TextCharacters.Normalized(given, stage.Flags) is { } character)
                {
                    characters[start + length++] = character;
                }
            }
            if (length > 0 || !isVector) Set(kept++, start, length);
        }
        count = kept;
    }

    // Small letters are written behind all texts, where there is room for one more.
    private void LeaveOut(TextTable words)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<char> text = Text(i);
            if (text.IsEmpty) continue;
            Span<char> lower = characters.Slice(characters.Length - text.Length, text.Length);
            for (int at = 0; at < text.Length; at++) lower[at] = char.ToLowerInvariant(text[at]);
            if (words.Find(lower) == words.Missing) Set(kept++, ranges[2 * i], text.Length);
        }
        (count, isVector) = (kept, true);
    }

    // Words are written over the texts they are of, from behind: as many as there may be have room there.
    private void Cut(TextStage stage)
    {
        int words = 0;
        if (count == 1)
        {
            // What the one text's range was is known already.
            (count, isVector) = (Words(Text(0), stage, ranges[0], ranges), true);
            return;
        }
        Span<int> into = ranges[(2 * count)..];
        for (int i = 0; i < count; i++) words += Words(Text(i), stage, ranges[2 * i], into[(2 * words)..]);
        into[..(2 * words)].CopyTo(ranges);
        (count, isVector) = (words, true);
    }

    // Of n characters there are (n + 1) / 2 words at most, and room for one more, so that a range is written before it is known to be empty.
    private static int Words(ReadOnlySpan<char> text, TextStage stage, int start, Span<int> into)
    {
        int words = 0, from = 0;
        for (int block = 0; block <= text.Length; block += TextStage.Bits)
        {
            ulong between = stage.Between(text[block..]);
            // The text's end ends a word, too.
            if (text.Length - block < TextStage.Bits) between |= 1ul << (text.Length - block);
            for (; between != 0; between &= between - 1)
            {
                int next = block + BitOperations.TrailingZeroCount(between), first = from, length = next - from;
                if (stage.HasSpaces)
                {
                    ReadOnlySpan<char> word = text[from..next];
                    (first, length) = (from + (length - word.TrimStart(' ').Length), word.Trim(' ').Length);
                }
                (into[2 * words], into[(2 * words) + 1]) = (start + first, length);
                words += length > 0 ? 1 : 0;
                from = next + 1;
            }
        }
        return words;
    }

    private void Spell(TextStageFlags flags)
    {
        bool isMarked = flags.HasFlag(TextStageFlags.IsMarked), isEach = !isVector || flags.HasFlag(TextStageFlags.MarksEach);
        Span<int> into = keys;
        int at = keyCount;
        if (!isEach && isMarked) into[at++] = Start;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<char> text = Text(i);
            if (text.IsEmpty) continue;
            if (isEach && isMarked) into[at++] = Start;
            if (!isEach && i > 0) into[at++] = Unit;
            Widen(text, into.Slice(at, text.Length));
            at += text.Length;
            if (isEach && isMarked) into[at++] = End;
        }
        if (!isEach && isMarked) into[at++] = End;
        keyCount = at;
    }

    private static void Widen(ReadOnlySpan<char> text, Span<int> into)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ReadOnlySpan<ushort> characters = MemoryMarshal.Cast<char, ushort>(text);
            for (; i <= characters.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.Create(characters.Slice(i, Vector128<ushort>.Count)));
                low.AsInt32().CopyTo(into[i..]);
                high.AsInt32().CopyTo(into[(i + Vector128<int>.Count)..]);
            }
        }
        for (; i < text.Length; i++) into[i] = text[i];
    }
}
