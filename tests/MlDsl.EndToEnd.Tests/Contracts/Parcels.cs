using MlDsl.Contracts;

namespace MlDsl.EndToEnd.Tests.Contracts;

internal enum Carrier
{
    Post,
    Courier,
    Bike,
}

/// <summary>A parcel in a record, with a rule of every kind and every policy.</summary>
[Dataset]
internal sealed partial record Parcel
{
    [Id] public required long Number { get; init; }
    [Numeric, Range(0, 500, Policy = Breach.Clip)] public required float Miles { get; init; }
    [Numeric(Impute = Impute.Mean), Range(0, 70, Policy = Breach.AsMissing), NotNull(Policy = Breach.Count)] public double? Pounds { get; init; }
    [Categorical, Values("N", "S", Policy = Breach.Reject)] public required string Zone { get; init; }
    [Categorical, Values(Carrier.Post, Carrier.Courier, Policy = Breach.Count)] public Carrier By { get; init; }
    [Categorical(Unknown = Unknown.Bucket), Pattern("[A-Z]{2}[0-9]+", Policy = Breach.AsMissing)] public string? Code { get; init; }
    [Numeric, Range(1, double.PositiveInfinity)] public required int Items { get; init; }
    [Range("2024-01-01", "2024-12-31")] public DateOnly Sent { get; init; }
    [Range("2024-01-01", "")] public DateOnly Arrived { get; init; }
    [Label, Range(0, 1000, Policy = Breach.Count)] public float Price { get; init; }

    [Relation] private static bool InOrder(DateOnly sent, DateOnly arrived) => sent <= arrived;

    [Relation(Policy = Breach.Count)] private static bool Plausible(float miles, int items) => miles > 0 || items < 100;
}

/// <summary>The same rules in a class whose copies are set.</summary>
[Dataset]
internal sealed partial class Crate
{
    [Numeric, Range(0, 10, Policy = Breach.Clip)] public float Weight { get; set; }
    [Label] public float Price { get; set; }

    /// <summary>No column.</summary>
    public object? Origin { get; set; }
}

/// <summary>And in a struct.</summary>
[Dataset]
internal readonly partial record struct Letter([property: Numeric, Range(0, 10, Policy = Breach.Clip)] float Weight, [property: Label] float Price);

[Model<Parcel, Regression>]
[LinearRegression]
internal sealed partial class ParcelModel;

/// <summary>With rules over all rows.</summary>
[Dataset]
internal sealed partial record Stamp
{
    [Unique] public string? Key { get; init; }
    [Unique(Policy = Breach.Count)] public required int Serial { get; init; }
    [EventTime, Fresh("2d")] public required DateTime At { get; init; }
    [Numeric] public float Value { get; init; }
    [Label] public float Price { get; init; }
}
