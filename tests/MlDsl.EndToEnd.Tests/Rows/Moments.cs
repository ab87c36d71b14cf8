namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A time as features; the label is the hour that the model must have seen.</summary>
[Dataset]
public sealed partial record Moment
{
    [DateParts(DatePart.Hour)] public required DateTime At { get; init; }
    [Label] public float Hour { get; init; }
}

[Model<Moment, Regression>]
public sealed partial class MomentModel;

/// <summary>The same of a time that may be missing and of one with an offset.</summary>
[Dataset]
public sealed partial record ZonedMoment
{
    [DateParts(DatePart.Hour)] public required DateTimeOffset At { get; init; }
    [DateParts(DatePart.Day)] public DateTime? Before { get; init; }
    [Label] public float Hour { get; init; }
}

[Model<ZonedMoment, Regression>]
public sealed partial class ZonedMomentModel;

/// <summary>A time that a method reads.</summary>
[Dataset]
public sealed partial record ReadMoment
{
    public required DateTime At { get; init; }
    public required string Note { get; init; }
    [Label] public float Hour { get; init; }
}

[Features<ReadMoment>]
public static class ReadMomentFeatures
{
    [Numeric] public static float HourOf(DateTime at) => at.Hour;

    [Numeric] public static float LengthOf(string note) => note.Length;
}

[Model<ReadMoment, Regression>]
public sealed partial class ReadMomentModel;

/// <summary>Rows in the order of a DateTime.</summary>
[Dataset]
public sealed partial record TimedRow
{
    [EventTime] public required DateTime At { get; init; }
    [Numeric] public float X { get; init; }
    [Label] public float Y { get; init; }
}

/// <summary>Rows in the order of a DateTimeOffset.</summary>
[Dataset]
public sealed partial record ZonedRow
{
    [EventTime] public required DateTimeOffset At { get; init; }
    [Numeric] public float X { get; init; }
    [Label] public float Y { get; init; }
}
