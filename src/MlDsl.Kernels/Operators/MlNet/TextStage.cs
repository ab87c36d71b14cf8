using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels.Operators;

/// <summary>Something that is done to texts: they are normalized, cut into words, or into characters, or words are left out.</summary>
/// <param name="Kind">What.</param>
/// <param name="Flags">How, by flags of its kind.</param>
/// <param name="Separators">What stands between words, or the words that are left out.</param>
internal sealed record TextStage(TextStageKind Kind, TextStageFlags Flags, string Separators)
{
    private const int AsciiCount = 128, FewSeparators = 4;

    // Of words, 1 for each ASCII character that stands between them; and whether others do.
    private readonly byte[] separates = [.. Enumerable.Range(0, AsciiCount).Select(code => (byte)(Kind == TextStageKind.Words && Separators.Contains((char)code, StringComparison.Ordinal) ? 1 : 0))];
    private readonly bool areOthers = Kind == TextStageKind.Words && Separators.Any(static separator => separator >= AsciiCount);

    /// <summary>The words that are left out, which stand in lines of their own.</summary>
    public TextTable? Words { get; } = Kind == TextStageKind.Without ? new TextTable(Separators.Split('\n')) : null;

    /// <summary>How many characters <see cref="Between"/> looks at.</summary>
    public const int Bits = 64;

    /// <summary>What of <see cref="Ascii"/> stands for none.</summary>
    public const char Gone = char.MaxValue;

    /// <summary>Of normalizing, what each ASCII character becomes; <see cref="Gone"/> where it goes.</summary>
    public char[] Ascii { get; } = Kind == TextStageKind.Normalize ? [.. Enumerable.Range(0, AsciiCount).Select(code => TextCharacters.Normalized((char)code, Flags) ?? Gone)] : [];

    /// <summary>Of normalizing, whether all that becomes of ASCII is that capital letters become small ones.</summary>
    public bool LowersOnly { get; } = Kind == TextStageKind.Normalize && Enumerable.Range(0, AsciiCount).All(code => TextCharacters.Normalized((char)code, Flags) == char.ToLowerInvariant((char)code));

    /// <summary>Of words, whether spaces that do not separate them are around them.</summary>
    public bool HasSpaces { get; } = Kind == TextStageKind.Words && !Separators.Contains(' ', StringComparison.Ordinal);

    /// <summary>Of words, a bit for each of the first <see cref="Bits"/> characters that stands between them.</summary>
    public ulong Between(ReadOnlySpan<char> text)
    {
        ulong between = 0;
        int i = 0, count = Math.Min(text.Length, Bits);
        if (Separators.Length <= FewSeparators && Vector128.IsHardwareAccelerated)
        {
            ReadOnlySpan<ushort> characters = MemoryMarshal.Cast<char, ushort>(text);
            for (; i <= count - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            {
                Vector128<ushort> some = Vector128.Create(characters.Slice(i, Vector128<ushort>.Count)), found = Vector128<ushort>.Zero;
                foreach (char separator in Separators) found |= Vector128.Equals(some, Vector128.Create((ushort)separator));
                between |= (ulong)found.ExtractMostSignificantBits() << i;
            }
        }
        byte[] ascii = separates;
        for (; i < count; i++)
        {
            uint character = text[i];
            ulong separator = character < (uint)ascii.Length ? ascii[character] : areOthers && Separators.Contains((char)character, StringComparison.Ordinal) ? 1ul : 0;
            between |= separator << i;
        }
        return between;
    }

    /// <summary>Reads <c>Words 0 separators</c> and the like; null for what is none.</summary>
    public static TextStage? Parse(string text)
    {
        string[] words = text.Split(' ', 3);
        if (words.Length != 3 || !Enum.TryParse(words[0], out TextStageKind kind) || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int flags)) return null;
        return kind is not (TextStageKind.Words or TextStageKind.Without) || words[2].Length > 0 ? new TextStage(kind, (TextStageFlags)flags, words[2]) : null;
    }
}

/// <summary>What is done to texts.</summary>
internal enum TextStageKind
{
    /// <summary>Case, diacritics, punctuation and numbers.</summary>
    Normalize,

    /// <summary>Cut at separators; spaces around a word are no part of it, and empty words are none.</summary>
    Words,

    /// <summary>Words of a list are left out, whatever their case, and so are empty ones.</summary>
    Without,

    /// <summary>Each character is a key by its number.</summary>
    Characters,
}

/// <summary>How it is done; each kind has its own.</summary>
[Flags]
internal enum TextStageFlags
{
    None = 0,

    /// <summary>Of normalizing: small letters.</summary>
    Lower = 1,

    /// <summary>Of normalizing: capital letters.</summary>
    Upper = 2,

    /// <summary>Of normalizing: letters keep their marks.</summary>
    KeepsDiacritics = 4,

    /// <summary>Of normalizing: punctuation stays.</summary>
    KeepsPunctuation = 8,

    /// <summary>Of normalizing: digits and other numbers stay.</summary>
    KeepsNumbers = 16,

    /// <summary>Of characters: texts begin and end with a mark.</summary>
    IsMarked = 32,

    /// <summary>Of characters: each text is marked by itself; else all together, with separators between them.</summary>
    MarksEach = 64,
}
