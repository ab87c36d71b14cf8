using System.Text.Json;

namespace MlDsl.Columns;

/// <summary>The kind, the column and the options of an encoding in its JSON.</summary>
internal static class EncodingJson
{
    public static void WriteHead(Utf8JsonWriter json, string kind, string column, NumericOptions options)
    {
        Begin(json, kind, column);
        json.WriteString("scale", options.Scale.ToString());
        json.WriteString("impute", options.Impute.ToString());
        if (options.Impute == Impute.Constant) json.WriteNumber("constant", options.Constant);
        if (options.Monotone != Monotone.None) json.WriteString("monotone", options.Monotone.ToString());
        json.WriteBoolean("indicator", options.Indicator);
        json.WriteNumber("bins", options.Bins);
        if (!double.IsNegativeInfinity(options.Min)) json.WriteNumber("min", options.Min);
        if (!double.IsPositiveInfinity(options.Max)) json.WriteNumber("max", options.Max);
        json.WriteEndObject();
    }

    public static NumericOptions Numeric(LearnedReader options)
    {
        options.Admit("scale", "impute", "constant", "monotone", "indicator", "bins", "min", "max");
        Impute impute = options.Enumeration<Impute>("impute");
        return new()
        {
            Scale = options.Enumeration<Scale>("scale"),
            Impute = impute,
            Constant = impute == Impute.Constant ? options.Double("constant") : 0,
            Monotone = options.Has("monotone") ? options.Enumeration<Monotone>("monotone") : Monotone.None,
            Indicator = options.Bool("indicator"),
            Bins = (int)options.Integer("bins", 0, 256),
            Min = options.Has("min") ? options.Double("min") : double.NegativeInfinity,
            Max = options.Has("max") ? options.Double("max") : double.PositiveInfinity,
        };
    }

    public static void WriteHead(Utf8JsonWriter json, string kind, string column, CategoryOptions options)
    {
        Begin(json, kind, column);
        json.WriteString("encoding", options.Encoding.ToString());
        json.WriteString("unknown", options.Unknown.ToString());
        json.WriteStartArray("values");
        foreach (string value in options.Values) json.WriteStringValue(value);
        json.WriteEndArray();
        json.WriteNumber("maxCategories", options.MaxCategories);
        json.WriteNumber("minCount", options.MinCount);
        json.WriteNumber("hashBits", options.HashBits);
        json.WriteNumber("smoothing", options.Smoothing);
        json.WriteBoolean("nullable", options.Nullable);
        json.WriteEndObject();
    }

    public static CategoryOptions Category(LearnedReader options)
    {
        options.Admit("encoding", "unknown", "values", "maxCategories", "minCount", "hashBits", "smoothing", "nullable");
        return new()
        {
            Encoding = options.Enumeration<CategoricalEncoding>("encoding"),
            Unknown = options.Enumeration<Unknown>("unknown"),
            Values = options.Strings("values"),
            MaxCategories = (int)options.Integer("maxCategories", 0, int.MaxValue),
            MinCount = (int)options.Integer("minCount", 1, int.MaxValue),
            HashBits = (int)options.Integer("hashBits", 1, 24),
            Smoothing = options.Double("smoothing"),
            Nullable = options.Bool("nullable"),
        };
    }

    public static void WriteHead(Utf8JsonWriter json, string kind, string column, DatePartsOptions options)
    {
        Begin(json, kind, column);
        json.WriteStartArray("parts");
        foreach (DatePart part in DatePartsEncoding.Split(options.Parts)) json.WriteStringValue(part.ToString());
        json.WriteEndArray();
        json.WriteBoolean("cyclic", options.Cyclic);
        json.WriteEndObject();
    }

    public static DatePartsOptions DateParts(LearnedReader options)
    {
        options.Admit("parts", "cyclic");
        DatePart parts = DatePart.None;
        foreach (DatePart part in options.Enumerations<DatePart>("parts")) parts |= part;
        return new(parts, options.Bool("cyclic"));
    }

    public static void WriteHead(Utf8JsonWriter json, string kind, string column, TextOptions options)
    {
        Begin(json, kind, column);
        json.WriteNumber("wordNgrams", options.WordNgrams);
        json.WriteNumber("charNgrams", options.CharNgrams);
        json.WriteNumber("hashBits", options.HashBits);
        json.WriteBoolean("tfIdf", options.TfIdf);
        json.WriteBoolean("normalize", options.Normalize);
        json.WriteEndObject();
    }

    public static TextOptions Text(LearnedReader options)
    {
        options.Admit("wordNgrams", "charNgrams", "hashBits", "tfIdf", "normalize");
        return new()
        {
            WordNgrams = (int)options.Integer("wordNgrams", 0, 5),
            CharNgrams = (int)options.Integer("charNgrams", 0, 8),
            HashBits = (int)options.Integer("hashBits", 1, 24),
            TfIdf = options.Bool("tfIdf"),
            Normalize = options.Bool("normalize"),
        };
    }

    // Begins the object of the options, too.
    private static void Begin(Utf8JsonWriter json, string kind, string column)
    {
        json.WriteString("kind", kind);
        json.WriteString("column", column);
        json.WriteStartObject("options");
    }
}
