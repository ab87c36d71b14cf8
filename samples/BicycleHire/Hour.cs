using MlDsl;

namespace BicycleHire;

/// <summary>What a town's weather station reports each hour, ten minutes late.</summary>
[Dataset]
public sealed partial record Report
{
    [Group] public required string Town { get; init; }
    [EventTime(Delay = "10m")] public required DateTimeOffset At { get; init; }
    public required float Temperature { get; init; }
    public required float Rain { get; init; }
}

/// <summary>A stand of bicycles, which stays what it is.</summary>
[Dataset]
public sealed partial record Stand
{
    [Id] public required int Number { get; init; }
    public required float Slope { get; init; }
}

/// <summary>An hour at a stand: how many bicycles are hired in it, from what was known when it began.</summary>
[Dataset]
public sealed partial record Hour
{
    [EventTime] public required DateTimeOffset At { get; init; }
    public required string Town { get; init; }
    public required int Stand { get; init; }

    [AsOf<Report>(nameof(Town), "3h"), Numeric(Scale = Scale.Standard, Impute = Impute.Mean)] public float? Temperature { get; private set; }
    [AsOf<Report>(nameof(Town), "3h"), Numeric(Scale = Scale.Standard, Impute = Impute.Mean)] public float? Rain { get; private set; }
    [Lookup<Stand>(nameof(Stand)), Numeric(Scale = Scale.Standard, Impute = Impute.Mean)] public float? Slope { get; private set; }

    [Label] public float Hired { get; init; }
}

/// <summary>How many bicycles are hired in an hour.</summary>
[Model<Hour, Regression>(Name = "hire")]
public sealed partial class HireModel;
