namespace MlDsl.Sources.Tests.Rows;

/// <summary>A row with one number.</summary>
[Dataset]
public sealed partial record NumberCell
{
    [Column("v")] public double? V { get; init; }
}

/// <summary>A row with one decimal number.</summary>
[Dataset]
public sealed partial record DecimalCell
{
    [Column("v")] public decimal? V { get; init; }
}

/// <summary>A row with one integer.</summary>
[Dataset]
public sealed partial record IntegerCell
{
    [Column("v")] public long? V { get; init; }
}

/// <summary>A row with one flag.</summary>
[Dataset]
public sealed partial record FlagCell
{
    [Column("v")] public bool? V { get; init; }
}

/// <summary>A row with one text.</summary>
[Dataset]
public sealed partial record TextCell
{
    [Column("v")] public string? V { get; init; }
}

/// <summary>A row with one time.</summary>
[Dataset]
public sealed partial record TimeCell
{
    [Column("v")] public DateTime? V { get; init; }
}

/// <summary>A row with one time with an offset.</summary>
[Dataset]
public sealed partial record OffsetCell
{
    [Column("v")] public DateTimeOffset? V { get; init; }
}

/// <summary>A row with one date.</summary>
[Dataset]
public sealed partial record DateCell
{
    [Column("v")] public DateOnly? V { get; init; }
}

/// <summary>A row with one time of day.</summary>
[Dataset]
public sealed partial record ClockCell
{
    [Column("v")] public TimeOnly? V { get; init; }
}

/// <summary>A row with one duration.</summary>
[Dataset]
public sealed partial record DurationCell
{
    [Column("v")] public TimeSpan? V { get; init; }
}

/// <summary>A row with one identifier.</summary>
[Dataset]
public sealed partial record GuidCell
{
    [Column("v")] public Guid? V { get; init; }
}

/// <summary>A row with one vector.</summary>
[Dataset]
public sealed partial record VectorCell
{
    [Column("v", Length = 2)] public float?[]? V { get; init; }
}

/// <summary>Reads cells of a type that a test names.</summary>
public static class Cell
{
    /// <summary>The cell of each row, as text; null as a dash.</summary>
    /// <param name="type">The type of the cell.</param>
    /// <param name="source">Makes the data set.</param>
    public static string Read(string type, ICellSource source) => string.Join("; ", type switch
    {
        "number" => source.Of<NumberCell>().Rows.Select(static c => Shown(c.V)),
        "decimal" => source.Of<DecimalCell>().Rows.Select(static c => Shown(c.V)),
        "integer" => source.Of<IntegerCell>().Rows.Select(static c => Shown(c.V)),
        "flag" => source.Of<FlagCell>().Rows.Select(static c => Shown(c.V)),
        "text" => source.Of<TextCell>().Rows.Select(static c => Shown(c.V)),
        "time" => source.Of<TimeCell>().Rows.Select(static c => Shown(c.V)),
        "offset" => source.Of<OffsetCell>().Rows.Select(static c => Shown(c.V)),
        "date" => source.Of<DateCell>().Rows.Select(static c => Shown(c.V)),
        "clock" => source.Of<ClockCell>().Rows.Select(static c => Shown(c.V)),
        "duration" => source.Of<DurationCell>().Rows.Select(static c => Shown(c.V)),
        "guid" => source.Of<GuidCell>().Rows.Select(static c => Shown(c.V)),
        "vector" => source.Of<VectorCell>().Rows.Select(static c => c.V is null ? "–" : string.Join(' ', c.V.Select(static v => Shown(v)))),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no such cell"),
    });

    private static string Shown(object? value) => value switch
    {
        null => "–",
        DateTime time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}

/// <summary>A source of cells of any type.</summary>
public interface ICellSource
{
    /// <summary>The data set of rows of a type.</summary>
    Dataset<TRow> Of<TRow>() where TRow : IRow<TRow>;
}
