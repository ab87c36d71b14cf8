using System.Globalization;
using System.Text.Json;

namespace MlDsl.Columns;

/// <summary>Reads the properties of an object in a model file, a column's learned state above all; every error names it and the property.</summary>
internal readonly struct LearnedReader
{
    private readonly JsonElement json;
    private readonly string subject;

    /// <summary>A reader of the learned state of a column, which must be an object.</summary>
    public LearnedReader(JsonElement json, string column) : this($"The learned state of column '{column}'", json)
    {
    }

    private LearnedReader(string subject, JsonElement json)
    {
        (this.json, this.subject) = (json, subject);
        if (json.ValueKind != JsonValueKind.Object) throw new ModelFileException($"{subject} is not a JSON object; fit and save the model again");
    }

    /// <summary>A reader of another part of the file, which errors call <paramref name="subject"/>.</summary>
    public static LearnedReader Of(JsonElement json, string subject) => new(subject, json);

    /// <summary>The exception for <paramref name="property"/>.</summary>
    public ModelFileException Wrong(string property, string what) =>
        new($"{subject}: '{property}' {what}; fit and save the model again");

    /// <summary>A finite number.</summary>
    public double Double(string property) => Number(property, Property(property));

    /// <summary>A number that is finite as a float.</summary>
    public float Float(string property) => Single(property, Property(property));

    /// <summary>Whether there is such a property.</summary>
    public bool Has(string property) => json.TryGetProperty(property, out _);

    /// <summary>Refuses every property but <paramref name="known"/>, each of them at most once.</summary>
    public void Admit(params ReadOnlySpan<string> known)
    {
        HashSet<string> seen = [];
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new ModelFileException(
                    $"{subject} has the property '{property.Name}', which this version of MlDsl does not know; "
                    + "read the file with the version that wrote it, or fit and save the model again");
            }
            if (!seen.Add(property.Name)) throw Wrong(property.Name, "is there twice");
        }
    }

    /// <summary>An object within.</summary>
    public LearnedReader Object(string property) => Property(property) is { ValueKind: JsonValueKind.Object } value
        ? new(subject, value)
        : throw Wrong(property, "is not a JSON object");

    /// <summary>The elements of an array.</summary>
    public IEnumerable<JsonElement> Elements(string property) => Array(property, 0, int.MaxValue).EnumerateArray();

    /// <summary>The properties' names.</summary>
    public IEnumerable<string> Names => json.EnumerateObject().Select(static p => p.Name);

    /// <summary>A property, whatever it holds.</summary>
    public JsonElement Element(string property) => Property(property);

    /// <summary>A text.</summary>
    public string Text(string property) =>
        Property(property) is { ValueKind: JsonValueKind.String } value ? Read(property, value) : throw Wrong(property, "is not a string");

    /// <summary>A member of an enum by its name.</summary>
    public T Enumeration<T>(string property) where T : struct, Enum => Member<T>(property, Text(property));

    /// <summary>Members of an enum by their names.</summary>
    public IEnumerable<T> Enumerations<T>(string property) where T : struct, Enum
    {
        LearnedReader self = this;
        return Strings(property).Select(text => self.Member<T>(property, text));
    }

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

    /// <summary>An array of finite numbers.</summary>
    public double[] Doubles(string property)
    {
        JsonElement array = Array(property, 0, int.MaxValue);
        double[] values = new double[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement element in array.EnumerateArray()) values[i++] = Number(property, element);
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
                ? Read(property, element)
                : throw Wrong(property, "holds something that is not a string");
        }
        return values;
    }

    private T Member<T>(string property, string text) where T : struct, Enum => Enum.GetNames<T>().Contains(text)
        ? Enum.Parse<T>(text)
        : throw Wrong(property, $"is '{text}', not one of {string.Join(", ", Enum.GetNames<T>())}");

    // An escape may name half of a surrogate pair, which is no text.
    private string Read(string property, JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(property, "is no valid text");
        }
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
