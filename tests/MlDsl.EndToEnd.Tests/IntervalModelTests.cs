using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Regressions whose predictions have intervals.</summary>
public sealed class IntervalModelTests
{
    private static readonly EvaluationOptions Quick = new() { Resamples = 50 };
    private static readonly Split<Drive> Drives = Dataset<Drive>.FromRows(Drive.Made(8000)).SplitRandom(0.2, 0.2, seed: 1);

    [Fact]
    public void NineOfTenLabelsAreHeld()
    {
        DriveModel model = DriveModel.Fit(Drives.Train);
        RegressionMetrics metrics = model.Assess(Drives.Test, Quick).Metrics;
        // 1,600 rows: one deviation is 0.75 per cent of coverage, and that of the 960 which were held back 1.0.
        Assert.InRange(metrics.Intervals!.Coverage.Value, 0.865, 0.935);
        Assert.InRange(metrics.Intervals.Coverage.Low, 0.8, metrics.Intervals.Coverage.Value);
        Assert.Equal(2 * model.Intervals.Radius, metrics.Intervals.Width.Value, 1e-4);
        Assert.Equal((0.9, 0.2, double.NaN), (model.Intervals.Level, model.Intervals.Share, model.Intervals.Exchangeability));
        Assert.Null(metrics.Intervals.Warning);
        Assert.InRange(model.Intervals.Rows, 880, 1050);
        Assert.Equal(["RMSE", "MAE", "R²", "MAPE", "Poisson deviance", "coverage", "interval width"], metrics.Named.Select(static m => m.Name));
        Assert.All(metrics.Slices, static s => Assert.InRange(s.Metrics!.Intervals!.Coverage.Value, 0.85, 0.95));
        Assert.Contains("coverage", model.Evaluations[^1].Metrics.Select(static m => m.Name));
        Assert.Contains("90% intervals, made from", metrics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void IntervalsWidenWhereTheModelErrsMore()
    {
        DriveSpreadModel model = DriveSpreadModel.Fit(Drives.Train);
        // A drive of p minutes is off by some p/5: eight of ten within 1.28 of that, a little more for the towns.
        Interval<float> near = model.Predict(new Drive.Input { Miles = 2, Town = "north" }), far = model.Predict(new Drive.Input { Miles = 9, Town = "north" });
        Assert.InRange(far.Width / near.Width, 2.5f, 5f);
        Assert.InRange(far.Width, 2 * 1.28f * 0.2f * 27 * 0.85f, 2 * 1.28f * 0.2f * 27 * 1.15f);
        double[] coverages = [.. new[] { (1f, 3f), (3f, 6f), (6f, 10f) }.Select(bound =>
            Drives.Validation.Rows.Where(r => r.Miles >= bound.Item1 && r.Miles < bound.Item2).Average(r => model.Predict(r.ToInput()).Contains(r.Minutes) ? 1.0 : 0))];
        // Near and far alike, which a constant width does not give.
        Assert.All(coverages, static c => Assert.InRange(c, 0.74, 0.86));
        DriveModel constant = DriveModel.Fit(Drives.Train);
        Assert.True(Drives.Validation.Rows.Where(static r => r.Miles < 3).All(r => constant.Predict(r.ToInput()).Contains(r.Minutes)));
    }

    [Fact]
    public void LinearQuantilesHoldNearAndFarAlike()
    {
        DriveQuantileModel model = DriveQuantileModel.Fit(Drives.Train);
        Assert.Equal(3, Assert.IsType<LinearPredictor>(model.Predictor).Outputs);
        double[] coverages = [.. new[] { (1f, 3f), (3f, 6f), (6f, 10f) }.Select(bound =>
            Drives.Validation.Rows.Where(r => r.Miles >= bound.Item1 && r.Miles < bound.Item2).Average(r => model.Predict(r.ToInput()).Contains(r.Minutes) ? 1.0 : 0))];
        Assert.All(coverages, static c => Assert.InRange(c, 0.74, 0.86));
        Interval<float> near = model.Predict(new Drive.Input { Miles = 2, Town = "north" }), far = model.Predict(new Drive.Input { Miles = 9, Town = "north" });
        Assert.InRange(far.Width / near.Width, 2.5f, 5f);
        // The prediction itself is of the mean.
        Assert.InRange(Drives.Validation.Rows.Average(r => model.Predict(r.ToInput()).Value - r.Minutes), -0.4, 0.4);
        byte[] file = CalibratedModelTests.Saved(model.Save);
        Assert.Equal(far, DriveQuantileModel.Load(file).Predict(new Drive.Input { Miles = 9, Town = "north" }));
        Assert.Equal(file, CalibratedModelTests.Saved(DriveQuantileModel.Fit(Drives.Train, control: new() { Threads = 3 }).Save));
    }

    [Fact]
    public void TheRadiusIsThatOfTheHeldBackRows()
    {
        var isHeld = HeldBack.ByHash(new GeneratedRows<Drive, Drive.Input>(), 0.2);
        DriveModel model = DriveModel.Fit(Drives.Train);
        List<double> residuals = [];
        foreach (RowBatch<Drive> batch in Drives.Train.Batches(default))
        {
            for (int i = 0; i < batch.Count; i++)
                if (isHeld(batch.Rows[i], batch.Number(i))) residuals.Add(Math.Abs((double)batch.Rows[i].Minutes - model.Predict(batch.Rows[i].ToInput()).Value));
        }
        residuals.Sort();
        Assert.Equal(residuals[(int)Math.Ceiling(0.9 * (residuals.Count + 1)) - 1], model.Intervals.Radius);
        Assert.Equal(residuals.Count, model.Intervals.Rows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void ThreadsChangeNoBit(int threads) => Assert.Equal(
        CalibratedModelTests.Saved(DriveSpreadModel.Fit(Drives.Train).Save), CalibratedModelTests.Saved(DriveSpreadModel.Fit(Drives.Train, control: new() { Threads = threads }).Save));

    [Fact]
    public void InTimeEveryWindowIsPredictedFromWhatCameBefore()
    {
        PowerReading[] rows = [.. PowerReading.Made(2000, growth: 0)];
        Split<PowerReading> split = Dataset<PowerReading>.FromRows(rows).SplitByTime(validation: 0, test: 0.25);
        PowerModel model = PowerModel.Fit(split.Train);
        // By hand: five windows of 90 of the latest 450 of 1,500 rows.
        List<double> residuals = [];
        for (int window = 0; window < 5; window++)
        {
            int from = 1050 + (90 * window);
            var before = Dataset<PowerReading>.FromRows(rows[..from]).SplitByTime(validation: 0, test: 0);
            PowerPointModel earlier = PowerPointModel.Fit(before.Train);
            residuals.AddRange(rows[from..(from + 90)].Select(r => Math.Abs((double)r.Power - earlier.Predict(r.ToInput()))));
        }
        residuals.Sort();
        Assert.Equal(residuals[(int)Math.Ceiling(0.9 * 451) - 1], model.Intervals.Radius, 1e-12);
        Assert.Equal(450, model.Intervals.Rows);
        // The last model is of all training rows.
        Assert.Equal(PowerPointModel.Fit(split.Train).Predict(rows[0].ToInput()), model.Predict(rows[0].ToInput()).Value);
        RegressionMetrics metrics = model.Assess(split.Test, Quick).Metrics;
        Assert.InRange(metrics.Intervals!.Coverage.Value, 0.84, 0.95);
        Assert.InRange(metrics.Intervals.Exchangeability, 0.01, 1);
        Assert.DoesNotContain("cannot be said", metrics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereErrorsGrowWithTimeTheLevelIsNotSaid()
    {
        Split<PowerReading> split = Dataset<PowerReading>.FromRows(PowerReading.Made(2000, growth: 30)).SplitByTime(validation: 0, test: 0.25);
        PowerModel model = PowerModel.Fit(split.Train);
        RegressionMetrics metrics = model.Assess(split.Test, Quick).Metrics;
        Assert.True(model.Intervals.IsDoubtful && metrics.Intervals!.Exchangeability < 0.01);
        Assert.StartsWith("The intervals cannot be said to hold 90%: the residuals that made them change with time (p = ", metrics.Intervals!.Warning, StringComparison.Ordinal);
        Assert.Contains(metrics.Intervals.Warning!, metrics.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RowsUnlikeThoseHeldBackAreSaid()
    {
        DriveModel model = DriveModel.Fit(Drives.Train);
        Split<Drive> others = Dataset<Drive>.FromRows(Drive.Made(2000, seed: 5).Select(static d => d with { Minutes = d.Minutes * 2 })).SplitRandom(0.9, 0, seed: 1);
        Assert.Equal("The intervals were made to hold 90% and hold fewer of these rows, which are not like those that made them", model.Evaluate(others.Validation, Quick).Intervals!.Warning);
        Split<Drive> same = Dataset<Drive>.FromRows(Drive.Made(2000, seed: 6).Select(d => d with { Minutes = model.Predict(d.ToInput()).Value })).SplitRandom(0.9, 0, seed: 1);
        Assert.Equal("The intervals were made to hold 90% and hold more of these rows, which are not like those that made them", model.Evaluate(same.Validation, Quick).Intervals!.Warning);
    }

    [Fact]
    public void CountsHaveNoIntervalBelowZero()
    {
        var random = new Random(3);
        CallCount[] rows = [.. Enumerable.Range(0, 4000).Select(_ =>
        {
            float lines = random.NextSingle() * 3;
            double limit = Math.Exp(-Math.Exp(lines)), product = random.NextDouble();
            int calls = 0;
            for (; product > limit; calls++) product *= random.NextDouble();
            return new CallCount { Lines = lines, Calls = calls };
        })];
        Split<CallCount> split = Dataset<CallCount>.FromRows(rows).SplitRandom(0, 0.3, seed: 2);
        CallCountModel model = CallCountModel.Fit(split.Train);
        Assert.Equal(0, model.Predict(new CallCount.Input { Lines = 0 }).Low);
        Assert.InRange(model.Assess(split.Test, Quick).Metrics.Intervals!.Coverage.Value, 0.87, 0.95);
        // The deviation of a Poisson number of mean e² is e, and of mean e is √e.
        Interval<float> many = model.Predict(new CallCount.Input { Lines = 2.9f }), few = model.Predict(new CallCount.Input { Lines = 1.5f });
        Assert.InRange(many.Width / few.Width, 1.6f, 2.8f);
    }

    [Fact]
    public void RowsOfWeightZeroSayNothing()
    {
        // Every third row: an odd label, and none that is odd.
        IEnumerable<WeighedDrive> Rows(float odd) => Drive.Made(3000).Select((drive, i) => new WeighedDrive
        {
            At = new DateTime(2024, 1, 1).AddHours(i),
            Miles = drive.Miles,
            Weight = i % 3 == 0 ? 0 : 1 + (i % 2),
            Minutes = i % 3 == 0 ? odd * i : drive.Minutes,
        });
        WeighedDriveModel model = WeighedDriveModel.Fit(Dataset<WeighedDrive>.FromRows(Rows(1000)).SplitByTime(validation: 0, test: 0).Train);
        Assert.Equal(WeighedDriveModel.Fit(Dataset<WeighedDrive>.FromRows(Rows(0)).SplitByTime(validation: 0, test: 0).Train).Intervals, model.Intervals);
        Assert.Equal(400, model.Intervals.Rows);
        Assert.True(model.Intervals.Knots.Count > 1 && !model.Intervals.IsDoubtful);
    }

    [Fact]
    public void TooFewRowsAreCounted()
    {
        Assert.Matches(
            "^Intervals of the level 0.9 need 9 held-back rows or more, and there (is|are) [0-8]; hold more back with Share, lower the level, or give more training rows$",
            Assert.Throws<TrainingException>(static () => DriveModel.Fit(Dataset<Drive>.FromRows(Drive.Made(20)).SplitRandom(0.1, 0.1, seed: 1).Train)).Message);
        CallCount[] odd = [.. Enumerable.Range(0, 400).Select(static i => new CallCount { Lines = i % 5, Calls = i % 4 })];
        var isHeld = HeldBack.ByHash(new GeneratedRows<CallCount, CallCount.Input>(), 0.2);
        int held = Enumerable.Range(0, odd.Length).First(i => isHeld(odd[i], i));
        odd[held] = odd[held] with { Calls = -1 };
        Assert.Contains(
            $"Training row {held + 1}, which the intervals are to learn from, has the label -1, and what a logarithm links is not below 0",
            Assert.Throws<TrainingException>(() => CallCountModel.Fit(Dataset<CallCount>.FromRows(odd).SplitRandom(0, 0, seed: 1).Train)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileKeepsTheIntervals()
    {
        DriveSpreadModel model = DriveSpreadModel.Fit(Drives.Train);
        DriveSpreadModel loaded = DriveSpreadModel.Load(CalibratedModelTests.Saved(model.Save));
        Assert.Equal(model.Outcome, loaded.Outcome);
        DynamicModel byName = DynamicModel.Load(CalibratedModelTests.Saved(model.Save));
        foreach (Drive row in Drives.Validation.Rows)
        {
            Interval<float> said = model.Predict(row.ToInput());
            Assert.Equal(said, loaded.Predict(row.ToInput()));
            Assert.Equal(said, byName.Predict(byName.NewRow().Set("Miles", row.Miles).Set("Town", row.Town)).Interval);
        }
        DynamicModel newer = byName.Refit(Drive.Made(1500).Select(r => byName.Training.NewRow().Set("Miles", r.Miles).Set("Town", r.Town).Set("Minutes", r.Minutes)), new LinearRegressionOptions());
        IntervalStep step = newer.Outcome.Interval!;
        Assert.Equal((0.8, 0.3), (step.Level, step.Share));
        Assert.True(step.Knots.Count > 1);
        Assert.Contains("intervals", Assert.Throws<ModelFileException>(() => NamedDriveModel.Load(CalibratedModelTests.Saved(BareDriveModel.Fit(Drives.Train).Save))).Message, StringComparison.Ordinal);
    }
}
