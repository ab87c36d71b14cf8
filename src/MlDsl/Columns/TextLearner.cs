using System.ComponentModel;

namespace MlDsl.Columns;

/// <summary>
/// Learns in how many training texts each hash bucket occurs; nothing without <see cref="TextAttribute.TfIdf"/>. Counts are exact for every
/// order and partition of the rows.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class TextLearner
{
    private readonly string column;
    private readonly TextOptions options;
    private int[] frequencies = [];
    private int documents;

    /// <summary>A learner of <paramref name="column"/> that has seen nothing.</summary>
    /// <exception cref="ArgumentException">An option leaves its range.</exception>
    public TextLearner(string column, TextOptions options)
    {
        options.Validate(column);
        (this.column, this.options) = (column, options);
    }

    /// <summary>Takes in one text; a missing one is no document.</summary>
    /// <exception cref="OverflowException">More than 2³¹ − 1 texts were given.</exception>
    public void Add(string? text)
    {
        if (text is null || !options.TfIdf) return;
        documents = checked(documents + 1);
        foreach (int bucket in TextGrams.Of(text, options).Buckets) Frequencies()[bucket]++;
    }

    /// <summary>Takes in all that <paramref name="other"/>, a learner with the same options, has seen.</summary>
    /// <exception cref="OverflowException">More than 2³¹ − 1 texts were given.</exception>
    public void Merge(TextLearner other)
    {
        documents = checked(documents + other.documents);
        for (int i = 0; i < other.frequencies.Length; i++) Frequencies()[i] += other.frequencies[i];
    }

    /// <summary>
    /// What was learned, at <paramref name="position"/> of the feature vector, which moves behind it. May be called again.
    /// </summary>
    public TextEncoding Finish(ref int position) =>
        new(column, options, documents, options.TfIdf ? [.. Frequencies()] : [], ref position);

    // The array is as wide as the feature block, so it waits for the first text.
    private int[] Frequencies() => frequencies.Length > 0 ? frequencies : frequencies = new int[1 << options.HashBits];
}
