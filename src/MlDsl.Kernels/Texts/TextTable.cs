using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace MlDsl.Kernels;

/// <summary>
/// Known texts and their positions: a perfect hash over the characters, packed into 64 bits, so that each look-up costs one comparison.
/// Where a text is given twice, the first one counts. Immutable, safe for any number of threads, allocates nothing per look-up.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TextTable
{
    // Of a text in UTF-8; longer ones are rented.
    private const int OnStack = 256;

    private readonly string[] texts;
    private readonly TextHash hash;
    private readonly Slot[] slots;
    private readonly uint[] shifts;
    private readonly int longest;

    /// <summary>Arranges the table.</summary>
    /// <param name="texts">The texts in the order of their positions.</param>
    /// <exception cref="ArgumentException">A text is null.</exception>
    public TextTable(string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < texts.Length; i++)
        {
            if (texts[i] is null) throw new ArgumentException($"Text {i} of {texts.Length} is null", nameof(texts));
            first.TryAdd(texts[i], i);
            longest = Math.Max(longest, texts[i].Length);
        }
        this.texts = texts;
        string[] keys = [.. first.Keys];
        (hash, shifts, int[] places) = TextHash.Arrange(keys);
        slots = [.. places.Select(place => place < 0 ? new Slot(0, -1, texts.Length) : new Slot(hash.Pack(keys[place]), keys[place].Length, first[keys[place]]))];
    }

    /// <summary>The number of positions; the position of every text that is not known.</summary>
    public int Missing => texts.Length;

    /// <summary>The position of a text; <see cref="Missing"/> for one that is not known.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Find(text.AsSpan());
    }

    /// <summary>The position of a text.</summary>
    public int Find(ReadOnlySpan<char> text)
    {
        ulong packed = hash.Pack(text), mixed = hash.Mix(packed, text.Length);
        uint shift = shifts[(uint)(mixed >> 32) & (uint)(shifts.Length - 1)];
        ref readonly Slot slot = ref slots[((uint)mixed + shift) & (uint)(slots.Length - 1)];
        return slot.Packed == packed && slot.Length == text.Length && (text.Length <= TextHash.Exact || text.SequenceEqual(texts[slot.Position])) ? slot.Position : texts.Length;
    }

    /// <summary>The position of a text in UTF-8; what is no such text is not known.</summary>
    public int Find(ReadOnlySpan<byte> utf8)
    {
        // A character takes at most three bytes.
        if (utf8.Length > 3L * longest) return texts.Length;
        char[]? rented = utf8.Length > OnStack ? ArrayPool<char>.Shared.Rent(utf8.Length) : null;
        Span<char> characters = rented is null ? stackalloc char[OnStack] : rented;
        bool isText = Utf8.ToUtf16(utf8, characters, out _, out int count, replaceInvalidSequences: false) == OperationStatus.Done;
        int position = isText ? Find(characters[..count]) : texts.Length;
        if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        return position;
    }

    private readonly struct Slot(ulong packed, int length, int position)
    {
        public readonly ulong Packed = packed;
        public readonly int Length = length, Position = position;
    }
}
