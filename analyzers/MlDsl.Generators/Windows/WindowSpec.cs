using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Windows;

/// <summary>The kinds of MlDsl.Windows.WindowKind, by the same names.</summary>
internal enum WindowKind
{
    Lag,
    Mean,
    Min,
    Max,
    Std,
    Count,
    Quantile,
    SinceLast,
}

/// <summary>One window over time, as an attribute declares it.</summary>
internal sealed record WindowSpec
{
    /// <summary>The column that it looks at.</summary>
    public required string Source { get; init; }

    /// <summary>The member that it adds.</summary>
    public required string Member { get; init; }
    public required WindowKind Kind { get; init; }

    /// <summary>How it becomes a feature.</summary>
    public required NumericColumn Feature { get; init; }
    public required long Horizon { get; init; }
    public int Rows { get; init; }
    public long Ticks { get; init; }
    public int Days { get; init; }
    public double Quantile { get; init; }

    /// <summary>How the code that is written for it begins, and the schema's text after the name of its column.</summary>
    public string Options
    {
        get
        {
            var said = new List<string>();
            if (Rows > 0) said.Add($"Rows = {Rows}");
            if (Ticks > 0) said.Add($"Ticks = {Literals.Whole(Ticks)}");
            if (Days > 0) said.Add($"Days = {Days}");
            if (Quantile > 0) said.Add($"Quantile = {Literals.Number(Quantile)}");
            if (Horizon > 0) said.Add($"Horizon = {Literals.Whole(Horizon)}");
            return string.Join(", ", said);
        }
    }

    /// <summary>What the generated property is said to be.</summary>
    public string Summary => Kind switch
    {
        WindowKind.Lag => $"{Source} {Rows} {(Rows == 1 ? "row" : "rows")} before; null where there is none.",
        WindowKind.SinceLast => $"The hours since the last row with {Source}; null where there is none.",
        WindowKind.Count => $"The number of values of {Source} in the time before.",
        WindowKind.Quantile => FormattableString.Invariant($"The quantile {Quantile} of {Source} in the time before; null where there is no value."),
        _ => $"The {Kind.ToString().ToLowerInvariant()} of {Source} in the time before; null where there are too few values.",
    };
}

/// <summary>A value that rows are observed by: of a column, or whether there is one.</summary>
/// <param name="Member">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsPresence">Whether it only matters that it is there; of a flag, that it is true.</param>
internal sealed record WindowValue(string Member, ColumnType Type, bool IsPresence)
{
    /// <summary>The value as a double, NaN where it is missing.</summary>
    public string Of(string value) => Type switch
    {
        { Kind: ValueKind.Flag } when IsPresence => $"{value} == true ? 1d : double.NaN",
        { Kind: ValueKind.Flag, IsNullable: true } => $"{value} switch {{ true => 1d, false => 0d, null => double.NaN }}",
        { Kind: ValueKind.Flag } => $"{value} ? 1d : 0d",
        { IsNumber: true, IsNullable: true } => $"(double?){value} ?? double.NaN",
        { IsNumber: true } => $"(double){value}",
        { IsNullable: true } or { IsReference: true } => $"{value} is null ? double.NaN : 1d",
        _ => "1d",
    };
}

/// <summary>What the event time says of windows.</summary>
internal sealed record WindowTimes(long Delay, long? Lateness, string? Zone, string Ambiguous);

/// <summary>The windows of a data set.</summary>
internal sealed record WindowsSpec(EquatableArray<WindowSpec> Windows, WindowTimes Times)
{
    /// <summary>The values that rows are observed by, each once.</summary>
    public IReadOnlyList<(string Member, bool IsPresence)> Values =>
        Windows.Select(static w => (w.Source, w.Kind == WindowKind.SinceLast)).Distinct().ToList();
}
