
namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Event times that number steps, and days of a zone whose clocks change.</summary>
public sealed class StepNumberTests
{
    [Fact]
    public void StepsAreNumbersFromRowsToForecasts()
    {
        List<NumberedHour> rows = Rows(960);
        Split<NumberedHour> split = Dataset<NumberedHour>.FromRows(rows).SplitByStep(860, 908);
        Assert.Equal("Time: validation from 860, test from 908, embargo 0 steps", split.Description.ToString());
        Assert.Equal((860, 48, 52), (split.Train.Count, split.Validation.Count, split.Test.Count));
        NaiveNumbers model = NaiveNumbers.Fit(split.Train);
        Assert.Equal(24, model.Season);
        Assert.Equal(48, model.Evaluate(split.Validation, split.Train).Rows);
        Assert.Equal(52, model.Assess(split.Test, split.Development).Metrics.Rows);
        SeriesForecast<NumberedHour> forecast = Assert.Single(model.Forecast(rows[..100]));
        Assert.Equal(Enumerable.Range(100, 48).Select(static n => (long?)n), forecast.Steps.Select(static s => s.Number));
        Assert.Equal(rows[76].Value, forecast.Steps[0].Value);
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        Assert.Equal(forecast.Steps, NaiveNumbers.Load(stream).Forecast(rows[..100])[0].Steps);
        Assert.Equal(3, NaiveNumbers.CrossValidate(split.Development.RollingOriginByStep(3, 48)).Folds.Count);
    }

    // Hours in steps of 2 from 10 on.
    [Fact]
    public void TheCommonestDistanceIsAStep()
    {
        List<NumberedHour> rows = [.. Rows(200).Select(static row => row with { Hour = 10 + (2 * row.Hour) })];
        NaiveNumbers model = NaiveNumbers.Fit(Dataset<NumberedHour>.FromRows(rows).SplitByTime(0, 0).Train);
        Assert.Equal(410, model.Forecast(rows)[0].Steps[0].Number);
        Assert.Equal("Row 201 is at 11, between steps of 2; round its time, or declare another [Series(Step = …)]", Refused(() => model.Forecast([.. rows, rows[0] with { Hour = 11 }])));
        Assert.Equal("1 step of 2 before row 51, at 112, has no row; declare [Series(Gaps = Gaps.Zero)] where no row means 0, or Gaps.Interpolate", Refused(() => model.Forecast([.. rows[..50], .. rows[51..]])));
    }

    [Fact]
    public void WhatIsNoStepIsRefused()
    {
        Dataset<NumberedHour> data = Dataset<NumberedHour>.FromRows(Rows(300));
        Assert.Contains("'Hour' is -1, and an [EventTime] that numbers steps is from 0", Assert.Throws<InvalidValueException>(static () => Dataset<NumberedHour>.FromRows([.. Rows(30), Rows(1)[0] with { Hour = -1 }]).SplitByTime(0, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("give the number of one: SplitByStep", Assert.Throws<ArgumentException>(() => data.SplitByTime(new DateTime(2020, 1, 1), new DateTime(2021, 1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("whose embargo is of steps", Assert.Throws<ArgumentException>(() => data.SplitByTime(0.1, 0.1, TimeSpan.FromDays(1))).Message, StringComparison.Ordinal);
        Assert.Contains("say how many: RollingOriginByStep", Assert.Throws<ArgumentException>(() => data.RollingOrigin(2, TimeSpan.FromDays(1))).Message, StringComparison.Ordinal);
        Assert.Contains("the test begins at 20, not after validation (30)", Assert.Throws<ArgumentException>(() => data.SplitByStep(30, 20)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.SplitByStep(20, 30, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.RollingOriginByStep(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.RollingOriginByStep(2, 5, -1));
        Assert.Contains("numbers no steps", Assert.Throws<InvalidOperationException>(static () => Dataset<Sale>.FromRows(MadeUpSales.Of(1, 30)).SplitByStep(10, 20)).Message, StringComparison.Ordinal);
        Split<NumberedHour> apart = data.SplitByStep(200, 250, embargo: 10);
        Assert.Equal((190, 40, 20L), (apart.Train.Count, apart.Validation.Count, apart.Embargoed));
        NaiveNumbers model = NaiveNumbers.Fit(apart.Train);
        Assert.Contains("The split keeps 10 steps free", Refused(() => model.Evaluate(apart.Validation, apart.Train)), StringComparison.Ordinal);
        Split<NumberedHour> split = data.SplitByStep(200, 250);
        Assert.Contains("The history ends before 200, where", Refused(() => model.Assess(split.Test, split.Train)), StringComparison.Ordinal);
    }

    // Clocks in Berlin change on 2024-03-31 and 2024-10-27: days of 23 and 25 hours.
    [Fact]
    public void ADayOnWhichClocksChangeIsOneStep()
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        List<LocalDay> rows = [.. Enumerable.Range(0, 320).Select(day =>
        {
            DateTime local = new DateTime(2024, 1, 1).AddDays(day);
            return new LocalDay { Day = new DateTimeOffset(local, berlin.GetUtcOffset(local)), Value = day % 7 };
        })];
        TrainSet<LocalDay> train = Dataset<LocalDay>.FromRows(rows).SplitByTime(0, 0).Train;
        BerlinDays model = BerlinDays.Fit(train);
        Assert.Equal(7, model.Season);
        // The week of the change in March, from the days before it.
        SeriesForecast<LocalDay> forecast = model.Forecast(rows[..88])[0];
        Assert.Equal(Enumerable.Range(88, 7).Select(static day => (new DateTime(2024, 1, 1).AddDays(day), (double)(day % 7))), forecast.Steps.Select(static s => (s.Time, s.Value)));
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        Assert.Equal(forecast.Steps, BerlinDays.Load(stream).Forecast(rows[..88])[0].Steps);
        Assert.Equal("Europe/Berlin", model.Card.Options["Series.Zone"]);
        Assert.Contains("between steps of 1:0:00:00", Refused(() => PlainDays.Fit(train)), StringComparison.Ordinal);
        Assert.Contains("is for steps of a day and longer", Refused(() => BerlinHours.Fit(train)), StringComparison.Ordinal);
    }

    // In São Paulo the day of 2018-11-04 began at one o'clock.
    [Fact]
    public void ADayWithoutAMidnightBeginsWhenItBegins()
    {
        MlDsl.Forecasting.ZoneDays zone = MlDsl.Forecasting.ZoneDays.Of("America/Sao_Paulo")!;
        Assert.Equal(new DateTime(2018, 11, 3).Ticks, zone.Shows(new DateTime(2018, 11, 3, 3, 0, 0).Ticks));
        Assert.Equal(new DateTime(2018, 11, 4).Ticks, zone.Shows(new DateTime(2018, 11, 4, 3, 0, 0).Ticks));
        Assert.Equal(new DateTime(2018, 11, 5).Ticks, zone.Shows(new DateTime(2018, 11, 5, 2, 0, 0).Ticks));
        Assert.Equal(new DateTime(2018, 11, 4, 2, 0, 0).Ticks, zone.Shows(new DateTime(2018, 11, 4, 4, 0, 0).Ticks));
        Assert.Contains("knows no time zone 'Nowhere/There'", Refused(static () => MlDsl.Forecasting.ZoneDays.Of("Nowhere/There")), StringComparison.Ordinal);
        Assert.Null(MlDsl.Forecasting.ZoneDays.Of(null));
    }

    private static List<NumberedHour> Rows(int hours) => [.. Enumerable.Range(0, hours).Select(static hour => new NumberedHour { Series = "a", Hour = hour, Value = (hour % 24) + (hour * 7 % 5) })];

    private static string Refused(Action act) => Assert.Throws<SeriesException>(act).Message;
}
