using System.Buffers;

namespace MlDsl.Kernels.Operators;

/// <summary>From the texts of a row to keys, and to counts of n-grams of them, in lent memory.</summary>
internal sealed class TextKeys
{
    private readonly TextStage[] stages;
    private readonly TextTable? terms;
    private readonly MlNetHash? hash;
    private readonly uint seed;
    private readonly bool isVector;

    /// <param name="stages">What is done to the texts, as <see cref="TextStage"/> reads it.</param>
    /// <param name="isVector">Whether the texts of a row are a vector in ML.NET.</param>
    /// <param name="terms">The texts that are keys, from 1 on.</param>
    /// <param name="hash">Bits and seed of hashes that are keys, and whether they are of the old manner.</param>
    /// <param name="owner">Whose error it is.</param>
    /// <exception cref="OperatorException">A stage is none, or the hash is.</exception>
    public TextKeys(string[] stages, long isVector, string[]? terms, long[]? hash, Operator owner)
    {
        ArgumentNullException.ThrowIfNull(stages);
        this.stages = [.. stages.Select(stage => TextStage.Parse(stage) ?? throw owner.Problem($"'{stage}' is nothing that is done to texts"))];
        this.isVector = isVector != 0;
        this.terms = terms is null ? null : new TextTable(terms);
        if (hash is null) return;
        if (terms is not null || hash is not [>= 1 and <= 31, >= 0 and <= uint.MaxValue, 0 or 1]) throw owner.Problem("texts become keys by a hash of 1 to 31 bits, or by a list");
        (this.hash, seed) = (new MlNetHash(hash[2] != 0, (1u << (int)hash[0]) - 1), (uint)hash[1]);
    }

    /// <summary>Adds the n-grams of a row's keys to counts.</summary>
    public void Count(ReadOnlySpan<string> texts, IGramCounter grams, Span<float> counts)
    {
        int characters = 0, longest = 0;
        foreach (string text in texts) (characters, longest) = (characters + text.Length, Math.Max(longest, text.Length));

        // Marks stand around every word, which has at least one character.
        int most = characters + (2 * texts.Length) + 2;
        char[] buffer = ArrayPool<char>.Shared.Rent(most + longest);
        int[] ranges = ArrayPool<int>.Shared.Rent(2 * most), keys = ArrayPool<int>.Shared.Rent(3 * most);
        var list = new TextList(buffer, ranges, keys, isVector);
        list.Add(texts);
        foreach (TextStage stage in stages) list.Apply(stage);
        if (terms is not null) list.Find(terms);
        else if (hash is { } hashed) list.Find(hashed, seed);
        grams.AddTo(counts, list.Keys);
        ArrayPool<char>.Shared.Return(buffer);
        ArrayPool<int>.Shared.Return(ranges);
        ArrayPool<int>.Shared.Return(keys);
    }
}
