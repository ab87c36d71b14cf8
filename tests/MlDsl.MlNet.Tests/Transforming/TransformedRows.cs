namespace MlDsl.MlNet.Tests;

[Model<Kinds, Regression>(Name = "kinds", Version = "1"), FastTree(Trees = 20, MinRows = 2)]
public sealed partial class KindsModel;

/// <summary>Rides without a group.</summary>
[Dataset]
public sealed partial record PlainRide
{
    [Numeric] public required float Miles { get; init; }

    [Label] public float Fare { get; init; }

    public static PlainRide Of(int i) => new() { Miles = i % 97 / 7f, Fare = (i % 97 / 2f) + (i % 13 / 5f) };
}

[Model<PlainRide, Regression>(Name = "wide", Version = "1"), Intervals(0.9)]
public sealed partial class WideModel;

public enum Paint
{
    Red = 4,
    Blue = 1,
}

/// <summary>Rows of a vector, a whole number, an enum and a character.</summary>
[Dataset]
public sealed partial record Bike
{
    [Numeric(Length = 2)] public required float[] Bars { get; init; }

    [Numeric] public int Wheels { get; init; }

    [Categorical] public Paint Paint { get; init; }

    [Categorical] public char Grip { get; init; }

    [Label] public float Price { get; init; }

    public static Bike Of(int i) => new()
    {
        Bars = [i % 5, i % 7],
        Wheels = i % 3,
        Paint = i % 2 == 0 ? Paint.Red : Paint.Blue,
        Grip = i % 4 == 0 ? 'x' : 'y',
        Price = (i % 5) + (2 * (i % 7)) + (i % 3 * 10) + (i % 2),
    };
}

[Model<Bike, Regression>(Name = "bikes", Version = "1")]
public sealed partial class BikeModel;

internal sealed class EngineInput
{
    public float Miles { get; set; }
    public float Minutes { get; set; }
    public string City { get; set; } = "";
}

internal sealed class EngineOutput
{
    public float Score { get; set; }
}

internal sealed class PricedOutput
{
    public float Price { get; set; }
}
