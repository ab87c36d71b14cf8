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
}

/// <summary>What is known of a column from its texts alone.</summary>
internal sealed record ColumnFacts
{
    private const double WordsOfProse = 3;
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

    public static ColumnFacts Of(TextColumn column)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int missing = 0;
        foreach (string? text in column.Texts)
        {
            if (text is null) missing++;
            else counts[text] = counts.GetValueOrDefault(text) + 1;
        }
        ValueKind kind = KindOf(counts, column.Texts.Count - missing, out var formats);
        return new ColumnFacts { Column = column, Kind = kind, Missing = missing, Counts = counts, Formats = formats, Values = Read(column, kind) };
    }

    private static ValueKind KindOf(Dictionary<string, int> counts, int present, out IReadOnlyList<string?> formats)
    {
        formats = [];
        if (counts.Count == 0) return ValueKind.Nothing;
        if (counts.Count == 2 && counts.Keys.All(Flags.Contains)) return ValueKind.Flag;
        if (counts.Keys.All(Numbers.IsInteger)) return ValueKind.Integer;
        if (counts.Keys.All(Numbers.IsNumber) && !counts.Keys.Any(Numbers.IsCode)) return ValueKind.Number;
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
