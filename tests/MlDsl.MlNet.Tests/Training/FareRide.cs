namespace MlDsl.MlNet.Tests;

/// <summary>Rides as ML.NET's trainers can learn them: missing numbers filled in, categories as positions.</summary>
[Dataset]
public sealed partial record FareRide
{
    [Numeric(Scale = Scale.Standard)] public required float Miles { get; init; }
    [Numeric(Impute = Impute.Mean, Scale = Scale.Standard)] public float? Minutes { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public required string City { get; init; }
    [Weight] public float Share { get; init; } = 1;
    [Label] public float Fare { get; init; }

    /// <summary>Rides of a known fare with noise.</summary>
    public static IEnumerable<FareRide> Make(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            float miles = (float)(random.NextDouble() * 20);
            float? minutes = random.Next(5) == 0 ? null : (miles * 3) + random.Next(20);
            int city = random.Next(6);
            yield return new FareRide
            {
                Miles = miles,
                Minutes = minutes,
                City = $"city {city}",
                Share = 1 + (i % 3),
                Fare = 3 + (2 * miles) + ((minutes ?? 40) / 4) + (city % 3) + (float)random.NextDouble(),
            };
        }
    }

    /// <summary>Inputs with cities that no training row had.</summary>
    public static Input[] Odd(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Make(count, seed).Select(ride => new Input { Miles = ride.Miles - random.Next(3), Minutes = ride.Minutes, City = random.Next(4) == 0 ? "nowhere" : ride.City })];
    }
}

[Model<FareRide, Regression>, FastTree(Trees = 30, Leaves = 8, MinRows = 5, Seed = 7)]
public sealed partial class FareRideModel;

/// <summary>The same rides, and whether they pay.</summary>
[Dataset]
public sealed partial record PaidRide
{
    [Numeric(Scale = Scale.Standard)] public required float Miles { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public required string City { get; init; }
    [Label] public bool Pays { get; init; }

    public static IEnumerable<PaidRide> Make(int count, int seed) =>
        FareRide.Make(count, seed).Select(static ride => new PaidRide { Miles = ride.Miles, City = ride.City, Pays = ride.Fare > 40 });
}

[Model<PaidRide, BinaryClassification>, FastTree(Trees = 200, MinRows = 5, EarlyStopping = 5)]
public sealed partial class PaidRideModel;
