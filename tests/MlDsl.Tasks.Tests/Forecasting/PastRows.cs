namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>What a plant used on a day, with what was measured beside it: a row to come has none of that, and reading it there throws.</summary>
[Dataset]
public sealed partial record Usage
{
    public const float Unread = -12345;

    private readonly float lead;
    private readonly float? warmth;

    [Group] public required string Plant { get; init; }

    [EventTime] public DateOnly Day { get; init; }

    [Column("lead_kw"), PastCovariate(Lags = 5)]
    public float Lead { get => lead == Unread ? throw new InvalidOperationException("Lead was read") : lead; init => lead = value; }

    [PastCovariate]
    public float? Warmth { get => warmth == Unread ? throw new InvalidOperationException("Warmth was read") : warmth; init => warmth = value; }

    [PastCovariate] public bool Alarm { get; init; }

    [Label] public float Used { get; init; }
}

[Model<Usage, Forecast>(Horizon = 3), LinearRegression]
public sealed partial class LinearUsage;

[Model<Usage, Forecast>(Horizon = 6), LightGbm(Trees = 120, Leaves = 15, MinRows = 20)]
public sealed partial class TreeUsage;

[Model<Usage, Forecast>(Horizon = 3), LinearRegression, Series(Gaps = Gaps.Zero)]
public sealed partial class ZeroUsage;

[Model<Usage, Forecast>(Horizon = 3), LinearRegression, Series(Gaps = Gaps.Interpolate)]
public sealed partial class DrawnUsage;

/// <summary>Both sorts of covariates: what is planned of a step, and what is measured up to the origin.</summary>
[Dataset]
public sealed partial record PlannedUsage
{
    [Group] public required string Plant { get; init; }
    [EventTime] public DateOnly Day { get; init; }
    [Numeric] public float Shift { get; init; }
    [PastCovariate(Lags = 40)] public double? Lead { get; init; }
    [PastCovariate] public bool? Alarm { get; init; }
    [PastCovariate] public int Staff { get; init; }
    [Label] public float Used { get; init; }
}

[Model<PlannedUsage, Forecast>(Horizon = 9), LinearRegression]
public sealed partial class PlannedForecast;

/// <summary>Made-up use, of which <see cref="Usage.Lead"/> tells what is used three days later.</summary>
internal static class Usages
{
    public const int Leads = 3;

    public static readonly DateOnly First = new(2025, 1, 6);

    /// <summary>Values are independent from day to day, so that nothing but the lead tells them.</summary>
    public static List<Usage> Of(int plants, int days, int seed, float noise = 0.02f)
    {
        var random = new Random(seed);
        var rows = new List<Usage>();
        for (int plant = 0; plant < plants; plant++)
        {
            double[] lead = [.. Enumerable.Range(0, days + Leads).Select(_ => random.NextDouble())];
            double size = Math.Exp(3 * random.NextDouble()), scale = Math.Exp(3 * random.NextDouble());
            for (int day = 0; day < days; day++)
            {
                rows.Add(new Usage
                {
                    Plant = $"p{plant}",
                    Day = First.AddDays(day),
                    Lead = (float)(1000 + (scale * lead[day + Leads])),
                    Warmth = random.Next(5) == 0 ? null : (float)(10 * random.NextDouble()),
                    Alarm = random.Next(4) == 0,
                    Used = (float)(size * (2 + lead[day] + (noise * (random.NextDouble() - 0.5)))),
                });
            }
        }
        return rows;
    }

    public static Split<Usage> Split(IEnumerable<Usage> rows, int days, int held) => Dataset<Usage>.FromRows([.. rows]).SplitByTime((double)held / days, 0);

    public static TrainSet<Usage> Train(IEnumerable<Usage> rows) => Dataset<Usage>.FromRows([.. rows]).SplitByTime(0, 0).Train;
}

/// <summary>Made-up use with gaps in what is measured.</summary>
internal static class PlannedUsages
{
    /// <summary>Every seventh plant has a lead that does not vary, every eighth none at all, every ninth one from its last days on; every eleventh uses the same each day.</summary>
    public static List<PlannedUsage> Of(int plants, int days, int seed)
    {
        var random = new Random(seed);
        var rows = new List<PlannedUsage>();
        for (int plant = 0; plant < plants; plant++)
        {
            double[] lead = [.. Enumerable.Range(0, days + 2).Select(_ => random.NextDouble())];
            double size = Math.Exp(5 * random.NextDouble());
            for (int day = 0; day < days; day++)
            {
                double? told = plant % 8 == 7 || random.Next(6) == 0 || (plant % 9 == 8 && day < 125) ? null : plant % 7 == 6 ? 0.1 : lead[day + 2];
                bool alarm = random.Next(4) == 0;
                rows.Add(new PlannedUsage
                {
                    Plant = $"{seed}-{plant}",
                    Day = Usages.First.AddDays(day),
                    Shift = day % 3,
                    Lead = told,
                    Alarm = random.Next(8) == 0 ? null : alarm,
                    Staff = random.Next(30),
                    Used = plant % 11 == 10 ? 5 : (float)(size * (3 + lead[day] + Math.Sin(day) + (day % 3) + (0.1 * random.NextDouble()))),
                });
            }
        }
        return rows;
    }
}
