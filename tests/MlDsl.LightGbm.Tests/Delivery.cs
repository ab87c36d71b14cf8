using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.LightGbm.Tests;

/// <summary>A delivery: how long it takes is the less known the fuller the streets are, which says nothing of how long it takes.</summary>
[Dataset]
public sealed partial record Delivery
{
    [Numeric] public required float Miles { get; init; }
    [Numeric(Impute = Impute.Keep)] public float? Traffic { get; init; }
    [Sensitive, Categorical(Encoding = CategoricalEncoding.Native)] public required string Town { get; init; }
    [Label] public float Minutes { get; init; }

    /// <summary>Minutes about 3 a mile, of the deviation <see cref="Deviation"/>.</summary>
    public static IEnumerable<Delivery> Made(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            float miles = 1 + (9 * random.NextSingle()), traffic = random.NextSingle();
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            yield return new Delivery
            {
                Miles = miles,
                Traffic = traffic,
                Town = random.Next(2) == 0 ? "north" : "south",
                Minutes = (float)(70 + (3 * miles) + (Deviation(traffic) * normal)),
            };
        }
    }

    /// <summary>The standard deviation of the minutes.</summary>
    public static double Deviation(float traffic) => traffic < 0.5f ? 1 : 1 + (18 * (traffic - 0.5));
}

[Model<Delivery, Regression>, LightGbm(Trees = 80, Leaves = 15, MinRows = 30), Intervals(0.9, Width = IntervalWidth.Quantiles, Share = 0.3)]
public sealed partial class DeliveryModel;

[Model<Delivery, Regression>, LightGbm(Trees = 80, Leaves = 15, MinRows = 30), Intervals(0.9, Share = 0.3)]
public sealed partial class DeliveryAroundModel;

[Model<Delivery, Regression>, LightGbm(Trees = 80, Leaves = 15, MinRows = 30), Intervals(0.9, Width = IntervalWidth.ByPrediction, Share = 0.3)]
public sealed partial class DeliveryByPredictionModel;

/// <summary>Predictions behind a logarithm, and quantiles that are of no logarithm; stopped early.</summary>
[Model<Delivery, Regression>, LightGbm(Trees = 300, Leaves = 7, Loss = LightGbmLoss.Gamma, EarlyStopping = 10), Intervals(0.8, Width = IntervalWidth.Quantiles)]
public sealed partial class DeliveryGammaModel;

/// <summary>Trees that are averaged.</summary>
[Model<Delivery, Regression>, LightGbm(Trees = 20, Leaves = 31, RowShare = 0.6, Boosting = LightGbmBoosting.RandomForest), Intervals(0.8, Width = IntervalWidth.Quantiles)]
public sealed partial class DeliveryForestModel;

/// <summary>Shifts of drivers in time, weighted.</summary>
[Dataset]
public sealed partial record Shift
{
    [EventTime] public required DateTime At { get; init; }
    [Numeric] public required float Hours { get; init; }
    [Weight] public float Counts { get; init; } = 1;
    [Label] public float Stops { get; init; }

    /// <summary>Shifts whose deviation grows with time, or does not.</summary>
    public static IEnumerable<Shift> Made(int count, double growth, Func<int, float>? weight = null, Func<int, float>? odd = null)
    {
        var random = new Random(11);
        for (int i = 0; i < count; i++)
        {
            float hours = 1 + (7 * random.NextSingle());
            double noise = (random.NextDouble() + random.NextDouble() - 1) * hours * (1 + (growth * Math.Pow((double)i / count, 4)));
            yield return new Shift { At = new DateTime(2024, 1, 1).AddHours(i), Hours = hours, Counts = weight?.Invoke(i) ?? 1, Stops = odd is null || weight?.Invoke(i) > 0 ? (float)((10 * hours) + noise) : odd(i) };
        }
    }
}

[Model<Shift, Regression>, LightGbm(Trees = 30, Leaves = 7), Intervals(0.9, Width = IntervalWidth.Quantiles, Share = 0.3)]
public sealed partial class ShiftModel;

/// <summary>Rows of drivers, whose own pace is in no column.</summary>
[Dataset]
public sealed partial record Drop
{
    [Group] public required int Driver { get; init; }
    [Numeric] public required float Floor { get; init; }
    [Label] public float Seconds { get; init; }
}

[Model<Drop, Regression>, LightGbm(Trees = 30, Leaves = 7), Intervals(0.8, Width = IntervalWidth.Quantiles)]
public sealed partial class DropModel;

[Model<Trip, Regression>, LightGbm(Trees = 60), Intervals(0.9, Width = IntervalWidth.Quantiles)]
public sealed partial class TripQuantileModel;

[Model<Trip, Regression>, LightGbm(Trees = 60), Intervals(0.9)]
public sealed partial class TripAroundModel;
