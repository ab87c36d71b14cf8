namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A drive: the longer it is, the less is its time known.</summary>
[Dataset]
public sealed partial record Drive
{
    [Numeric] public required float Miles { get; init; }
    [Sensitive, Categorical] public required string Town { get; init; }
    [Label] public float Minutes { get; init; }

    /// <summary>Other drives for every seed, the same on every call.</summary>
    public static IEnumerable<Drive> Made(int count, int seed = 31)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            float miles = 1 + (random.NextSingle() * 9);
            bool isNorth = random.Next(2) == 0;
            yield return new Drive { Miles = miles, Town = isNorth ? "north" : "south", Minutes = (float)((3 * miles * (1 + (0.2 * Normal(random)))) + (isNorth ? 2 : 5)) };
        }
    }

    /// <summary>A standard normal number.</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

[Model<Drive, Regression>]
[Intervals(0.9)]
public sealed partial class DriveModel;

[Model<Drive, Regression>]
[Intervals(0.8, Width = IntervalWidth.ByPrediction, Share = 0.3)]
public sealed partial class DriveSpreadModel;

[Model<Drive, Regression>]
[Intervals(0.8, Width = IntervalWidth.Quantiles)]
public sealed partial class DriveQuantileModel;

[Model<Drive, Regression>]
public sealed partial class BareDriveModel;

/// <summary>A meter that is read every hour, by windows of time.</summary>
[Dataset]
public sealed partial record PowerReading
{
    [EventTime] public required DateTime At { get; init; }
    [Numeric] public required float Load { get; init; }
    [Label] public float Power { get; init; }

    /// <summary>Readings whose error grows with time, or does not.</summary>
    public static IEnumerable<PowerReading> Made(int count, double growth)
    {
        var random = new Random(37);
        for (int i = 0; i < count; i++)
        {
            float load = random.NextSingle();
            yield return new PowerReading { At = new DateTime(2024, 1, 1).AddHours(i), Load = load, Power = (float)((10 * load) + ((1 + (growth * Math.Pow((double)i / count, 4))) * Drive.Normal(random))) };
        }
    }
}

[Model<PowerReading, Regression>]
[Intervals(0.9, Share = 0.3)]
public sealed partial class PowerModel;

/// <summary>Drives in time, of which some weigh nothing.</summary>
[Dataset]
public sealed partial record WeighedDrive
{
    [EventTime] public required DateTime At { get; init; }
    [Numeric] public required float Miles { get; init; }
    [Weight] public required float Weight { get; init; }
    [Label] public float Minutes { get; init; }
}

[Model<WeighedDrive, Regression>]
[Intervals(0.9, Width = IntervalWidth.ByPrediction)]
public sealed partial class WeighedDriveModel;

/// <summary>A count with a logarithm behind it.</summary>
[Dataset]
public sealed partial record CallCount
{
    [Numeric] public required float Lines { get; init; }
    [Label] public int Calls { get; init; }
}

[Model<CallCount, Regression>]
[PoissonRegression]
[Intervals(0.9, Width = IntervalWidth.ByPrediction)]
public sealed partial class CallCountModel;

/// <summary>The point alone, of the same rows.</summary>
[Model<PowerReading, Regression>]
public sealed partial class PowerPointModel;

/// <summary>Declared with intervals, which its file may lack.</summary>
[Model<Drive, Regression>(Name = "BareDriveModel")]
[Intervals(0.9)]
public sealed partial class NamedDriveModel;
