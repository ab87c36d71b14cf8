namespace MlDsl.XGBoost.Tests;

/// <summary>A column of each kind that a trainer must know: numbers that stay missing, categories as such, a number that may not lower predictions.</summary>
[Dataset]
public sealed partial record House
{
    [Numeric(Impute = Impute.Keep)] public float? Age { get; init; }
    [Numeric(Monotone = Monotone.Increasing)] public required float Rooms { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Native, Unknown = Unknown.Bucket, MaxCategories = 12)] public required string City { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Native)] public string? Heating { get; init; }
    [Label] public float Price { get; init; }

    /// <summary>Houses of a known price with noise.</summary>
    public static IEnumerable<House> Make(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int city = random.Next(16), heating = random.Next(6);
            float? age = random.Next(5) == 0 ? null : random.Next(60);
            float rooms = random.Next(1, 12);
            yield return new House
            {
                Age = age,
                Rooms = rooms,
                City = $"city {city}",
                Heating = heating == 5 ? null : $"heating {heating}",
                Price = (float)((rooms / 2) + (city % 3) + (age is null ? 3 : age.Value / 20) + (heating == 2 ? 1 : 0) + random.NextDouble()),
            };
        }
    }

    /// <summary>Inputs with categories that no training row had.</summary>
    public static Input[] Odd(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Make(count, seed).Select(house => new Input
        {
            Age = house.Age, Rooms = house.Rooms - random.Next(3), City = random.Next(4) == 0 ? "nowhere" : house.City, Heating = random.Next(4) == 0 ? "none" : house.Heating,
        })];
    }
}

[Model<House, Regression>, XGBoost(Trees = 40, MaxDepth = 5, Seed = 7, BaseScore = 0.5)]
public sealed partial class HouseModel;

/// <summary>A flat of a known rent; no column keeps predictions from falling.</summary>
[Dataset]
public sealed partial record Flat
{
    [Numeric] public required float Rooms { get; init; }
    [Label] public float Rent { get; init; }
}

[Model<Flat, Regression>, XGBoost(Trees = 3, BaseScore = 0.5), Intervals(0.8, Width = IntervalWidth.Quantiles)]
public sealed partial class FlatModel;

[Model<House, Regression>, XGBoost(Trees = 3), Intervals(0.9, Width = IntervalWidth.Quantiles)]
public sealed partial class HouseIntervalModel;

/// <summary>An offer to a customer, who takes some.</summary>
[Dataset]
public sealed partial record Offer
{
    [Group] public required int Customer { get; init; }
    [Numeric] public required float Price { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Native)] public required string Kind { get; init; }
    [Label] public int Grade { get; init; }

    public static IEnumerable<Offer> Make(int customers, int seed)
    {
        var random = new Random(seed);
        foreach (int customer in Enumerable.Range(0, customers))
        {
            for (int i = random.Next(2, 12); i > 0; i--)
            {
                int kind = random.Next(5);
                float price = random.Next(100);
                yield return new Offer { Customer = customer, Price = price, Kind = $"kind {kind}", Grade = (int)Math.Clamp((kind / 1.5) + ((100 - price) / 40) + (random.NextDouble() / 2) - 1, 0, 4) };
            }
        }
    }
}

[Model<Offer, Ranking>, XGBoost(Trees = 200, MaxDepth = 4, EarlyStopping = 10)]
public sealed partial class OfferModel;

[Model<Offer, Regression>, XGBoost(Trees = 3, BaseScore = 0.5), Intervals(0.9, Width = IntervalWidth.Quantiles)]
public sealed partial class OfferIntervalModel;
