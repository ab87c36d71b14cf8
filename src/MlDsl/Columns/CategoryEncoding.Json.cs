using System.Globalization;
using System.Text.Json;

namespace MlDsl.Columns;

public sealed partial class CategoryEncoding<TKey>
{
    /// <summary>
    /// Writes an object with the options and with what was learned: <c>categories</c> as text, whether <c>missing</c> is one of them, and the
    /// <c>values</c> of a single feature; with <see cref="CategoricalEncoding.Hashed"/> the algorithm of the <c>hash</c>.
    /// </summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        EncodingJson.WriteHead(json, CategoryKeys.Kind, column, options);
        json.WriteString("key", CategoryKeys.Name<TKey>());
        if (options.Encoding == CategoricalEncoding.Hashed) json.WriteString("hash", Hash.ToString());
        else
        {
            json.WriteStartArray("categories");
            foreach (TKey key in kept) json.WriteStringValue(CategoryKeys.Text(key));
            json.WriteEndArray();
            json.WriteBoolean("missing", HasMissing);
        }
        if (HasLearnedValues(options))
        {
            json.WriteStartArray("values");
            foreach (float value in values) json.WriteNumberValue(value);
            json.WriteEndArray();
        }
        ColumnSummary.Write(json, Summary);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter)"/> wrote for a column with the same options.</summary>
    /// <exception cref="ModelFileException">A property is absent or malformed; the message names the column and the property.</exception>
    public static CategoryEncoding<TKey> Read(JsonElement json, string column, CategoryOptions options, ref int position)
    {
        LearnedReader reader = new(json, column);
        if (options.Encoding == CategoricalEncoding.Hashed)
        {
            // Files of the first format do not say, and have the hash of then.
            CategoryHash hash = reader.Has("hash") ? reader.Enumeration<CategoryHash>("hash") : CategoryHash.RowHash;
            return new(column, options, [], options.Nullable, [], ref position, hash) { Summary = Summarized(reader) };
        }
        string[] texts = reader.Strings("categories");
        if (options.Values.Count > 0 && !texts.SequenceEqual(CategoryLearner<TKey>.Declared(column, options).Select(CategoryKeys.Text)))
            throw reader.Wrong("categories", "are not the declared ones");
        List<TKey> kept = [];
        HashSet<TKey> seen = [];
        foreach (string text in texts)
        {
            if (!TKey.TryParse(text, CultureInfo.InvariantCulture, out TKey? key))
                throw reader.Wrong("categories", $"hold '{text}', which is no {typeof(TKey).Name}");
            if (!seen.Add(key)) throw reader.Wrong("categories", $"hold '{text}' twice");
            kept.Add(key);
        }
        bool hasMissing = reader.Bool("missing");
        if (options.Nullable && !hasMissing) throw reader.Wrong("missing", "is false for a nullable column");
        int slots = kept.Count + (hasMissing ? 2 : 1);
        float[] values = HasLearnedValues(options) ? reader.Floats("values", slots, slots)
            : options.IsSingle ? CategoryValues.Numbers(kept.Count, hasMissing, options.Unknown) : [];
        return new CategoryEncoding<TKey>(column, options, kept, hasMissing, values, ref position) { Summary = Summarized(reader) };
    }

    // The numbers of categories follow from the options.
    private static bool HasLearnedValues(CategoryOptions options) => options.IsSingle && options.Encoding != CategoricalEncoding.Native;

    private static ColumnSummary? Summarized(LearnedReader reader) => ColumnSummary.Read(
        reader, static text => (typeof(TKey) == typeof(long) || typeof(TKey) == typeof(ulong)) && TKey.TryParse(text, CultureInfo.InvariantCulture, out _));
}
