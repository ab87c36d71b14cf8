using System.Globalization;
using System.Text.Json;

namespace MlDsl.Columns;

/// <summary>Reads the properties of one column's learned state; every error names the column and the property.</summary>
internal readonly struct LearnedReader
{
    private readonly JsonElement json;
    private readonly string column;

    /// <summary>A reader of <paramref name="json"/>, which must be an object.</summary>
    public LearnedReader(JsonElement json, string column)
    {
        (this.json, this.column) = (json, column);
        if (json.ValueKind != JsonValueKind.Object)
            throw new ModelFileException($"The learned state of column '{column}' is not a JSON object; fit and save the model again");
    }

    /// <summary>The exception for <paramref name="property"/>.</summary>
    public ModelFileException Wrong(string property, string what) =>
        new($"The learned state of column '{column}': '{property}' {what}; fit and save the model again");

    /// <summary>A finite number.</summary>
    public double Double(string property) => Number(property, Property(property));

    /// <summary>A number that is finite as a float.</summary>
    public float Float(string property) => Single(property, Property(property));

    /// <summary>Whether there is such a property.</summary>
    public bool Has(string property) => json.TryGetProperty(property, out _);

    /// <summary>A truth value.</summary>
    public bool Bool(string property) => Property(property).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(property, "is not true or false"),
    };

    /// <summary>An integer in a range.</summary>
    public long Integer(string property, long least, long most) => Integer(property, Property(property), least, most);

    /// <summary>An array of finite floats with a length in a range.</summary>
    public float[] Floats(string property, int shortest, int longest)
    {
        JsonElement array = Array(property, shortest, longest);
        float[] values = new float[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement element in array.EnumerateArray()) values[i++] = Single(property, element);
        return values;
    }

    /// <summary>An array of integers, each in a range, with a length in a range.</summary>
    public int[] Integers(string property, int shortest, int longest, long least, long most)
    {
        JsonElement array = Array(property, shortest, longest);
        int[] values = new int[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement element in array.EnumerateArray()) values[i++] = (int)Integer(property, element, least, most);
        return values;
    }

    /// <summary>An array of texts.</summary>
    public string[] Strings(string property)
    {
        JsonElement array = Array(property, 0, int.MaxValue);
        string[] values = new string[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            values[i++] = element.ValueKind == JsonValueKind.String
                ? element.GetString()!
                : throw Wrong(property, "holds something that is not a string");
        }
        return values;
    }

    private JsonElement Property(string property) =>
        json.TryGetProperty(property, out JsonElement value) ? value : throw Wrong(property, "is absent");

    private JsonElement Array(string property, int shortest, int longest)
    {
        JsonElement value = Property(property);
        if (value.ValueKind != JsonValueKind.Array) throw Wrong(property, "is not an array");
        int length = value.GetArrayLength();
        return length >= shortest && length <= longest ? value : throw Wrong(property, shortest == longest
            ? string.Create(CultureInfo.InvariantCulture, $"has {length} elements, not {shortest}")
            : string.Create(CultureInfo.InvariantCulture, $"has {length} elements, not {shortest} to {longest}"));
    }

    private double Number(string property, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(property, "is not a finite number");

    private float Single(string property, JsonElement value) =>
        // Parsed as a float at once: through a double it would be rounded twice.
        value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && float.IsFinite(number)
            ? number
            : throw Wrong(property, "is not a finite number");

    private long Integer(string property, JsonElement value, long least, long most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= least && number <= most
            ? number
            : throw Wrong(property, string.Create(CultureInfo.InvariantCulture, $"is not an integer from {least} to {most}"));
}
