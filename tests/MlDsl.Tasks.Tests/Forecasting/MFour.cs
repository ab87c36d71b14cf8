using System.Globalization;
using MlDsl.Forecasting;
using MlDsl.Testing;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>The hourly series of the M4 competition: 414 of them, a season of 24 hours and of a week, 48 hours to forecast.</summary>
internal static class MFour
{
    public const string Train = "m4-hourly-train.csv", Test = "m4-hourly-test.csv";

    // The series have no dates: all end at the same hour, before which the longest has 960.
    private const int End = 1000;

    public static double[][] Read(string name) => [.. File.ReadLines(TestData.File(name)).Skip(1).Select(static line => line.Split(',').Skip(1).Select(static cell => cell.Trim('"'))
        .Where(static cell => cell.Length > 0 && cell != "NA").Select(static cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    /// <summary>The number of series.</summary>
    public const int Series = 414;

    /// <summary>Both files melted, one row for each hour; of every <paramref name="each"/>th series from the <paramref name="first"/> on.</summary>
    public static (TrainSet<NumberedHour> Train, TestSet<NumberedHour> Test) Split(int each = 1, int first = 0)
    {
        double[][] train = Read(Train), test = Read(Test);
        var known = new List<NumberedHour>();
        var asked = new List<NumberedHour>();
        for (int i = first; i < train.Length; i += each)
        {
            for (int k = 0; k < train[i].Length; k++) known.Add(Row(i, k - train[i].Length, train[i][k]));
            for (int k = 0; k < test[i].Length; k++) asked.Add(Row(i, k, test[i][k]));
        }
        Split<NumberedHour> split = Dataset<NumberedHour>.FromRows(known).SplitByTime(0, Dataset<NumberedHour>.FromRows(asked));
        return (split.Train, split.Test);
    }

    private static NumberedHour Row(int series, int hour, double value) => new() { Series = $"H{series + 1}", Hour = End + hour, Value = (float)value };
}

/// <summary>Series as arrays.</summary>
internal sealed class Arrays(params double[][] series) : SeriesValues
{
    public override int Count => series.Length;

    public override ulong Key(int number) => (ulong)number;

    public override ReadOnlySpan<double> Values(int number) => series[number];
}
