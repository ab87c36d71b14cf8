using System.Text.Json;

namespace MlDsl.Columns;

public sealed partial class VectorEncoding
{
    /// <summary>Writes an array with what was learned of each element.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (NumericEncoding element in elements) element.Write(json);
        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter)"/> wrote for a column with the same options.</summary>
    /// <exception cref="ModelFileException">A property is absent or malformed; the message names the column, the element and the property.</exception>
    public static VectorEncoding Read(JsonElement json, string column, VectorOptions options, ref int position)
    {
        int length = json.ValueKind == JsonValueKind.Array ? json.GetArrayLength() : -1;
        if (length != options.Length)
        {
            string found = length < 0 ? "is not an array" : FormattableString.Invariant($"has {length} elements, not {options.Length}");
            throw new ModelFileException($"The learned state of column '{column}' {found}; fit and save the model again");
        }
        var elements = new NumericEncoding[length];
        int i = 0;
        foreach (JsonElement element in json.EnumerateArray())
        {
            elements[i] = NumericEncoding.Read(element, VectorOptions.NameOf(column, i), options.Element, ref position);
            i++;
        }
        return new VectorEncoding(column, options, elements);
    }
}
