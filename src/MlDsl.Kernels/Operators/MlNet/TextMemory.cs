using System.Buffers;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels.Operators;

/// <summary>Lent memory for whatever the texts of a row may become.</summary>
internal readonly ref struct TextMemory
{
    private readonly int[] rented;

    public TextMemory(ReadOnlySpan<string> texts)
    {
        int characters = 0, longest = 0;
        foreach (string text in texts) (characters, longest) = (characters + text.Length, Math.Max(longest, text.Length));

        // Marks stand around every word, which has at least one character. Two characters take the place of a number.
        int most = characters + (2 * texts.Length) + 2, places = (most + longest + 1) / 2;
        rented = ArrayPool<int>.Shared.Rent(places + (5 * most));
        Characters = MemoryMarshal.Cast<int, char>(rented.AsSpan(0, places));
        Ranges = rented.AsSpan(places, 2 * most);
        Keys = rented.AsSpan(places + (2 * most), 3 * most);
    }

    /// <summary>The characters of all texts, and of the longest one once more.</summary>
    public Span<char> Characters { get; }

    /// <summary>Where each text begins, and how long it is.</summary>
    public Span<int> Ranges { get; }

    /// <summary>The keys of all texts or characters, and their marks.</summary>
    public Span<int> Keys { get; }

    public void Dispose() => ArrayPool<int>.Shared.Return(rented);
}
