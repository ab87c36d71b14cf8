using System.Globalization;
using Xunit.Abstractions;

namespace MlDsl.Tasks.Tests.Monitoring;

/// <summary>
/// How often the alarms of a forecast's errors are false, and whether they are right. <c>MLDSL_FORECAST_RUNS</c> says how many services there are of each world; each has a model of its own.
/// </summary>
public sealed class ForecastLooksTests(ITestOutputHelper output)
{
    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("MLDSL_FORECAST_RUNS") ?? "6", CultureInfo.InvariantCulture);

    /// <summary>Worlds in which nothing changes: alike days, days that share their weather, days that follow each other.</summary>
    [Theory]
    [InlineData("theta", 8, 0, 0, 105)]
    [InlineData("theta", 8, 1, 0, 105)]
    [InlineData("theta", 1, 0, 0, 105)]
    [InlineData("theta", 1, 0, 0.5, 427)]
    [InlineData("theta", 8, 0.5, 0.5, 105)]
    [InlineData("theta", 20, 0.5, 0.5, 105)]
    [InlineData("theta", 8, 0.5, 0.8, 105)]
    [InlineData("linear", 8, 0.5, 0.8, 105)]
    [InlineData("linear", 20, 0.3, 0, 105)]
    public void FalseAlarmsAreThoseDeclared(string trainer, int meters, double shared, double follow, int days)
    {
        int looks = 0, errors = 0, intervals = 0, judged = 0;
        for (int run = 0; run < Runs; run++)
        {
            foreach (ForecastLook look in Live(trainer, new Meters(meters, 1000 + run, shared, follow), quiet: 8, broken: 0, days: days))
            {
                looks++;
                errors += look.IsErrorAlarm ? 1 : 0;
                intervals += look.IsIntervalAlarm ? 1 : 0;
                judged += double.IsNaN(look.OutsideProbability) ? 0 : 1;
                Assert.False(double.IsNaN(look.ErrorProbability));
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tasks: alarms of forecasts, {trainer}, {meters} meters, shared {shared}, follow {follow}, of {days} days: errors {(double)errors / looks:F3}, intervals {(judged == 0 ? double.NaN : (double)intervals / judged):F3} of {looks} looks, where 0.05 is declared"));
        // Looks of one service share its calibration: they count about as two of their own.
        double noise = 3 * Math.Sqrt(0.05 * 0.95 / (2.0 * Runs));
        Assert.InRange((double)errors / looks, 0, (1.2 * 0.05) + noise);
        if (judged > 0) Assert.InRange((double)intervals / judged, 0, (1.2 * 0.05) + noise);
    }

    /// <summary>A level that shifts by two of a meter's deviations is found, by errors and by intervals.</summary>
    [Fact]
    public void ABrokenSeriesIsFound()
    {
        int found = 0, outside = 0;
        const int Services = 10;
        for (int run = 0; run < Services; run++)
        {
            IReadOnlyList<ForecastLook> looks = Live("linear", new Meters(20, 500 + run), quiet: 2, broken: 1, moved: 12);
            found += looks[2].IsErrorAlarm ? 1 : 0;
            outside += looks[2].IsIntervalAlarm ? 1 : 0;
            Assert.True(looks[2].ErrorRatio > 1.5, $"{looks[2]}");
        }
        output.WriteLine($"found {found} and {outside} of {Services} in the first week");
        Assert.True(found >= Services - 2 && outside >= Services / 2, $"{found} {outside}");
    }

    /// <summary>No step counts twice: of a service that asks each day only the origins one behind the other are looked at, and a request of one series is none of them.</summary>
    [Fact]
    public void OriginsThatOverlapCountOnce()
    {
        var meters = new Meters(4, seed: 11);
        meters.Pass(70);
        ThetaReadings model = ThetaReadings.Fit(meters.Train);
        using var scratch = new ScratchStore();
        for (int day = 0; day < 21; day++)
        {
            DateTimeOffset now = new(meters.Today, TimeSpan.Zero);
            // Someone tries one meter two days before.
            if (day == 0) scratch.Store.Log(model.Forecast(meters.Rows.Where(static row => row.Meter == "m0" && row.Day < Meters.First.AddDays(68))), now.AddHours(-30));
            scratch.Store.Log(model.Forecast(meters.Rows), now);
            scratch.Store.Add(model.Outcomes(meters.Pass(1), Meters.KnownAt));
        }
        IReadOnlyList<ForecastLook> looks = scratch.Store.Looks(model.Reference!, new(meters.Today.AddDays(1), TimeSpan.Zero));
        Assert.Equal([28, 28, 28], looks.Select(static look => look.Due));
        Assert.Equal([28, 28, 28], looks.Select(static look => look.Values));
        Assert.Equal(Meters.First.AddDays(70), looks[0].From);
        // The week that is not over, and the day on which values may still come.
        Assert.Equal(2, scratch.Store.Looks(model.Reference!, new(meters.Today.AddHours(23), TimeSpan.Zero)).Count);
        // Asked again, after a restart, it says the same.
        Assert.Equal(looks, scratch.Again().Looks(model.Reference!, new(meters.Today.AddDays(1), TimeSpan.Zero)));
        // Another model's forecasts are others'.
        ThetaReadings other = ThetaReadings.Fit(meters.Train);
        Assert.Empty(scratch.Store.Looks(other.Reference!, new(meters.Today.AddDays(1), TimeSpan.Zero)));
    }

    /// <summary>What cannot be judged says why.</summary>
    [Fact]
    public void WhatCannotBeJudgedSaysWhy()
    {
        var meters = new Meters(4, seed: 12);
        meters.Pass(70);
        ThetaReadings model = ThetaReadings.Fit(meters.Train), once = ThetaReadings.Fit(Dataset<Reading>.FromRows(meters.Rows.Where(static row => row.Day < Meters.First.AddDays(19))).SplitByTime(0, 0).Train);
        using var scratch = new ScratchStore();
        DateTimeOffset now = new(meters.Today, TimeSpan.Zero);
        scratch.Store.Log(model.Forecast(meters.Rows), now);
        scratch.Store.Log(once.Forecast(meters.Rows), now);
        Reading[] came = meters.Pass(7);
        scratch.Store.Add(model.Outcomes(came[..20], Meters.KnownAt));
        Assert.Contains("fewer than nine of ten values are known", Assert.Single(scratch.Store.Looks(model.Reference!, now.AddDays(8))).Note, StringComparison.Ordinal);
        // What comes late changes nothing of a look that is over.
        scratch.Store.Add(model.Outcomes(came[20..], row => now.AddDays(9)));
        ForecastLook late = Assert.Single(scratch.Store.Looks(model.Reference!, now.AddDays(10)));
        Assert.Equal((28, 20, false), (late.Due, late.Values, late.IsErrorAlarm));
        Assert.Contains("the model was calibrated on", Assert.Single(scratch.Store.Looks(once.Reference!, now.AddDays(10))).Note, StringComparison.Ordinal);
        Assert.Contains("CalibrationWindows", $"{scratch.Store.Looks(once.Reference!, now.AddDays(10))[0]}", StringComparison.Ordinal);

        using var few = new ScratchStore();
        few.Store.Log(model.Forecast(meters.Rows.Where(static row => row.Meter == "m1" && row.Day < Meters.First.AddDays(70))), now);
        few.Store.Add(model.Outcomes(came, Meters.KnownAt));
        Assert.Contains("1 of the 4 series", Assert.Single(few.Store.Looks(model.Reference!, now.AddDays(10))).Note, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ForecastAlarmOptions { ErrorRate = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ForecastAlarmOptions { Every = TimeSpan.Zero });
    }

    private static IReadOnlyList<ForecastLook> Live(string trainer, Meters meters, int quiet, int broken, double moved = 0, int days = 105)
    {
        meters.Pass(days);
        using var scratch = new ScratchStore();
        ForecastReference reference;
        if (trainer == "theta")
        {
            ThetaReadings model = ThetaReadings.Fit(meters.Train);
            reference = model.Reference!;
            Serve(model.Forecast, rows => model.Outcomes(rows, Meters.KnownAt));
        }
        else
        {
            PooledReadings model = PooledReadings.Fit(meters.Train);
            reference = model.Reference!;
            Serve(model.Forecast, rows => model.Outcomes(rows, Meters.KnownAt));
        }
        IReadOnlyList<ForecastLook> looks = scratch.Store.Looks(reference, new(meters.Today.AddDays(1), TimeSpan.Zero));
        Assert.Equal(quiet + broken, looks.Count);
        return looks;

        void Serve(Func<IEnumerable<Reading>, IReadOnlyList<ISeriesForecast>> forecast, Func<IEnumerable<Reading>, IEnumerable<SeriesOutcome>> outcomes)
        {
            meters.Serve(scratch.Store, forecast, outcomes, quiet);
            meters.Serve(scratch.Store, forecast, outcomes, broken, moved);
        }
    }
}
