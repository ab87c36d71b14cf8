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

[Model<PlainRide, Regression>(Name = "between", Version = "1"), Intervals(0.8, Width = IntervalWidth.Quantiles)]
public sealed partial class BetweenModel;

[Model<PlainRide, Regression>(Name = "plain", Version = "1")]
public sealed partial class PlainModel;

[Model<Answer, BinaryClassification>(Name = "calibrated", Version = "1"), Calibrate(Calibration.Isotonic)]
public sealed partial class CalibratedModel;

public enum Payment
{
    Cash = 7,
    Card = 2,
}

/// <summary>Rows whose two classes are members of an enum, and a vector in memory that may be missing.</summary>
[Dataset]
public sealed partial record Sale
{
    [Numeric(Length = 2, Impute = Impute.Mean, Indicator = true)] public ReadOnlyMemory<float>? Sizes { get; init; }
    [Numeric] public required double Price { get; init; }
    [Label(Positive = "Card")] public Payment Paid { get; init; }

    public static Sale Of(int i) => new() { Sizes = i % 4 == 0 ? (ReadOnlyMemory<float>?)null : new float[] { i % 7, i % 3 }, Price = i % 40, Paid = (i % 40) + (i % 7) > 22 ? Payment.Card : Payment.Cash };
}

[Model<Sale, BinaryClassification>(Name = "sales", Version = "1")]
public sealed partial class SaleModel;

/// <summary>Values that may be missing, and 0 of each.</summary>
[Dataset]
public sealed partial record Gaps
{
    public long? Number { get; init; }
    public ulong? Count { get; init; }
    public decimal? Exact { get; init; }
    public TimeSpan? Lasted { get; init; }
    public TimeOnly? Hour { get; init; }
    public DateOnly? Day { get; init; }
    public DateTime? When { get; init; }
    public DateTimeOffset? Sent { get; init; }
    public string? Note { get; init; }
    [Numeric] public float Size { get; init; }
    [Label] public float Price { get; init; }

    public static Gaps Of(int i) => i % 2 == 1 ? new() { Size = i, Price = i } : new()
    {
        Number = -i,
        Count = (ulong)i,
        Exact = i / 8m,
        Lasted = TimeSpan.FromSeconds(i),
        Hour = TimeOnly.MinValue.AddMinutes(i),
        Day = new DateOnly(2020, 1, 1).AddDays(i),
        When = new DateTime(2020, 1, 1, 3, 0, 0, DateTimeKind.Utc).AddDays(i),
        Sent = new DateTimeOffset(2020, 1, 1, 3, 0, 0, TimeSpan.FromHours(2)),
        Note = $"note {i}",
        Size = i,
        Price = i,
    };
}

/// <summary>Takes every column, so that all are inputs.</summary>
[Features<Gaps>]
public static partial class GapFeatures
{
    [Numeric]
    public static float IsFull(long? number, ulong? count, decimal? exact, TimeSpan? lasted, TimeOnly? hour, DateOnly? day, DateTime? when, DateTimeOffset? sent, string? note) =>
        number is null && count is null && exact is null && lasted is null && hour is null && day is null && when is null && sent is null && note is null ? 0 : 1;
}

/// <summary>Rows whose header has one property's name for another.</summary>
[Dataset]
public sealed partial record Swapped
{
    [Column("Price"), Numeric] public required float Cost { get; init; }
    [Column("Cost"), Numeric] public required float Fee { get; init; }
    [Label] public float Sum { get; init; }

    public static Swapped Of(int i) => new() { Cost = i % 7, Fee = i % 5, Sum = (i % 7) + (10 * (i % 5)) };
}

[Model<Swapped, Regression>(Name = "swapped", Version = "1")]
public sealed partial class SwappedModel;

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
