using System.Text.Json;

namespace MlDsl.Columns;

public sealed partial class VectorEncoding
{
    internal const string Kind = "vector";

    /// <summary>Writes an object with the options and with what was learned of each of the <c>elements</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteString("column", column);
        json.WriteNumber("length", Options.Length);
        json.WriteStartArray("elements");
        foreach (NumericEncoding element in elements) element.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter)"/> wrote, with the options that it tells.</summary>
    internal static VectorEncoding Read(JsonElement json, LearnedReader reader, string column, ref int position)
    {
        int length = (int)reader.Integer("length", 1, 1 << 20);
        JsonElement first = reader.Elements("elements").FirstOrDefault();
        if (first.ValueKind != JsonValueKind.Object) throw reader.Wrong("elements", "are not an array of objects");
        NumericOptions element = EncodingJson.Numeric(new LearnedReader(first, column).Object("options"));
        return Read(json, column, new VectorOptions { Length = length, Element = element }, ref position);
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter)"/> wrote for a column with the same options.</summary>
    /// <exception cref="ModelFileException">A property is absent or malformed; the message names the column, the element and the property.</exception>
    public static VectorEncoding Read(JsonElement json, string column, VectorOptions options, ref int position)
    {
        LearnedReader reader = new(json, column);
        JsonElement[] all = [.. reader.Elements("elements")];
        if (all.Length != options.Length) throw reader.Wrong("elements", FormattableString.Invariant($"are {all.Length}, not {options.Length}"));
        var elements = new NumericEncoding[all.Length];
        int i = 0;
        foreach (JsonElement element in all)
        {
            if (EncodingJson.Numeric(new LearnedReader(element, column).Object("options")) != options.Element)
                throw reader.Wrong("elements", "have other options than the column");
            elements[i] = NumericEncoding.Read(element, VectorOptions.NameOf(column, i), options.Element, ref position);
            i++;
        }
        return new VectorEncoding(column, options, elements);
    }
}
