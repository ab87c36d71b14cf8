using System.Text.Json;

namespace MlDsl.Columns;

/// <summary>Reads encodings from what they write of themselves, without the types that they were learned from.</summary>
public static class EncodingReader
{
    private static readonly string[] Kinds = [NumericEncoding.Kind, CategoryKeys.Kind, DatePartsEncoding.Kind, TextEncoding.Kind, VectorEncoding.Kind];

    /// <summary>Reads what <see cref="IEncoding.Write(Utf8JsonWriter)"/> wrote, at <paramref name="position"/>, which moves behind it.</summary>
    /// <exception cref="ModelFileException">
    /// The kind, an option or a property is not known to this version, absent or malformed; the message names it and the column.
    /// </exception>
    public static IEncoding Read(JsonElement json, ref int position) => Read(json, int.MaxValue, ref position);

    /// <summary>The same, of a column that ends at <paramref name="end"/> or before: nothing wider is made room for.</summary>
    /// <exception cref="ModelFileException">The kind, an option or a property is not known, absent or malformed, or the column is wider.</exception>
    internal static IEncoding Read(JsonElement json, int end, ref int position)
    {
        string column = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("column", out JsonElement name)
            && name.ValueKind == JsonValueKind.String ? name.GetString()! : throw new ModelFileException(
                "An encoding does not say its 'column'; fit and save the model again");
        LearnedReader reader = new(json, column);
        string kind = reader.Text("kind");
        try
        {
            return kind switch
            {
                NumericEncoding.Kind => Numeric(json, reader, column, ref position),
                CategoryKeys.Kind => Category(json, reader, column, ref position),
                DatePartsEncoding.Kind => DateParts(json, reader, column, ref position),
                TextEncoding.Kind => Text(json, reader, column, end, ref position),
                VectorEncoding.Kind => Vector(json, reader, column, ref position),
                _ => throw Unknown(column, "is encoded by", kind, Kinds),
            };
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException($"The options in the file do not fit: {e.Message}", e);
        }
    }

    private static NumericEncoding Numeric(JsonElement json, LearnedReader reader, string column, ref int position)
    {
        reader.Admit("kind", "column", "options", "fill", "offset", "factor", "lambda", "edges", "summary");
        return NumericEncoding.Read(json, column, EncodingJson.Numeric(reader.Object("options")), ref position);
    }

    private static IEncoding Category(JsonElement json, LearnedReader reader, string column, ref int position)
    {
        reader.Admit("kind", "column", "options", "key", "hash", "categories", "missing", "values", "summary");
        CategoryOptions options = EncodingJson.Category(reader.Object("options"));
        return reader.Text("key") switch
        {
            "string" => CategoryEncoding<string>.Read(json, column, options, ref position),
            "long" => CategoryEncoding<long>.Read(json, column, options, ref position),
            "ulong" => CategoryEncoding<ulong>.Read(json, column, options, ref position),
            "double" => CategoryEncoding<double>.Read(json, column, options, ref position),
            "float" => CategoryEncoding<float>.Read(json, column, options, ref position),
            "Half" => CategoryEncoding<Half>.Read(json, column, options, ref position),
            "decimal" => CategoryEncoding<decimal>.Read(json, column, options, ref position),
            "DateOnly" => CategoryEncoding<DateOnly>.Read(json, column, options, ref position),
            "char" => CategoryEncoding<char>.Read(json, column, options, ref position),
            "Guid" => CategoryEncoding<Guid>.Read(json, column, options, ref position),
            string other => throw Unknown(column, "has categories of the type", other, CategoryKeys.Names),
        };
    }

    private static DatePartsEncoding DateParts(JsonElement json, LearnedReader reader, string column, ref int position)
    {
        reader.Admit("kind", "column", "options", "instants");
        return DatePartsEncoding.Read(json, column, EncodingJson.DateParts(reader.Object("options")), ref position);
    }

    private static TextEncoding Text(JsonElement json, LearnedReader reader, string column, int end, ref int position)
    {
        reader.Admit("kind", "column", "options", "documents", "buckets", "frequencies");
        TextOptions options = EncodingJson.Text(reader.Object("options"));
        // A few bytes ask for 2²⁴ positions and as many numbers.
        return (1 << options.HashBits) <= end - position
            ? TextEncoding.Read(json, column, options, ref position)
            : throw reader.Wrong("options", "ask for more positions than the model has");
    }

    private static VectorEncoding Vector(JsonElement json, LearnedReader reader, string column, ref int position)
    {
        reader.Admit("kind", "column", "length", "elements");
        return VectorEncoding.Read(json, reader, column, ref position);
    }

    private static ModelFileException Unknown(string column, string how, string what, string[] known) => new(
        $"The column '{column}' {how} '{what}', which this version of MlDsl does not know; it knows {string.Join(", ", known)}. "
        + "Read the file with the version that wrote it, or fit and save the model again");
}
