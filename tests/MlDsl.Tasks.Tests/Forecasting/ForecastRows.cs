namespace MlDsl.Tasks.Tests.Forecasting;

[Dataset]
public sealed partial record HourlyValue
{
    [Group] public required string Series { get; init; }
    [EventTime] public DateTime Hour { get; init; }
    [Label] public float Value { get; init; }
}

[Model<HourlyValue, Forecast>(Name = "hourly", Horizon = 48), SeasonalNaive]
public sealed partial class NaiveHours;

[Dataset]
public sealed partial record NumberedHour
{
    [Group] public required string Series { get; init; }
    [EventTime] public int Hour { get; init; }
    [Label] public float Value { get; init; }
}

[Model<NumberedHour, Forecast>(Horizon = 48), SeasonalNaive, Series(Season = 24, LongSeason = 168)]
public sealed partial class NaiveNumbers;

[Model<NumberedHour, Forecast>(Horizon = 48), Theta, Series(Season = 24, LongSeason = 168)]
public sealed partial class ThetaNumbers;

[Model<NumberedHour, Forecast>(Horizon = 12), SeasonalNaive, Series(Season = 24)]
public sealed partial class NaiveHalfDay;

[Model<NumberedHour, Forecast>(Horizon = 12), Theta, Series(Season = 24)]
public sealed partial class ThetaHalfDay;

[Model<NumberedHour, Forecast>(Horizon = 48), Series(Season = 24, LongSeason = 168)]
[LightGbm(Trees = 300, Leaves = 63, LearningRate = 0.05, MinRows = 50, ColumnShare = 0.5, RowShare = 0.7, Loss = LightGbmLoss.Absolute)]
public sealed partial class PooledNumbers;

[Dataset]
public sealed partial record LocalDay
{
    [EventTime] public DateTimeOffset Day { get; init; }
    [Label] public float Value { get; init; }
}

[Model<LocalDay, Forecast>(Horizon = 7), SeasonalNaive, Series(Zone = "Europe/Berlin")]
public sealed partial class BerlinDays;

[Model<LocalDay, Forecast>(Horizon = 7), SeasonalNaive, Series(Step = SeriesStep.Hour, Zone = "Europe/Berlin")]
public sealed partial class BerlinHours;

[Model<LocalDay, Forecast>(Horizon = 7), SeasonalNaive]
public sealed partial class PlainDays;

[Dataset]
public sealed partial record Sale
{
    [Group] public required string Shop { get; init; }
    [EventTime] public DateOnly Day { get; init; }
    [Numeric] public float Discount { get; init; }
    [Label] public float Sold { get; init; }
}

[Model<Sale, Forecast>(Horizon = 14), LinearRegression]
public sealed partial class LinearSales;

[Model<Sale, Forecast>(Horizon = 14), LinearRegression, Series(Strategy = ForecastStrategy.Recursive, Interval = 0.8, CalibrationWindows = 2)]
public sealed partial class RecursiveSales;

[Model<Sale, Forecast>(Horizon = 14), Series(Gaps = Gaps.Zero)]
public sealed partial class ZeroSales;

[Model<Sale, Forecast>(Horizon = 14), Ets, Series(Gaps = Gaps.Interpolate, Step = SeriesStep.Day)]
public sealed partial class SmoothSales;

[Model<Sale, Forecast>(Horizon = 14), LinearRegression, Series(Gaps = Gaps.Interpolate, Step = SeriesStep.Day)]
public sealed partial class DrawnSales;

[Dataset]
public sealed partial record RisingSale
{
    [Group] public required string Shop { get; init; }
    [EventTime] public DateOnly Day { get; init; }
    [Numeric(Monotone = Monotone.Increasing)] public float Discount { get; init; }
    [Label] public float Sold { get; init; }
}

[Model<RisingSale, Forecast>(Horizon = 14), LightGbm]
public sealed partial class RisingSales;

/// <summary>Made-up sales: a level, a week, what a discount adds, and noise that is always the same.</summary>
internal static class MadeUpSales
{
    public static readonly DateOnly First = new(2024, 1, 1);

    public static List<Sale> Of(int shops, int days, float noise = 2)
    {
        var random = new Random(7);
        var rows = new List<Sale>();
        for (int shop = 0; shop < shops; shop++)
        {
            for (int day = 0; day < days; day++)
            {
                float discount = (day * 5 + shop * 3) % 11 == 0 ? 1 : 0;
                double level = 40 + (20 * shop) + (6 * Math.Sin(2 * Math.PI * day / 7)) + (15 * discount) + (noise * Normal(random));
                rows.Add(new Sale { Shop = $"s{shop}", Day = First.AddDays(day), Discount = discount, Sold = (float)level });
            }
        }
        return rows;
    }

    public static Split<Sale> Split(int shops, int days, float noise = 2) => Dataset<Sale>.FromRows(Of(shops, days, noise))
        .SplitByTime(First.AddDays(days - 28).ToDateTime(default), First.AddDays(days - 14).ToDateTime(default));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
