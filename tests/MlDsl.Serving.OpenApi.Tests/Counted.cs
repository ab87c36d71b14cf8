using System.ComponentModel.DataAnnotations;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.OpenApi.Tests;

/// <summary>Of a vector, a number with a unit, and texts that nobody may see.</summary>
[Dataset]
public sealed partial record Counted
{
    [Column("km", Unit = "km"), Numeric] public required double Way { get; init; }
    [Column(Unit = "1/s"), Numeric(Impute = Impute.Mean)] public byte? Rate { get; init; }
    [Column(Unit = "V"), Numeric(Length = 3, Impute = Impute.Mean)] public required float[] Volts { get; init; }
    public required TimeSpan Waited { get; init; }
    [Categorical] public Shade? Shade { get; init; }
    [Sensitive, Categorical] public required string Origin { get; init; }
    [Sensitive, Numeric] public required float Income { get; init; }
    [Label] public float Y { get; init; }
}

[Features<Counted>]
public static class CountedFeatures
{
    [Numeric] public static float Hours(TimeSpan waited) => (float)waited.TotalHours;
}

[Model<Counted, Regression>(Name = "counted")]
[LinearRegression]
public sealed partial class CountedModel;

/// <summary>What a lambda of a service takes, held against its attributes.</summary>
public sealed record Order([property: Range(1, 9)] int Pieces);
