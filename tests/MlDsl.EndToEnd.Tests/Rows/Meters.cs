namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A row with a weight and a group; the number is predicted.</summary>
[Dataset]
public sealed partial record Meter
{
    [Group] public required int House { get; init; }
    [Weight] public required float Count { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Load { get; init; }
    [Label] public float Heat { get; init; }
}

[Model<Meter, Regression>]
public sealed partial class MeterModel;

/// <summary>The same with two classes.</summary>
[Dataset]
public sealed partial record Alarm
{
    [Group] public required int House { get; init; }
    [Weight] public required float Count { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Load { get; init; }
    [Label] public bool Rang { get; init; }
}

[Model<Alarm, BinaryClassification>]
public sealed partial class AlarmModel;

public enum Level
{
    Low,
    Middle,
    High,
}

/// <summary>The same with three.</summary>
[Dataset]
public sealed partial record Grading
{
    [Group] public required int House { get; init; }
    [Weight] public required float Count { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Load { get; init; }
    [Label] public Level Level { get; init; }
}

[Model<Grading, MulticlassClassification>]
public sealed partial class GradingModel;
