using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>What is no series, or cannot be forecast, is named with its place and the way out.</summary>
public sealed class SeriesRefusalTests
{
    private static readonly LinearSales Model = LinearSales.Fit(MadeUpSales.Split(2, 120).Train);

    private static readonly SmoothSales Smooth = SmoothSales.Fit(MadeUpSales.Split(2, 120).Train);

    private static List<Sale> Rows(int days) => MadeUpSales.Of(1, days);

    private static string Refused(Action act) => Assert.Throws<SeriesException>(act).Message;

    private static TrainSet<Sale> Train(IEnumerable<Sale> rows) => Dataset<Sale>.FromRows([.. rows]).SplitByTime(0, 0).Train;

    [Fact]
    public void StepsWithoutARow()
    {
        List<Sale> rows = Rows(120);
        rows.RemoveRange(50, 2);
        Assert.Equal("2 steps of 1:0:00:00 before row 51, at 2024-02-22 00:00:00, have no row; declare [Series(Gaps = Gaps.Zero)] where no row means 0, or Gaps.Interpolate", Refused(() => LinearSales.Fit(Train(rows))));
        Assert.Equal(14, ZeroSales.Fit(Train(rows)).Forecast(rows)[0].Steps.Count);
        Assert.Equal(14, SmoothSales.Fit(Train(rows)).Forecast(rows)[0].Steps.Count);
    }

    [Fact]
    public void TwoRowsOfAStep()
    {
        List<Sale> rows = Rows(120);
        rows.Add(rows[7]);
        Assert.Contains("Row 121 is of the same series and time, 2024-01-08", Refused(() => Smooth.Forecast(rows)), StringComparison.Ordinal);
    }

    [Fact]
    public void AValueThatIsNoNumber()
    {
        List<Sale> rows = Rows(60);
        rows[5] = rows[5] with { Sold = float.NaN };
        Assert.Contains("The value of row 6 is NaN", Refused(() => Smooth.Forecast(rows)), StringComparison.Ordinal);
    }

    [Fact]
    public void ATimeBetweenSteps()
    {
        var hours = Enumerable.Range(0, 300).Select(static hour => new HourlyValue { Series = "a", Hour = new DateTime(2024, 1, 1).AddHours(hour), Value = hour % 24 }).ToList();
        NaiveHours model = NaiveHours.Fit(Dataset<HourlyValue>.FromRows(hours).SplitByTime(0, 0).Train);
        hours.Add(new HourlyValue { Series = "a", Hour = new DateTime(2024, 1, 20, 3, 30, 0), Value = 1 });
        Assert.Contains("Row 301 is at 2024-01-20 03:30:00, between steps of 1:00:00", Refused(() => model.Forecast(hours)), StringComparison.Ordinal);
    }

    [Fact]
    public void AHistoryThatIsTooShort()
    {
        List<Sale> rows = Rows(3);
        Assert.Contains("The series whose last row is 3 has 3 values, and LinearRegression forecasts from 8 on", Refused(() => Model.Forecast(rows, [Rows(4)[3]])), StringComparison.Ordinal);
        Assert.Equal(rows[0].Sold, Smooth.Forecast(rows[..1])[0].Steps[0].Value, 1e-4);
        Assert.Contains("There are no rows", Refused(static () => Smooth.Forecast([])), StringComparison.Ordinal);
    }

    [Fact]
    public void AHorizonThatIsLongerThanDeclaredOrThanTheHistory()
    {
        Assert.Contains("1 to 14 steps", Assert.Throws<ArgumentOutOfRangeException>(static () => Smooth.Forecast(Rows(50), 15)).Message, StringComparison.Ordinal);
        Assert.Contains("the longest has 12 values", Assert.Throws<TrainingException>(static () => LinearSales.Fit(Train(Rows(12)))).Message, StringComparison.Ordinal);
        Assert.Contains("Every series has one row", Refused(static () => LinearSales.Fit(Train(Rows(1)))), StringComparison.Ordinal);
    }

    [Fact]
    public void StepsWhoseFeaturesAreNotGiven()
    {
        List<Sale> rows = Rows(60), history = rows[..50];
        Assert.Contains("takes features of the steps that it forecasts (Discount)", Refused(() => Model.Forecast(history)), StringComparison.Ordinal);
        Assert.Contains("has no row for 2024-02-20 00:00:00 among the steps", Refused(() => Model.Forecast(history, rows[51..53])), StringComparison.Ordinal);
        Assert.Contains("which its history has already", Refused(() => Model.Forecast(history, rows[49..53])), StringComparison.Ordinal);
        Assert.Contains("of a series that the history does not have", Refused(() => Model.Forecast(history, [rows[50] with { Shop = "other" }])), StringComparison.Ordinal);
        Assert.Contains("has no rows among the steps", Refused(() => Model.Forecast(history, [])), StringComparison.Ordinal);
        Assert.Contains("There are 15 steps", Refused(() => Model.Forecast(rows[..40], rows[40..55])), StringComparison.Ordinal);
    }

    [Fact]
    public void ASeriesOfZerosIsForecastAsZero()
    {
        List<Sale> rows = [.. MadeUpSales.Of(2, 120).Select(static row => row.Shop == "s0" ? row with { Sold = 0 } : row)];
        LinearSales model = LinearSales.Fit(Train(rows));
        IReadOnlyList<SeriesForecast<Sale>> forecasts = model.Forecast(rows.Where(static r => r.Day < MadeUpSales.First.AddDays(100)), rows.Where(static r => r.Day >= MadeUpSales.First.AddDays(100) && r.Day < MadeUpSales.First.AddDays(110)));
        Assert.All(forecasts[0].Steps, static step => Assert.Equal((0.0, 0.0, 0.0), (step.Value, step.Low, step.High)));
    }

    [Fact]
    public void SeriesThatTellNothing() =>
        Assert.Contains("No series of the 2 tells anything", Assert.Throws<TrainingException>(static () => LinearSales.Fit(Train(MadeUpSales.Of(2, 120).Select(static row => row with { Sold = 0 })))).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatSoldNoMoreIsZeroUpToTheEndOfTheOthers()
    {
        List<Sale> rows = MadeUpSales.Of(2, 120);
        rows.RemoveAll(static row => row.Shop == "s1" && row.Day >= MadeUpSales.First.AddDays(90));
        ZeroSales model = ZeroSales.Fit(Train(rows));
        SeriesForecast<Sale> ended = model.Forecast(rows)[1];
        Assert.Equal(MadeUpSales.First.AddDays(120).ToDateTime(default), ended.Steps[0].Time);
        Assert.Equal(MadeUpSales.First.AddDays(89), ended.Last.Day);
        Assert.All(ended.Steps, static step => Assert.InRange(step.Value, 0, 10));
        Assert.Contains(model.Card.Warnings, static warning => warning.StartsWith("30 steps of the training rows had no row", StringComparison.Ordinal));
    }

    [Fact]
    public void ATrainerOfSomethingElse() =>
        Assert.Contains("LinearRanking learns Relevance", Assert.Throws<ArgumentException>(static () => LinearSales.Fit(Train(Rows(60)), new LinearRankingOptions())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2023-01-31 2023-02-28 2023-03-31", "2023-06-30")]
    [InlineData("2023-04-30 2023-05-31", "2023-06-30")]
    [InlineData("2023-01-28 2023-02-28 2023-03-28", "2023-06-28")]
    [InlineData("2023-02-28 2023-03-28", "2023-06-28")]
    [InlineData("2023-01-30 2023-02-28 2023-03-30", "2023-06-30")]
    [InlineData("2023-04-30 2023-05-30 2023-06-30", "2023-07-30")]
    [InlineData("2023-01-15 2023-02-15", "2023-06-15")]
    public void ADayOfTheMonthStays(string days, string told)
    {
        long[] times = [.. days.Split(' ').Select(static day => DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture).Ticks)];
        var then = DateTime.Parse(told, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var clock in (MlDsl.Forecasting.StepClock[])[MlDsl.Forecasting.StepClock.Shown([times])!, MlDsl.Forecasting.StepClock.Of(SeriesStep.Month, [times])])
        {
            Assert.Equal(1, clock.Months);
            for (int i = 0; i < times.Length; i++) Assert.Equal((clock.At(times[0]) + i, times[i]), (clock.At(times[i]), clock.TimeOf(clock.At(times[i])!.Value).Ticks));
            Assert.Equal(then, clock.TimeOf(clock.At(then.Ticks)!.Value));
        }
    }

    [Fact]
    public void OneTimeBesideTheOthersIsNamed()
    {
        var hours = Enumerable.Range(0, 300).Select(static hour => new HourlyValue { Series = "a", Hour = new DateTime(2024, 1, 1).AddHours(hour), Value = hour % 24 }).ToList();
        hours.Insert(11, new HourlyValue { Series = "a", Hour = new DateTime(2024, 1, 1, 10, 30, 0), Value = 1 });
        Assert.Contains("Row 12 is at 2024-01-01 10:30:00, between steps of 1:00:00", Refused(() => NaiveHours.Fit(Dataset<HourlyValue>.FromRows(hours).SplitByTime(0, 0).Train)), StringComparison.Ordinal);
    }

    [Fact]
    public void MonthsAreOfTheCalendar()
    {
        var clock = MlDsl.Forecasting.StepClock.Shown([[new DateTime(2023, 1, 31).Ticks, new DateTime(2023, 2, 28).Ticks, new DateTime(2023, 3, 31).Ticks, new DateTime(2023, 4, 30).Ticks]])!;
        Assert.Equal((1, 0L, 12), (clock.Months, clock.Ticks, clock.Season));
        Assert.Equal(3, clock.At(new DateTime(2023, 5, 31).Ticks) - clock.At(new DateTime(2023, 2, 28).Ticks));
        Assert.Null(clock.At(new DateTime(2023, 5, 30).Ticks));
    }
}
