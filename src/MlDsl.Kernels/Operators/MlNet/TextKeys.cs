namespace MlDsl.Kernels.Operators;

/// <summary>From the texts of a row to keys, and to counts of n-grams of them, in lent memory.</summary>
internal sealed class TextKeys : IKeyReader<string>
{
    private readonly TextStage[] stages;
    private readonly TextTable? terms;
    private readonly MlNetHash? hash;
    private readonly uint seed;
    private readonly bool isVector, isOrdered;

    /// <param name="stages">What is done to the texts, as <see cref="TextStage"/> reads it.</param>
    /// <param name="isVector">Whether the texts of a row are a vector in ML.NET.</param>
    /// <param name="terms">The texts that are keys, from 1 on.</param>
    /// <param name="hash">Bits and seed of hashes that are keys, whether they are of the old manner, and whether a text's place takes part.</param>
    /// <param name="owner">Whose error it is.</param>
    /// <exception cref="OperatorException">A stage is none, or the hash is.</exception>
    public TextKeys(string[] stages, long isVector, string[]? terms, long[]? hash, Operator owner)
    {
        ArgumentNullException.ThrowIfNull(stages);
        this.stages = [.. stages.Select(stage => TextStage.Parse(stage) ?? throw owner.Problem($"'{stage}' is nothing that is done to texts"))];
        this.isVector = isVector != 0;
        this.terms = terms is null ? null : new TextTable(terms);
        if (hash is null) return;
        if (terms is not null || hash is not [>= 1 and <= 31, >= 0 and <= uint.MaxValue, 0 or 1, 0 or 1]) throw owner.Problem("texts become keys by a hash of 1 to 31 bits, or by a list");
        (this.hash, seed, isOrdered) = (new MlNetHash(hash[2] != 0, (1u << (int)hash[0]) - 1), (uint)hash[1], hash[3] != 0);
    }

    /// <inheritdoc/>
    public void Count(ReadOnlySpan<string> row, IGramCounter grams, Span<float> counts)
    {
        using var memory = new TextMemory(row);
        TextList list = Listed(row, memory);
        if (terms is not null) list.Find(terms);
        else if (hash is { } hashed) list.Find(hashed, seed, isOrdered);
        grams.AddTo(counts, list.Keys);
    }

    /// <summary>The key of the hash of all texts of a row together.</summary>
    /// <param name="texts">The texts before anything is done to them.</param>
    /// <param name="row">Where it begins.</param>
    public long Combined(ReadOnlySpan<string> texts, RowHash row)
    {
        using var memory = new TextMemory(texts);
        Listed(texts, memory).AddTo(ref row);
        return row.Key;
    }

    private TextList Listed(ReadOnlySpan<string> texts, TextMemory memory)
    {
        var list = new TextList(memory.Characters, memory.Ranges, memory.Keys, isVector);
        list.Add(texts);
        foreach (TextStage stage in stages) list.Apply(stage);
        return list;
    }
}
