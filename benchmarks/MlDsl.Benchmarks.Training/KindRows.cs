namespace MlDsl.Benchmarks.Training;

/// <summary>Rows whose columns are numbers.</summary>
[Dataset]
public sealed partial record NumberRow
{
    [Numeric] public required float A { get; init; }
    [Numeric] public required double B { get; init; }
    [Numeric] public required int C { get; init; }
    [Numeric] public required float D { get; init; }
    [Label] public float Label { get; init; }
}

[Model<NumberRow, Regression>, LinearRegression]
public sealed partial class NumberModel;

/// <summary>Rows whose columns are numbers that every second row lacks.</summary>
[Dataset]
public sealed partial record GapRow
{
    [Numeric(Impute = Impute.Mean)] public float? A { get; init; }
    [Numeric(Impute = Impute.Mean)] public double? B { get; init; }
    [Numeric(Impute = Impute.Mean)] public int? C { get; init; }
    [Numeric(Impute = Impute.Mean)] public float? D { get; init; }
    [Label] public float Label { get; init; }
}

[Model<GapRow, Regression>, LinearRegression]
public sealed partial class GapModel;

/// <summary>Rows whose columns are texts of few categories.</summary>
[Dataset]
public sealed partial record TextRow
{
    [Categorical(Unknown = Unknown.Bucket)] public required string A { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public required string B { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public string? C { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public required string D { get; init; }
    [Label] public float Label { get; init; }
}

[Model<TextRow, Regression>, LinearRegression]
public sealed partial class TextModel;

/// <summary>Rows whose columns are flags.</summary>
[Dataset]
public sealed partial record FlagRow
{
    [Categorical] public required bool A { get; init; }
    [Categorical] public required bool B { get; init; }
    [Categorical] public required bool C { get; init; }
    [Categorical] public required bool D { get; init; }
    [Label] public float Label { get; init; }
}

[Model<FlagRow, Regression>, LinearRegression]
public sealed partial class FlagModel;

/// <summary>Rows whose columns are times.</summary>
[Dataset]
public sealed partial record TimeRow
{
    [DateParts] public required DateTime A { get; init; }
    [DateParts] public required DateTime B { get; init; }
    [DateParts] public required DateTime C { get; init; }
    [DateParts] public required DateTime D { get; init; }
    [Label] public float Label { get; init; }
}

[Model<TimeRow, Regression>, LinearRegression]
public sealed partial class TimeModel;
