using MlDsl.Columns;
using MlDsl.Testing;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

public sealed class DatePartsEncodingTests
{
    private const DatePart All = (DatePart)511;

    // 2024-02-29 was a Thursday, the 60th day of a leap year and day 19,782 since 1970 (Python's datetime).
    private static readonly DateTime Leap = new(2024, 2, 29, 18, 30, 0);

    private static float[] Row(DatePartsEncoding encoding, object? time)
    {
        float[] row = new float[encoding.Width];
        DenseSink sink = new(row, -encoding.Position);
        switch (time)
        {
            case DateTimeOffset value: encoding.Write((DateTimeOffset?)value, ref sink); break;
            case DateOnly value: encoding.Write((DateOnly?)value, ref sink); break;
            default: encoding.Write((DateTime?)time, ref sink); break;
        }
        return row;
    }

    [Fact]
    public void WritesEveryPartAsANumber()
    {
        int position = 3;
        DatePartsEncoding encoding = new("Picked", All, false, ref position);
        Assert.Equal([2024, 1, 2, 29, 3, 60, 18.5f, 0, 19782 + 18.5f / 24], Row(encoding, Leap));
        Assert.Equal((3, 12), (encoding.Position, position));
        Assert.Equal(["Picked.Year", "Picked.Quarter", "Picked.Month", "Picked.Day", "Picked.DayOfWeek", "Picked.DayOfYear",
            "Picked.Hour", "Picked.Weekend", "Picked.Trend"], Names(encoding.AppendNames));
    }

    [Fact]
    public void WritesThePartsThatComeRoundAsSineAndCosine()
    {
        int position = 0;
        DatePartsEncoding encoding = new("Picked", All, true, ref position);
        double[] turns = [0, 1.0 / 12, 28.0 / 29, 3.0 / 7, 59.0 / 366, 18.5 / 24];
        double[] expected =
            [2024, .. turns.SelectMany(static t => (double[])[Math.Sin(2 * Math.PI * t), Math.Cos(2 * Math.PI * t)]), 0, 19782 + 18.5 / 24];
        Near(expected, Row(encoding, Leap), 1e-6 * 20_000);
        Near(expected[1..13], Row(encoding, Leap)[1..13], 1e-7);
        Assert.Equal("Picked.Month sin", Names(encoding.AppendNames)[3]);
        Assert.Equal("Picked.Month cos", Names(encoding.AppendNames)[4]);
    }

    [Theory]
    [InlineData("2026-11-21", 5, 1)]
    [InlineData("2026-11-22", 6, 1)]
    [InlineData("2026-11-23", 0, 0)]
    public void CountsTheWeekFromMonday(string date, float weekday, float weekend)
    {
        int position = 0;
        DatePartsEncoding encoding = new("Picked", DatePart.DayOfWeek | DatePart.Weekend, false, ref position);
        Assert.Equal([weekday, weekend], Row(encoding, DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void TakesTheClockTimeOfAnOffsetAndMidnightOfADate()
    {
        int position = 0;
        DatePartsEncoding encoding = new("Picked", DatePart.Day | DatePart.Hour, false, ref position);
        Assert.Equal([1, 0.5f], Row(encoding, new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.FromHours(14))));
        Assert.Equal([9, 0], Row(encoding, new DateOnly(2026, 1, 9)));
    }

    [Fact]
    public void WritesNothingForAMissingTime()
    {
        int position = 0;
        DatePartsEncoding encoding = new("Picked", All, true, ref position);
        SparseSink sink = new(4);
        encoding.Write((DateTime?)null, ref sink);
        encoding.Write((DateTimeOffset?)null, ref sink);
        encoding.Write((DateOnly?)null, ref sink);
        Assert.Equal(0, sink.Count);
    }

    [Theory]
    [InlineData(DatePart.None)]
    [InlineData((DatePart)512)]
    public void RefusesPartsThatDoNotExist(DatePart parts)
    {
        int position = 0;
        Assert.StartsWith("'Picked': Parts is ", Assert.Throws<ArgumentException>(() => new DatePartsEncoding("Picked", parts, false, ref position)).Message,
            StringComparison.Ordinal);
    }
}
