namespace MlDsl.MlNet.Tests;

public enum Speed
{
    Slow = 5,
    Fast = 2,
    Medium = 9,
}

/// <summary>Rows whose label is a number, with all that features are made of.</summary>
[Dataset]
public sealed partial record Ride
{
    [Numeric(Scale = Scale.Standard)] public required float Miles { get; init; }

    [Numeric(Impute = Impute.Keep)] public float? Tip { get; init; }

    [Categorical] public required string Payment { get; init; }

    [Weight] public float Counts { get; init; }

    [Group] public required string Driver { get; init; }

    [Label] public float Fare { get; init; }

    public static Ride Of(int i) => new()
    {
        Miles = i % 97 / 7f,
        Tip = i % 5 == 0 ? null : i % 11,
        Payment = $"p{i % 4}",
        Counts = 1 + (i % 3),
        Driver = $"d{i / 10}",
        Fare = (i % 97 / 2f) + (i % 4) + (i % 5 == 0 ? 3 : i % 11),
    };
}

[Model<Ride, Regression>(Name = "rides", Version = "1")]
[Zero]
public sealed partial class RideModel;

/// <summary>Rows whose label is one of two texts.</summary>
[Dataset]
public sealed partial record Answer
{
    [Text(HashBits = 12)] public required string Words { get; init; }

    [Numeric] public required float Length { get; init; }

    [Label(Positive = "yes")] public required string Said { get; init; }

    public static Answer Of(int i) => new()
    {
        Words = (i % 3) switch { 0 => "good good fine", 1 => "bad", _ => "fine bad day" },
        Length = i % 13,
        Said = i % 3 == 0 || i % 13 > 9 ? "yes" : "no",
    };
}

[Model<Answer, BinaryClassification>(Name = "answers", Version = "1")]
public sealed partial class AnswerModel;

/// <summary>Rows whose label is one of several classes.</summary>
[Dataset]
public sealed partial record Trip
{
    [Numeric] public required float Length { get; init; }

    [Categorical] public required string Road { get; init; }

    [Label] public Speed Speed { get; init; }

    public static Trip Of(int i) => new()
    {
        Length = i % 13,
        Road = $"r{i % 2}",
        Speed = (i % 13) switch { < 4 => Speed.Slow, < 9 => Speed.Medium, _ => Speed.Fast },
    };
}

[Model<Trip, MulticlassClassification>(Name = "trips", Version = "1")]
public sealed partial class TripModel;

/// <summary>Rows of queries with a grade.</summary>
[Dataset]
public sealed partial record Hit
{
    [Numeric] public required float Match { get; init; }

    [Numeric] public required float Age { get; init; }

    [Group] public required string Query { get; init; }

    [Label] public int Grade { get; init; }

    public static Hit Of(int i) => new() { Match = i % 17, Age = i % 7, Query = $"q{i / 20}", Grade = i % 17 / 6 };
}

[Model<Hit, Ranking>(Name = "hits", Version = "1")]
public sealed partial class HitModel;

/// <summary>Rows with a column that is encoded by the mean of the label.</summary>
[Dataset]
public sealed partial record Encoded
{
    [Categorical(Encoding = CategoricalEncoding.Target)] public required string Place { get; init; }

    [Label] public float Price { get; init; }
}

[Model<Encoded, Regression>(Name = "encoded", Version = "1")]
public sealed partial class EncodedModel;
