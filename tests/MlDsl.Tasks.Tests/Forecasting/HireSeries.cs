using System.Globalization;
using MlDsl.Testing;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>The hours of a bicycle hire, from the beginning of 2011 to August 2012, in which it grew by two thirds. An hour without a hire has no row.</summary>
[Dataset]
public sealed partial record Hire
{
    public const string File = "bike-hour.csv";

    [EventTime] public DateTime Hour { get; init; }
    [Label] public float Bicycles { get; init; }

    /// <summary>The rows from a day on, each made of its hour, its hires and all its cells.</summary>
    public static IEnumerable<T> Read<T>(Func<DateTime, float, string[], T> row, DateTime from = default) =>
        System.IO.File.ReadLines(TestData.File(File)).Skip(1).Select(static line => line.Split(',')).Select(static cells => (Cells: cells, Hour: Hours(cells))).Where(line => line.Hour >= from)
            .Select(line => row(line.Hour, Number(line.Cells[16]), line.Cells));

    public static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);

    private static DateTime Hours(string[] cells) => DateTime.ParseExact(cells[1], "yyyy-MM-dd", CultureInfo.InvariantCulture).AddHours(Number(cells[5]));
}

[Model<Hire, Forecast>(Horizon = 12), LightGbm(Trees = 30, Leaves = 15, ColumnShare = 0.5), Series(Gaps = Gaps.Zero)]
public sealed partial class HireForecast;

/// <summary>The same with the weather, as it was measured up to the origin.</summary>
[Dataset]
public sealed partial record WeatheredHire
{
    [EventTime] public DateTime Hour { get; init; }
    [PastCovariate(Lags = 24)] public float Temperature { get; init; }
    [PastCovariate] public float Humidity { get; init; }
    [PastCovariate] public float Wind { get; init; }
    [Label] public float Bicycles { get; init; }
}

[Model<WeatheredHire, Forecast>(Horizon = 12), LightGbm(Trees = 30, Leaves = 15, ColumnShare = 0.5), Series(Gaps = Gaps.Zero)]
public sealed partial class WeatheredForecast;

/// <summary>The same with a part of the value that nobody knows before: the hires of registered people.</summary>
[Dataset]
public sealed partial record PlantedHire
{
    [EventTime] public DateTime Hour { get; init; }
    [PastCovariate] public float Registered { get; init; }
    [Label] public float Bicycles { get; init; }
}

[Model<PlantedHire, Forecast>(Horizon = 12), LightGbm(Trees = 30, Leaves = 15, ColumnShare = 0.5), Series(Gaps = Gaps.Zero)]
public sealed partial class PlantedForecast;
