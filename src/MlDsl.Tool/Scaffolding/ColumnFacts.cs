namespace MlDsl.Tool.Scaffolding;

/// <summary>What kind of values a column's texts are.</summary>
internal enum ValueKind
{
    /// <summary>No row has a value.</summary>
    Nothing,

    /// <summary>Two spellings of truth.</summary>
    Flag,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Dates, or dates and times.</summary>
    Time,

    /// <summary>Texts of which each stands in many rows.</summary>
    Category,

    /// <summary>A short text that stands in a single row.</summary>
    Key,

    /// <summary>Texts of several words.</summary>
    Prose,

    /// <summary>Lists of numbers, of one length.</summary>
    Vector,
}

/// <summary>What is known of a column from its texts alone.</summary>
internal sealed record ColumnFacts
{
    private const double WordsOfProse = 3;
    private const int LeastIds = 10;
    private static readonly HashSet<string> Flags = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "t", "f", "yes", "no", "y", "n", "on", "off", "0", "1" };

    public required TextColumn Column { get; init; }
    public required ValueKind Kind { get; init; }
    public required int Missing { get; init; }

    /// <summary>How often each text stands there.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>The numbers of integers, numbers and flags, NaN where missing; empty for other kinds.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>The formats of dates that all texts have; more than one where the days do not tell day from month.</summary>
    public IReadOnlyList<string?> Formats { get; init; } = [];

    public int Present => Column.Texts.Count - Missing;
    public int Distinct => Counts.Count;
    public bool IsConstant => Distinct == 1 && Missing == 0;
    public bool IsNumeric => Kind is ValueKind.Integer or ValueKind.Number;

    /// <summary>Whether no two rows have one value, and none is missing.</summary>
    public bool IsUnique => Missing == 0 && Distinct == Present && Present > 1;

    /// <summary>Whether the values are 0 and 1, which are numbers as well as truths.</summary>
    public bool IsBits => Kind == ValueKind.Flag && Counts.Keys.All(static text => text is "0" or "1");

    /// <summary>Whether a <see cref="float"/> holds every number, if not every digit.</summary>
    public bool FitsFloat => Values.All(static value => !(Math.Abs(value) > float.MaxValue));

    /// <summary>The formats with which texts that have commas are numbers, by their names; empty where they are none.</summary>
    public IReadOnlyList<string> NumberFormats { get; init; } = [];

    /// <summary>Whether its schema says that it has texts, and all of them are numbers.</summary>
    public bool IsNumericText => Column.Type == SchemaType.Text && Distinct > 0 && Counts.Keys.All(Numbers.IsNumber);

    /// <summary>Whether each row has a value of its own that names it: numbers that count up, or values under a name of identifiers.</summary>
    public bool IsId
    {
        get
        {
            if (!IsUnique || Kind is not (ValueKind.Integer or ValueKind.Key) || Column.Texts.Count < LeastIds || NumberFormats.Count > 0) return false;
            if (Column.Name is { } name && Words.IsOfIds(name)) return true;
            return Kind == ValueKind.Key ? Column.Position == 0 : CountsUp();
        }
    }

    public static ColumnFacts Of(TextColumn column)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int missing = 0;
        foreach (string? text in column.Texts)
        {
            if (text is null) missing++;
            else counts[text] = counts.GetValueOrDefault(text) + 1;
        }
        ValueKind kind = KindOf(column.Type, counts, column.Texts.Count - missing, out var formats);
        return new ColumnFacts
        {
            Column = column,
            Kind = kind,
            Missing = missing,
            Counts = counts,
            Formats = formats,
            Values = Read(column, kind),
            NumberFormats = column.Type is null && kind is ValueKind.Category or ValueKind.Key ? Numbers.FormatsOf(counts.Keys) : [],
        };
    }

    private bool CountsUp()
    {
        for (int i = 1; i < Values.Count; i++)
            if (Values[i] != Values[i - 1] + 1) return false;
        return true;
    }

    private static ValueKind KindOf(SchemaType? type, Dictionary<string, int> counts, int present, out IReadOnlyList<string?> formats)
    {
        formats = [];
        if (counts.Count == 0) return ValueKind.Nothing;
        switch (type)
        {
            case SchemaType.Flag:
                return ValueKind.Flag;
            case SchemaType.Float or SchemaType.Double or SchemaType.Decimal:
                return ValueKind.Number;
            case SchemaType.Date or SchemaType.Time:
                formats = [null];
                return ValueKind.Time;
            case SchemaType.Clock or SchemaType.Duration or SchemaType.Identifier:
                return counts.Count > 1 && counts.Count == present ? ValueKind.Key : ValueKind.Category;
            case SchemaType.Vector:
                return ValueKind.Vector;
        }
        if (counts.Count == 2 && counts.Keys.All(Flags.Contains) && (type != SchemaType.Text || !counts.Keys.Any(Numbers.IsNumber))) return ValueKind.Flag;
        if (type != SchemaType.Text && counts.Keys.All(Numbers.IsInteger)) return ValueKind.Integer;
        if (type != SchemaType.Text && counts.Keys.All(Numbers.IsNumber) && !counts.Keys.Any(Numbers.IsCode)) return ValueKind.Number;
        formats = Numbers.Dates(counts.Keys);
        if (formats.Count > 0) return ValueKind.Time;
        double words = counts.Keys.Average(static text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        if (words >= WordsOfProse && counts.Count > present / 2) return ValueKind.Prose;
        return counts.Count > 1 && counts.Count == present ? ValueKind.Key : ValueKind.Category;
    }

    private static double[] Read(TextColumn column, ValueKind kind) => kind switch
    {
        ValueKind.Integer or ValueKind.Number => [.. column.Texts.Select(static text => text is not null && Numbers.TryRead(text, out double value) ? value : double.NaN)],
        ValueKind.Flag => [.. column.Texts.Select(static text => text is null ? double.NaN : text.ToUpperInvariant() is "TRUE" or "T" or "YES" or "Y" or "ON" or "1" ? 1 : 0)],
        _ => [],
    };
}
