namespace MlDsl.Tasks.Tests.Monitoring;

/// <summary>Forecasts that are remembered, and values that come for their steps.</summary>
public sealed class ForecastStoreTests
{
    private static readonly Lazy<(Meters Meters, ThetaReadings Model)> Fitted = new(static () =>
    {
        var meters = new Meters(2, seed: 1);
        meters.Pass(70);
        return (meters, ThetaReadings.Fit(meters.Train));
    });

    /// <summary>Every metric by hand, of one model and two series.</summary>
    [Fact]
    public void MetricsAreThoseOfTheDefinition()
    {
        var (meters, model) = Fitted.Value;
        using var scratch = new ScratchStore();
        Reading[] history = [.. meters.Rows];
        IReadOnlyList<SeriesForecast<Reading>> forecasts = model.Forecast(history);
        DateTimeOffset asked = new(history[^1].Day.AddDays(1), TimeSpan.Zero);
        Assert.Equal(14, scratch.Store.Log(forecasts, asked));
        Reading[] came = [.. forecasts.SelectMany(static (forecast, series) => forecast.Steps.Select((step, i) => new Reading { Meter = forecast.Last.Meter, Day = step.Time, Value = (float)(step.Value + (series == 0 ? 1 : -3) + (i == 6 ? 100 : 0)) }))];
        Assert.Equal(14, scratch.Store.Add(model.Outcomes(came, Meters.KnownAt)));

        RollingMetrics<ForecastPerformance> rolling = scratch.Store.Metrics(asked.AddDays(9), TimeSpan.FromDays(30));
        Assert.Equal((14, 14), (rolling.Predictions, rolling.WithOutcome));
        Assert.Equal(TimeSpan.FromDays(1), rolling.MedianDelay);
        ForecastPerformance metrics = rolling.Metrics!;
        double[] scales = [.. forecasts.Select(forecast => history.Where(row => row.Meter == forecast.Last.Meter).Select(static row => (double)row.Value).ToArray()).Select(static values => values.Skip(7).Zip(values, static (a, b) => Math.Abs(a - b)).Average())];
        Assert.Equal(7, metrics.Steps.Count);
        Assert.Equal(((1 / scales[0]) + (3 / scales[1])) / 2, metrics.Steps[0].Mase.Value, 1e-4);
        Assert.Equal(((1 / scales[0]) + (-3 / scales[1])) / 2, metrics.Steps[0].Bias.Value, 1e-4);
        Assert.Equal((0, 2), (metrics.Steps[6].Coverage.Value, metrics.Steps[6].Rows));
        Assert.Equal(((107 / 7.0 / scales[0]) + (115 / 7.0 / scales[1])) / 2, metrics.All.Mase.Value, 1e-4);
        double smape = came.Zip(forecasts.SelectMany(static forecast => forecast.Steps), static (row, step) => 200 * Math.Abs(row.Value - step.Value) / (Math.Abs(row.Value) + Math.Abs(step.Value))).Average();
        Assert.Equal(smape, metrics.All.Smape.Value, 1e-3);
        Assert.Equal(["MASE", "sMAPE", "coverage", "bias", "MASE step 1", "MASE step 7"], metrics.Named.Select(static named => named.Name));
        // Two series and a horizon of one stretch are too few for an interval.
        Assert.True(double.IsNaN(metrics.All.Mase.Low));
        Assert.Contains("step 7: MASE", metrics.ToString(), StringComparison.Ordinal);
        Assert.Null(scratch.Store.Metrics(asked.AddYears(1), TimeSpan.FromDays(1)).Metrics);
    }

    [Fact]
    public void IntervalsAreOverSeries()
    {
        var meters = new Meters(12, seed: 3);
        meters.Pass(70);
        ThetaReadings model = ThetaReadings.Fit(meters.Train);
        using var scratch = new ScratchStore();
        meters.Serve(scratch.Store, model.Forecast, rows => model.Outcomes(rows, Meters.KnownAt), 4);
        ForecastPerformance metrics = scratch.Store.Metrics(new(meters.Today.AddDays(1), TimeSpan.Zero), TimeSpan.FromDays(28)).Metrics!;
        Assert.Equal((12 * 28, 12), (metrics.Rows, metrics.Series));
        Assert.InRange(metrics.All.Mase.Value, metrics.All.Mase.Low, metrics.All.Mase.High);
        Assert.InRange(metrics.All.Coverage.Value, 0.85, 1);
        Assert.True(metrics.All.Mase.High - metrics.All.Mase.Low is > 0 and < 0.5);
        Assert.InRange(0, metrics.All.Bias.Low - 0.2, metrics.All.Bias.High + 0.2);
    }

    /// <summary>What does not go together is counted by name, and measures nothing.</summary>
    [Fact]
    public void WhatDoesNotGoTogetherIsCounted()
    {
        var (meters, model) = Fitted.Value;
        using var scratch = new ScratchStore();
        Reading[] history = [.. meters.Rows];
        DateTime last = history[^1].Day;
        DateTimeOffset asked = new(last.AddDays(1), TimeSpan.Zero);
        Reading early = new() { Meter = "m0", Day = last.AddDays(1), Value = 5 }, unknown = new() { Meter = "no such meter", Day = last.AddDays(2), Value = 5 }, twice = new() { Meter = "m1", Day = last.AddDays(3), Value = 5 };
        // A value that was there before the forecast.
        scratch.Store.Add(model.Outcomes([early], row => asked.AddHours(-1)));
        scratch.Store.Log(model.Forecast(history), asked);
        Assert.Equal(0, scratch.Store.Log(model.Forecast(history), asked.AddHours(1)));
        Assert.Equal(2, scratch.Store.Add(model.Outcomes([unknown, twice], Meters.KnownAt)));
        Assert.Equal(0, scratch.Store.Add(model.Outcomes([twice, twice with { Value = 6 }], Meters.KnownAt)));
        Assert.Equal(new ForecastCounts(14, Joined: 1, Unknown: 1, BeforeForecast: 1, Repeated: 1, Contradicting: 1, ForecastTwice: 14), scratch.Store.Counts);
        Assert.Equal((14, 1), (scratch.Store.Metrics(asked.AddDays(20), TimeSpan.FromDays(30)).Predictions, scratch.Store.Metrics(asked.AddDays(20), TimeSpan.FromDays(30)).WithOutcome));
        // Another process, and a clock that went backwards: what was written is there, and nothing is of a time that is to come.
        Assert.Equal(new ForecastCounts(14, 1, 1, 1, 0, 0, 0), scratch.Again().Counts);
        Assert.Null(scratch.Store.Metrics(asked.AddDays(-300), TimeSpan.FromDays(30)).Metrics);
        Assert.Empty(scratch.Store.Looks(model.Reference!, asked.AddDays(-300)));
        Assert.Throws<ArgumentOutOfRangeException>(() => scratch.Store.Metrics(asked, TimeSpan.Zero));
    }

    [Fact]
    public void FilesHaveNoNamesAndASeriesIsErased()
    {
        var (meters, model) = Fitted.Value;
        using var scratch = new ScratchStore();
        DateTimeOffset asked = new(meters.Rows[^1].Day.AddDays(1), TimeSpan.Zero);
        scratch.Store.Log(model.Forecast(meters.Rows), asked);
        scratch.Store.Add(model.Outcomes(meters.Rows, Meters.KnownAt).TakeLast(4));
        ulong series = model.Outcomes(meters.Rows.Take(1), Meters.KnownAt).Single().Series;
        byte[] file = [.. Directory.GetFiles(scratch.Folder, "*.log").SelectMany(static path => { using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite); var all = new byte[stream.Length]; stream.ReadExactly(all); return all; })];
        Assert.Equal(-1, file.AsSpan().IndexOf(BitConverter.GetBytes(series)));
        Assert.Equal(7 + 2, scratch.Store.Erase(series));
        Assert.Equal((7, 2), (scratch.Store.Counts.Forecasts, scratch.Store.Counts.Unknown));
        Assert.Equal(0, scratch.Store.Erase(series));
        Assert.Equal(0, scratch.Store.Trim(asked.AddDays(364)));
        Assert.Equal(9, scratch.Store.Trim(asked.AddDays(366)));
        Assert.Equal(default, scratch.Again().Counts);
    }

    [Fact]
    public void StoresOfOtherThingsAreRefused()
    {
        var (meters, model) = Fitted.Value;
        using var scratch = new ScratchStore();
        Assert.Contains("is written by another process", Assert.Throws<OutcomeStoreException>(() => ForecastStore.Open(scratch.Folder, ScratchStore.Options)).Message, StringComparison.Ordinal);
        scratch.Store.Log(model.Forecast(meters.Rows), default);
        scratch.Store.Dispose();
        Assert.Throws<OutcomeStoreException>(() => OutcomeStore.Open(scratch.Folder, ScratchStore.Options));
        Assert.Throws<OutcomeStoreException>(() => ForecastStore.Open(scratch.Folder, ScratchStore.Options with { Key = new byte[16] }));
        Assert.Equal(14, scratch.Again().Counts.Forecasts);
        Assert.Contains("not finite", Assert.Throws<ArgumentException>(() => scratch.Store.Add([new(0, default, float.NaN, default)])).Message, StringComparison.Ordinal);
        Assert.Contains("row 1 is NaN", Assert.Throws<SeriesException>(() => model.Outcomes([meters.Rows[0] with { Value = float.NaN }], Meters.KnownAt).ToList()).Message, StringComparison.Ordinal);
    }

    /// <summary>Where event times number steps there is no clock: a step is due when a later value is there.</summary>
    [Fact]
    public void NumberedStepsHaveNoClock()
    {
        CountedReading[] rows = [.. Enumerable.Range(0, 200).Select(static i => new CountedReading { Step = i, Value = 50 + (i % 5 * 4) + (i * 7919 % 11) })];
        CountedReadings model = CountedReadings.Fit(Dataset<CountedReading>.FromRows(rows[..100]).SplitByTime(validation: 0, test: 0).Train);
        using var scratch = new ScratchStore();
        for (int origin = 100; origin < 150; origin += 5)
        {
            scratch.Store.Log(model.Forecast(rows[..origin]), default);
            scratch.Store.Add(model.Outcomes(rows[origin..(origin + 5)], static _ => DateTimeOffset.UnixEpoch));
        }
        RollingMetrics<ForecastPerformance> rolling = scratch.Store.Metrics(default, TimeSpan.FromTicks(20));
        Assert.Equal((20, 20), (rolling.Predictions, rolling.WithOutcome));
        IReadOnlyList<ForecastLook> looks = scratch.Store.Looks(model.Reference!, default);
        Assert.Equal(9, looks.Count);
        Assert.Equal((100, 105, 5, 5), (looks[0].From.Ticks, looks[0].To.Ticks, looks[0].Due, looks[0].Values));
    }
}
