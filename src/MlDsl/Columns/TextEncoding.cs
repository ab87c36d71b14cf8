using System.Text.Json;

namespace MlDsl.Columns;

/// <summary>
/// A text column as features: how often each n-gram bucket occurs, times its inverse document frequency with
/// <see cref="TextAttribute.TfIdf"/>, divided by the Euclidean length of all of them with <see cref="TextAttribute.Normalize"/>. Suits
/// short texts and linear models; two n-grams may share a bucket (Weinberger et al., "Feature hashing for large scale multitask
/// learning", ICML 2009, here without signs). Immutable.
/// </summary>
/// <remarks>
/// Words are runs of Unicode letters and digits, lower-cased in the invariant culture; a word n-gram is n of them in a row. Character
/// n-grams stay inside a word that has one space before and after it; single characters go without the spaces. The weight of a bucket in
/// d of n training texts is ln((1 + n) / (1 + d)) + 1, scikit-learn's smooth form.
/// </remarks>
public sealed class TextEncoding : IEncoding
{
    internal const string Kind = "text";

    private readonly string column;
    private readonly TextOptions options;
    private readonly int documents;
    private readonly int[] frequencies;
    private readonly float[] inverse;

    internal TextEncoding(string column, TextOptions options, int documents, int[] frequencies, ref int position)
    {
        options.Validate(column);
        (this.column, this.options, this.documents, this.frequencies) = (column, options, documents, frequencies);
        inverse = new float[frequencies.Length];
        for (int i = 0; i < inverse.Length; i++) inverse[i] = (float)(Math.Log((1.0 + documents) / (1.0 + frequencies[i])) + 1);
        Position = position;
        position += Width;
    }

    /// <inheritdoc/>
    public string Column => column;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureOp> Ops => [new TextOp(options)];

    /// <summary>The first position of the column in the feature vector.</summary>
    public int Position { get; }

    /// <summary>The number of its positions: 2 to the power of the hash bits.</summary>
    public int Width => 1 << options.HashBits;

    /// <summary>The options it was learned with.</summary>
    public TextOptions Options => options;

    /// <summary>The inverse document frequency of each bucket; empty without <see cref="TextAttribute.TfIdf"/>.</summary>
    public ReadOnlySpan<float> InverseFrequencies => inverse;

    /// <summary>Appends the name of each position.</summary>
    public void AppendNames(List<string> names)
    {
        for (int i = 0; i < Width; i++) names.Add(FormattableString.Invariant($"{column}#{i}"));
    }

    /// <summary>Writes the features of a text, each position once; a missing text, or one without letters and digits, sets none.</summary>
    public void Write<TSink>(string? text, ref TSink sink) where TSink : struct, IFeatureSink
    {
        if (text is null) return;
        TextGrams grams = TextGrams.Of(text, options);
        double factor = options.Normalize ? 1 / Length(grams) : 1;
        for (int i = 0; i < grams.Count; i++)
            sink.Add(Position + grams.Buckets[i], (float)(factor * grams.Times[i] * Weight(grams.Buckets[i])));
    }

    /// <inheritdoc/>
    public void Write(in ColumnValue value, ref SparseSink sink)
    {
        if (value.IsMissing) return;
        Write(TextOf(column, value), ref sink);
    }

    IColumnLearner IEncoding.NewLearner(ColumnSchema schema) => new TextLearner(column, options);

    /// <summary>The value as the column takes it.</summary>
    /// <exception cref="InvalidValueException">It is no text.</exception>
    internal static string? TextOf(string column, in ColumnValue value) =>
        value.Kind == ColumnValueKind.Text ? value.ToText() : throw InvalidValueException.Mistyped(column, value, "a text");

    /// <summary>
    /// Writes an object with the options and, with <see cref="TextAttribute.TfIdf"/>, the number of <c>documents</c> and, for each of the
    /// <c>buckets</c> that occurred, its <c>frequencies</c>.
    /// </summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        EncodingJson.WriteHead(json, Kind, column, options);
        if (options.TfIdf)
        {
            json.WriteNumber("documents", documents);
            json.WriteStartArray("buckets");
            for (int i = 0; i < frequencies.Length; i++) if (frequencies[i] > 0) json.WriteNumberValue(i);
            json.WriteEndArray();
            json.WriteStartArray("frequencies");
            foreach (int frequency in frequencies) if (frequency > 0) json.WriteNumberValue(frequency);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter)"/> wrote for a column with the same options.</summary>
    /// <exception cref="ModelFileException">A property is absent or malformed; the message names the column and the property.</exception>
    public static TextEncoding Read(JsonElement json, string column, TextOptions options, ref int position)
    {
        options.Validate(column);
        LearnedReader reader = new(json, column);
        if (!options.TfIdf) return new(column, options, 0, [], ref position);
        int width = 1 << options.HashBits;
        int documents = (int)reader.Integer("documents", 0, int.MaxValue);
        int[] buckets = reader.Integers("buckets", 0, width, 0, width - 1);
        int[] counts = reader.Integers("frequencies", buckets.Length, buckets.Length, 1, documents);
        int[] frequencies = new int[width];
        for (int i = 0; i < buckets.Length; i++)
        {
            if (i > 0 && buckets[i] <= buckets[i - 1]) throw reader.Wrong("buckets", "do not ascend");
            frequencies[buckets[i]] = counts[i];
        }
        return new(column, options, documents, frequencies, ref position);
    }

    private double Weight(int bucket) => inverse.Length == 0 ? 1 : inverse[bucket];

    private double Length(TextGrams grams)
    {
        double squares = 0;
        for (int i = 0; i < grams.Count; i++)
        {
            double value = grams.Times[i] * Weight(grams.Buckets[i]);
            squares += value * value;
        }
        return Math.Sqrt(squares);
    }
}
