namespace MlDsl.Tasks.Tests.Monitoring;

[Dataset]
public sealed partial record Reading
{
    [Group] public required string Meter { get; init; }
    [EventTime] public DateTime Day { get; init; }
    [Label] public float Value { get; init; }
}

[Model<Reading, Forecast>(Horizon = 7), Theta]
public sealed partial class ThetaReadings;

[Model<Reading, Forecast>(Horizon = 7), LinearRegression]
public sealed partial class PooledReadings;

[Model<Reading, Forecast>(Horizon = 7), SeasonalNaive, Series(Gaps = Gaps.Interpolate, Step = SeriesStep.Day)]
public sealed partial class DrawnReadings;

[Dataset]
public sealed partial record CountedReading
{
    [EventTime] public int Step { get; init; }
    [Label] public float Value { get; init; }
}

[Model<CountedReading, Forecast>(Horizon = 5), SeasonalNaive, Series(Season = 5)]
public sealed partial class CountedReadings;

/// <summary>Made-up meters with a week's season, noise of their own and weather that all share; and a service that asks for a forecast on each Sunday.</summary>
internal sealed class Meters(int count, int seed, double shared = 0.5, double follow = 0)
{
    public static readonly DateTime First = new(2024, 1, 1);

    private readonly Random random = new(seed);
    private readonly double[] last = new double[count];
    private int days;

    public List<Reading> Rows { get; } = [];

    /// <summary>The day behind the last.</summary>
    public DateTime Today => First.AddDays(days);

    /// <summary>Adds days.</summary>
    public Reading[] Pass(int more, double moved = 0)
    {
        int before = Rows.Count;
        for (int day = 0; day < more; day++, days++)
        {
            double weather = shared * Normal();
            for (int meter = 0; meter < count; meter++)
            {
                last[meter] = (follow * last[meter]) + weather + Normal();
                double value = 100 + (10 * meter) + (8 * Math.Sin(2 * Math.PI * days / 7)) + (3 * last[meter]) + moved;
                Rows.Add(new Reading { Meter = $"m{meter}", Day = Today, Value = (float)value });
            }
        }
        return [.. Rows.Skip(before)];
    }

    public TrainSet<Reading> Train => Dataset<Reading>.FromRows(Rows).SplitByTime(0, 0).Train;

    /// <summary>Lets weeks pass in which a model is asked on Sunday night, and tells what came the day after each.</summary>
    public void Serve(ForecastStore store, Func<IEnumerable<Reading>, IReadOnlyList<ISeriesForecast>> forecast, Func<IEnumerable<Reading>, IEnumerable<SeriesOutcome>> outcomes, int weeks, double moved = 0)
    {
        for (int week = 0; week < weeks; week++)
        {
            store.Log(forecast(Rows), new(Today, TimeSpan.Zero));
            store.Add(outcomes(Pass(7, moved)));
        }
    }

    public static DateTimeOffset KnownAt(Reading row) => new(row.Day.AddDays(1), TimeSpan.Zero);

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

/// <summary>A store in a folder that is gone afterwards.</summary>
internal sealed class ScratchStore : IDisposable
{
    public static readonly OutcomeStoreOptions Options = new() { Key = "0123456789abcdef"u8.ToArray(), LabelDelay = TimeSpan.FromDays(1), Durability = WriteDurability.OperatingSystem };

    public ScratchStore() => Store = ForecastStore.Open(Folder, Options);

    public string Folder { get; } = Directory.CreateTempSubdirectory("mldsl-forecasts").FullName;

    public ForecastStore Store { get; private set; }

    /// <summary>Closes it and opens it again.</summary>
    public ForecastStore Again()
    {
        Store.Dispose();
        return Store = ForecastStore.Open(Folder, Options);
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
