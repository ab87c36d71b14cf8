using System.Globalization;
using MlDsl.Forecasting;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>The hourly series of the M4 competition: 414 of them, a season of 24 hours and of a week, 48 hours to forecast.</summary>
internal static class MFour
{
    public const string Train = "m4-hourly-train.csv", Test = "m4-hourly-test.csv";
    public const int Horizon = 48, Season = 24;

    public static double[][] Read(string name)
    {
        string folder = Environment.GetEnvironmentVariable("MLDSL_TESTDATA")!;
        return [.. File.ReadLines(Path.Combine(folder, name)).Skip(1).Select(static line => line.Split(',').Skip(1).Select(static cell => cell.Trim('"'))
            .Where(static cell => cell.Length > 0 && cell != "NA").Select(static cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
    }
}

/// <summary>Series as arrays.</summary>
internal sealed class Arrays(double[][] series) : SeriesValues
{
    public override int Count => series.Length;

    public override ulong Key(int number) => (ulong)number;

    public override ReadOnlySpan<double> Values(int number) => series[number];
}
