namespace MlDsl.Serving.Tests.Rows;

public enum Shade
{
    Dark = -3,
    Middle = 0,
    Light = 5,
}

public enum Wide : ulong
{
    None,
    Most = ulong.MaxValue,
}

/// <summary>A column of every type that the language has, missing or not.</summary>
[Dataset]
public sealed partial record Everything
{
    [Categorical] public required string Text { get; init; }
    [Categorical] public string? TextOrNull { get; init; }
    [Categorical] public required char Letter { get; init; }
    [Categorical] public required bool Flag { get; init; }
    [Categorical] public bool? FlagOrNull { get; init; }
    [Categorical] public required Shade Shade { get; init; }
    [Categorical] public Shade? ShadeOrNull { get; init; }
    [Categorical] public required Guid Key { get; init; }
    [Numeric] public required sbyte Tiny { get; init; }
    [Numeric] public required byte Byte { get; init; }
    [Numeric] public required short Short { get; init; }
    [Numeric] public required ushort UShort { get; init; }
    [Numeric] public required int Int { get; init; }
    [Numeric(Impute = Impute.Mean)] public int? IntOrNull { get; init; }
    [Numeric] public required uint UInt { get; init; }
    [Numeric] public required long Long { get; init; }
    [Numeric] public required ulong ULong { get; init; }
    [Numeric] public required float Float { get; init; }
    [Numeric] public required double Double { get; init; }
    [Numeric(Impute = Impute.Mean)] public double? DoubleOrNull { get; init; }
    [Numeric] public required decimal Decimal { get; init; }
    [Numeric] public required Half Half { get; init; }
    [DateParts(DatePart.Hour)] public required DateTime At { get; init; }
    [DateParts(DatePart.Hour)] public required DateTimeOffset Zoned { get; init; }
    [DateParts(DatePart.Month)] public required DateOnly Day { get; init; }
    [DateParts(DatePart.Month)] public DateOnly? DayOrNull { get; init; }
    [DateParts(DatePart.Hour)] public required TimeOnly Hour { get; init; }
    public required TimeSpan Waited { get; init; }
    public Wide Wide { get; init; }
    [Numeric(Length = 2)] public required float[] Pair { get; init; }
    [Numeric(Length = 2, Impute = Impute.Mean)] public IReadOnlyList<int?>? Gaps { get; init; }
    [Sensitive, Categorical] public string? Faith { get; init; }
    [Label] public float Y { get; init; }
}

[Features<Everything>]
public static class EverythingFeatures
{
    [Numeric] public static float Hours(TimeSpan waited) => (float)waited.TotalHours;

    [Numeric] public static float IsMost(Wide wide) => wide == Wide.Most ? 1 : 0;
}
