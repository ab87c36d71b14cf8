using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Models as they are declared: fitted, asked, measured, saved.</summary>
public sealed class ForecastModelTests
{
    [Fact]
    public void KnowsWhatADiscountAdds()
    {
        Split<Sale> split = MadeUpSales.Split(6, 400);
        LinearSales model = LinearSales.Fit(split.Train);
        ForecastMetrics metrics = model.Evaluate(split.Validation, split.Train);
        Assert.Equal((6, 6 * 14), (metrics.Series, metrics.Rows));
        Assert.True(metrics.Mase.Value < 0.6 * metrics.Baseline!.Mase.Value, $"{metrics}");
        Assert.InRange(metrics.Coverage.Value, 0.85, 1);
        Assert.Equal(7, model.Season);
        Assert.Equal("Discount", model.FeatureNames[0]);
        Assert.Equal(model.Predictor!.Width, model.FeatureNames.Count);
        Assert.Contains("MSIS", metrics.ToString(), StringComparison.Ordinal);
        Assessment<ForecastMetrics> final = LinearSales.Fit(split.Development).Assess(split.Test, split.Development);
        Assert.Equal(1, final.TimesAssessed);
        Assert.Equal("validation", Assert.Single(model.Evaluations).Side);
    }

    [Fact]
    public void ForecastsWhatIsAsked()
    {
        List<Sale> rows = MadeUpSales.Of(3, 300, noise: 0.01f);
        Split<Sale> split = Dataset<Sale>.FromRows(rows).SplitByTime(0.1, 0);
        LinearSales model = LinearSales.Fit(split.Train);
        DateOnly last = MadeUpSales.First.AddDays(199);
        Sale[] history = [.. rows.Where(row => row.Day <= last)], ahead = [.. rows.Where(row => row.Day > last && row.Day <= last.AddDays(5))];
        IReadOnlyList<SeriesForecast<Sale>> forecasts = model.Forecast(history, [.. ahead.Select(static row => row with { Sold = float.NaN })]);
        Assert.Equal(["s0", "s1", "s2"], forecasts.Select(static f => f.Last.Shop));
        foreach (SeriesForecast<Sale> forecast in forecasts)
        {
            Assert.Equal(last, forecast.Last.Day);
            Assert.Equal(5, forecast.Steps.Count);
            for (int step = 0; step < 5; step++)
            {
                Sale truth = ahead.Single(row => row.Shop == forecast.Last.Shop && row.Day == last.AddDays(step + 1));
                ForecastStep told = forecast.Steps[step];
                Assert.Equal(truth.Day.ToDateTime(default), told.Time);
                Assert.Equal(truth.Sold, told.Value, 3.0);
                Assert.Equal(told.Low, forecast.Quantile(step, forecast.Levels[0]));
                Assert.True(told.Low <= forecast.Quantile(step, 0.5) && forecast.Quantile(step, 0.5) <= told.High);
            }
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => forecasts[0].Quantile(0, 0.33));
        Assert.Throws<ArgumentOutOfRangeException>(() => forecasts[0].Quantile(5, 0.5));
    }

    [Fact]
    public void ASavedModelForecastsTheSame()
    {
        Split<Sale> split = MadeUpSales.Split(4, 250);
        Sale[] history = [.. split.Train.Rows];
        Same(LinearSales.Fit(split.Train), static (model, stream) => model.Save(stream), LinearSales.Load, model => model.Forecast(history, split.Validation.Rows));
        Same(RecursiveSales.Fit(split.Train), static (model, stream) => model.Save(stream), RecursiveSales.Load, model => model.Forecast(history, split.Validation.Rows));
        Same(SmoothSales.Fit(split.Train, new EtsOptions { Trend = false }), static (model, stream) => model.Save(stream), SmoothSales.Load, model => model.Forecast([.. history.Select(static (row, i) => row with { Sold = row.Sold + i })]));
        Same(SmoothSales.Fit(split.Train), static (model, stream) => model.Save(stream), SmoothSales.Load, model => model.Forecast(history));

        static void Same<T>(T model, Action<T, Stream> save, Func<Stream, SchemaChange, T> load, Func<T, IReadOnlyList<SeriesForecast<Sale>>> forecast)
        {
            using MemoryStream first = new(), second = new();
            save(model, first);
            first.Position = 0;
            T loaded = load(first, SchemaChange.None);
            Assert.Equal(forecast(model).SelectMany(static f => f.Steps), forecast(loaded).SelectMany(static f => f.Steps));
            save(loaded, second);
            Assert.Equal(first.ToArray(), second.ToArray());
        }
    }

    [Fact]
    public void AnAlteredFileIsRefused()
    {
        using var stream = new MemoryStream();
        SmoothSales.Fit(MadeUpSales.Split(2, 120).Train).Save(stream);
        byte[] whole = stream.ToArray();
        Assert.Contains("holds the model 'SmoothSales', not 'hourly'", Assert.Throws<ModelFileException>(() => NaiveHours.Load(new MemoryStream(whole))).Message, StringComparison.Ordinal);
        for (int cut = 0; cut < whole.Length; cut += 97) Assert.Throws<ModelFileException>(() => SmoothSales.Load(new MemoryStream(whole[..cut])));
        for (int place = 40; place < whole.Length; place += 61)
        {
            byte[] altered = [.. whole];
            altered[place] ^= 0x5A;
            try
            {
                Assert.Equal(14, SmoothSales.Load(new MemoryStream(altered)).Horizon);
            }
            catch (ModelFileException)
            {
                // Refused; what loads is unharmed, such as a time in the archive.
            }
        }
    }

    [Fact]
    public void TheSameRowsGiveTheSameBytes()
    {
        Split<Sale> split = MadeUpSales.Split(3, 200);
        Assert.Equal(Bytes(new TrainingControl { Threads = 1 }), Bytes(new TrainingControl { Threads = 4 }));

        byte[] Bytes(TrainingControl control)
        {
            using var stream = new MemoryStream();
            LinearSales.Fit(split.Train, control: control).Save(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void EachFoldIsForecastFromItsOwnPast()
    {
        Folds<Sale> folds = MadeUpSales.Split(4, 300).Development.RollingOrigin(3, TimeSpan.FromDays(14));
        CrossValidation<ForecastMetrics> cross = LinearSales.CrossValidate(folds);
        Assert.Equal(3, cross.Folds.Count);
        Assert.All(cross.Folds, static fold => Assert.Equal(4 * 14, fold.Rows));
    }

    [Fact]
    public void OptionsThatForecastsDoNotHeedAreRefused()
    {
        TrainSet<Sale> train = MadeUpSales.Split(2, 120).Train;
        Assert.Contains("leave EarlyStopping out", Assert.Throws<ArgumentException>(() => LinearSales.Fit(train, new LightGbmOptions { EarlyStopping = 5 })).Message, StringComparison.Ordinal);
        Assert.Contains("'Discount' is declared Monotone", Assert.Throws<TrainingException>(() => RisingSales.Fit(Dataset<RisingSale>.FromRows([.. train.Rows.Select(static r => new RisingSale { Shop = r.Shop, Day = r.Day, Discount = r.Discount, Sold = r.Sold })]).SplitByTime(0, 0).Train)).Message, StringComparison.Ordinal);
    }

    // Independent noise with a row every other day: between them nothing is known, and nothing is learned of what was drawn between.
    [Fact]
    public void WhatIsDrawnBetweenRowsTellsNothing()
    {
        var random = new Random(2);
        var rows = Enumerable.Range(0, 1200).Select(i => new Sale { Shop = $"s{i % 4}", Day = MadeUpSales.First.AddDays(i / 4 * 2), Sold = 50 + (float)(20 * random.NextDouble()) }).ToList();
        Split<Sale> split = Dataset<Sale>.FromRows(rows).SplitByTime(0.2, 0);
        DrawnSales model = DrawnSales.Fit(split.Train);
        ForecastMetrics metrics = model.Evaluate(split.Validation, split.Train);
        Assert.Equal((240, 0), (metrics.Rows, metrics.Skipped));
        // Of a uniform spread of 20 the mean is 5 off, and drawn values beside it would tell the next exactly.
        Assert.True(metrics.Mase.Value > 0.9 * metrics.Baseline!.Mase.Value / Math.Sqrt(2), $"{metrics}");
        Assert.InRange(metrics.Coverage.Value, 0.9, 1);
        Assert.Contains("were filled, as Gaps.Interpolate says", Assert.Single(model.Card.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void TheHistoryEndsWhereWhatIsForecastBegins()
    {
        Split<Sale> split = MadeUpSales.Split(2, 200);
        ZeroSales model = ZeroSales.Fit(split.Train);
        Assert.Contains("give the split's Development", Assert.Throws<SeriesException>(() => model.Assess(split.Test, split.Train)).Message, StringComparison.Ordinal);
        Assert.Contains("give the split's Train", Assert.Throws<SeriesException>(() => model.Evaluate(split.Validation, split.Development)).Message, StringComparison.Ordinal);
        Split<Sale> apart = Dataset<Sale>.FromRows(MadeUpSales.Of(2, 200)).SplitByTime(0.1, 0.1, embargo: TimeSpan.FromDays(7));
        Assert.Contains("split without an embargo", Assert.Throws<SeriesException>(() => model.Evaluate(apart.Validation, apart.Train)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASeriesThatBeginsLateIsCounted()
    {
        List<Sale> rows = MadeUpSales.Of(2, 200);
        rows.RemoveAll(static row => row.Shop == "s1" && row.Day < MadeUpSales.First.AddDays(180));
        Split<Sale> split = Dataset<Sale>.FromRows(rows).SplitByTime(MadeUpSales.First.AddDays(180).ToDateTime(default), MadeUpSales.First.AddDays(199).ToDateTime(default));
        ForecastMetrics metrics = LinearSales.Fit(split.Train).Evaluate(split.Validation, split.Train);
        Assert.Equal((2, 19 + 11, 8), (metrics.Series, metrics.Rows, metrics.Skipped));
        Assert.Contains("8 values were not forecast", metrics.ToString(), StringComparison.Ordinal);
    }

    // One series of noise with a short horizon, many times: three windows would tell three errors, whose ends hold half of what comes.
    [Theory]
    [InlineData(1, 1, 0.95, 0.025)]
    [InlineData(1, 2, 0.95, 0.025)]
    [InlineData(500, 1, 0.95, 0.025)]
    public void IntervalsOfFewErrorsHoldTheirShare(int series, int horizon, double level, double within)
    {
        var random = new Random(9);
        var shape = new MlDsl.Forecasting.LagShape(1, 0, horizon, false);
        double covered = 0;
        int times = series == 1 ? 600 : 3;
        for (int time = 0; time < times; time++)
        {
            double[][] values = [.. Enumerable.Range(0, series).Select(_ => Enumerable.Range(0, 150 + horizon).Select(_ => random.NextDouble() + random.NextDouble() + random.NextDouble()).ToArray())];
            MlDsl.Forecasting.TrainedSeries trained = MlDsl.Forecasting.SeriesTrainer.Train(
                new Arrays([.. values.Select(static s => s[..150])]), new SeasonalNaiveOptions(), shape, new SeriesOptions { Interval = level, CalibrationWindows = 1 }, new TrainingControl());
            Assert.True(trained.Errors.Told >= trained.Errors.Levels.Fewest);
            covered += MlDsl.Forecasting.ForecastEvaluator.Evaluate(
                new Arrays(values), [.. values.Select(static _ => 150)], trained.Predictor, trained.Errors, shape, new EvaluationOptions { Resamples = 0 }, default).Coverage.Value / times;
        }
        Assert.Equal(level, covered, within);
    }

    [Fact]
    public void IntervalsOfTooFewErrorsAreSaid() =>
        Assert.Contains("takes 40 errors, and 14 could be measured", Assert.Single(SmoothSales.Fit(Dataset<Sale>.FromRows(MadeUpSales.Of(1, 20)).SplitByTime(0, 0).Train).Card.Warnings), StringComparison.Ordinal);

    // 400 made-up series of independent noise: what is to be held is held.
    [Theory]
    [InlineData(0.95)]
    [InlineData(0.8)]
    public void IntervalsHoldTheirShare(double level)
    {
        var random = new Random(5);
        double[][] series = [.. Enumerable.Range(0, 400).Select(i => Enumerable.Range(0, 90).Select(t => (10 * (1 + (i % 7))) + (random.NextDouble() * (1 + (i % 5)))).ToArray())];
        var shape = new MlDsl.Forecasting.LagShape(7, 0, 10, false);
        MlDsl.Forecasting.TrainedSeries trained = MlDsl.Forecasting.SeriesTrainer.Train(
            new Arrays([.. series.Select(static s => s[..80])]), new SeasonalNaiveOptions(), shape, new SeriesOptions { Interval = level }, new TrainingControl());
        ForecastMetrics metrics = MlDsl.Forecasting.ForecastEvaluator.Evaluate(
            new Arrays(series), [.. series.Select(static _ => 80)], trained.Predictor, trained.Errors, shape, new EvaluationOptions { Resamples = 0 }, default);
        Assert.Equal(level, metrics.Coverage.Value, 0.02);
    }
}
