using System.Buffers;

namespace MlDsl.Kernels.Operators;

/// <summary>Lent memory for whatever the texts of a row may become.</summary>
internal readonly ref struct TextMemory
{
    public TextMemory(ReadOnlySpan<string> texts)
    {
        int characters = 0, longest = 0;
        foreach (string text in texts) (characters, longest) = (characters + text.Length, Math.Max(longest, text.Length));

        // Marks stand around every word, which has at least one character.
        int most = characters + (2 * texts.Length) + 2;
        Characters = ArrayPool<char>.Shared.Rent(most + longest);
        Ranges = ArrayPool<int>.Shared.Rent(2 * most);
        Keys = ArrayPool<int>.Shared.Rent(3 * most);
    }

    /// <summary>The characters of all texts, and of the longest one once more.</summary>
    public char[] Characters { get; }

    /// <summary>Where each text begins, and how long it is.</summary>
    public int[] Ranges { get; }

    /// <summary>The keys of all texts or characters, and their marks.</summary>
    public int[] Keys { get; }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(Characters);
        ArrayPool<int>.Shared.Return(Ranges);
        ArrayPool<int>.Shared.Return(Keys);
    }
}
