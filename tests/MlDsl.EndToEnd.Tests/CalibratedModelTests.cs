using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Models that are calibrated on rows which their trainer has not seen.</summary>
public sealed class CalibratedModelTests
{
    private static readonly Split<Loan> Loans = Dataset<Loan>.FromRows(Loan.Made(6000)).SplitRandom(0.2, 0.2, seed: 1);
    private static readonly Split<CourseRow> Courses = Dataset<CourseRow>.FromRows(CourseRow.Made(4000)).SplitRandom(0.2, 0.2, seed: 1);

    [Fact]
    public void WhatIsSaidHappensThatOften()
    {
        BinaryMetrics bare = BalancedLoanModel.Fit(Loans.Train).Evaluate(Loans.Validation), isotonic = IsotonicLoanModel.Fit(Loans.Train).Evaluate(Loans.Validation);
        // Classes that count alike shift the log-odds by those of the share; the rising line of 1,800 rows brings them back.
        Assert.True(bare.Ece.Low > 0.06 && isotonic.Ece.Value < 0.04 && isotonic.Brier.High < bare.Brier.Value, $"{isotonic.Ece} and {isotonic.Brier} calibrated, {bare.Ece} and {bare.Brier} not");
    }

    [Fact]
    public void TheCurveIsThatOfTheHeldBackRows()
    {
        // The same by hand: the trainer sees the rows that are left, the curve the others.
        var isHeld = HeldBack.ByHash(new GeneratedRows<Loan, Loan.Input>(), 0.4);
        BetaLoanModel model = BetaLoanModel.Fit(Loans.Train);
        List<float> scores = [];
        List<bool> labels = [];
        foreach (RowBatch<Loan> batch in Loans.Train.Batches(default))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                if (!isHeld(batch.Rows[i], batch.Number(i))) continue;
                scores.Add(model.Predict(batch.Rows[i].ToInput()).Score.Value);
                labels.Add(batch.Rows[i].Failed);
            }
        }
        CalibrationStep expected = Calibrator.OfTwo(Calibration.Beta, [.. labels], [.. scores]) with { Share = 0.4 };
        Assert.Equal(expected, model.Outcome.Calibration);
        Assert.InRange(labels.Count, 0.35 * Loans.Train.Count, 0.45 * Loans.Train.Count);
        BinaryPrediction one = model.Predict(new Loan.Input { Amount = 5, Purpose = "car" });
        Assert.Equal(expected.Curves[0].At(Calibration.Beta, one.Score.Value), one.Probability.Value, 1e-7);
        Assert.Equal(one.Probability >= model.Threshold, one.Label);
    }

    [Fact]
    public void ATemperatureKeepsTheOrder()
    {
        CoolLoanModel model = CoolLoanModel.Fit(Loans.Train);
        Assert.Equal(Calibration.Temperature, model.Outcome.Calibration!.Method);
        BinaryMetrics metrics = model.Evaluate(Loans.Validation);
        float[] scores = [.. Loans.Validation.Rows.Select(r => model.Predict(r.ToInput()).Score.Value)];
        Assert.Equal(
            BinaryEvaluator.Evaluate([.. Loans.Validation.Rows.Select(static r => r.Failed)], [.. scores.Select(Outcome.Logistic)], (Probability)0.5f, options: new() { Resamples = 0 }).RocAuc.Value,
            metrics.RocAuc.Value, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void ThreadsChangeNoBit(int threads)
    {
        var control = new TrainingControl { Threads = threads };
        Assert.Equal(Bytes(IsotonicLoanModel.Fit(Loans.Train)), Bytes(IsotonicLoanModel.Fit(Loans.Train, control: control)));
        Assert.Equal(Saved(IsotonicCourseModel.Fit(Courses.Train).Save), Saved(IsotonicCourseModel.Fit(Courses.Train, control: control).Save));

        static byte[] Bytes(IsotonicLoanModel model) => Saved(model.Save);
    }

    [Fact]
    public void AFileKeepsTheCurves()
    {
        PlattLoanModel model = PlattLoanModel.Fit(Loans.Train).WithThreshold(Loans.Validation, ThresholdRule.RecallAtLeast(0.9));
        PlattLoanModel loaded = PlattLoanModel.Load(Saved(model.Save));
        Assert.Equal(model.Outcome, loaded.Outcome);
        Assert.Equal(Saved(model.Save), Saved(loaded.Save));
        Loan.Input input = new() { Amount = 7, Purpose = "house" };
        Assert.Equal(model.Predict(input), loaded.Predict(input));
        Assert.InRange(loaded.Evaluate(Loans.Validation).Recall.Value, 0.9, 0.95);
        // What is declared counts when it is fitted; a file says how it is calibrated itself.
        Assert.Equal(model.Predict(input).Probability, OtherPlattLoanModel.Load(Saved(model.Save)).Predict(input).Probability);
    }

    [Fact]
    public void ByNameItIsTheSame()
    {
        IsotonicCourseModel model = IsotonicCourseModel.Fit(Courses.Train);
        DynamicModel byName = DynamicModel.Load(Saved(model.Save));
        var probabilities = new float[3];
        foreach (CourseRow row in Courses.Validation.Rows)
        {
            DynamicPrediction said = byName.Predict(byName.NewRow().Set("Amount", row.Amount).Set("Income", row.Income));
            model.Predict(row.ToInput(), probabilities);
            Assert.Equal(probabilities, said.Outputs);
            ClassPrediction<Course> one = model.Predict(row.ToInput());
            Assert.Equal((one.Label.ToString(), one.Probability.Value), (said.Label, probabilities.Max()));
            Assert.Null(said.Interval);
        }
        // Fitted again it is calibrated again, in the same way and by as many rows.
        DynamicModel newer = byName.Refit(CourseRow.Made(2000).Select(r => byName.Training.NewRow().Set("Amount", r.Amount).Set("Income", r.Income).Set("Course", r.Course.ToString())), new LogisticRegressionOptions());
        Assert.Equal((Calibration.Isotonic, 0.2, 3), (newer.Outcome.Calibration!.Method, newer.Outcome.Calibration.Share, newer.Outcome.Calibration.Curves.Count));
        Assert.InRange(newer.Outcome.Calibration.Rows, 340, 460);
    }

    [Fact]
    public void ByNameWhatDoesNotGoTogetherIsRefused()
    {
        DynamicModel loan = DynamicModel.Load(Saved(LoanModel.Fit(Loans.Train).Save));
        IEnumerable<DynamicRow> rows = Loan.Made(500).Select(r => loan.Training.NewRow().Set("Amount", r.Amount).Set("Purpose", r.Purpose).Set("Failed", r.Failed));
        var definition = new DynamicDefinition { Name = "loan", Task = "BinaryClassification", Intervals = new(0.9) };
        Assert.Equal(
            "'loan' is for BinaryClassification, which predicts no number that an interval could lie around; leave the intervals out",
            Assert.Throws<ArgumentException>(() => DynamicModel.Fit(loan.Plan, rows, new LogisticRegressionOptions(), definition)).Message);
        DynamicModel fitted = DynamicModel.Fit(loan.Plan, rows, new LogisticRegressionOptions(), definition with { Intervals = null, Calibration = new(Calibration.Beta) { Share = 0.3 } });
        Assert.Equal(0.3, fitted.Outcome.Calibration!.Share);
        DynamicModel delivery = DynamicModel.Load(Saved(BareDriveModel.Fit(Dataset<Drive>.FromRows(Drive.Made(200)).SplitRandom(0.1, 0.1, seed: 1).Train).Save));
        Assert.Equal(
            "'d' is for Regression, which has no probabilities to calibrate; leave the calibration out",
            Assert.Throws<ArgumentException>(() => DynamicModel.Fit(
                delivery.Plan, [], new LinearRegressionOptions(), new DynamicDefinition { Name = "d", Task = "Regression", Calibration = new(Calibration.Platt) })).Message);
    }

    [Fact]
    public void WholeGroupsAreHeldBack()
    {
        Treatment[] rows = [.. Enumerable.Range(0, 3000).Select(static i => new Treatment { Patient = i % 300, Dose = i % 7, Helped = i * 31 % 10 < i % 7 })];
        var isHeld = HeldBack.ByHash(new GeneratedRows<Treatment, Treatment.Input>(), 0.3);
        var byPatient = rows.Select((row, i) => (row.Patient, Held: isHeld(row, i))).ToLookup(static r => r.Patient, static r => r.Held);
        Assert.All(byPatient, static patient => Assert.Single(patient.Distinct()));
        Assert.InRange(byPatient.Count(static p => p.First()), 70, 110);
        TreatmentModel model = TreatmentModel.Fit(Dataset<Treatment>.FromRows(rows).SplitByGroup(0.1, 0.1, seed: 1).Train);
        Assert.Equal(0, model.Outcome.Calibration!.Rows % 10);
    }

    [Fact]
    public void InTimeTheLatestAreHeldBack()
    {
        // From a day on all sell out that did not before, and a model of earlier days says so of none.
        DaySale[] days = [.. Enumerable.Range(0, 1000).Select(static i => new DaySale { Day = new DateTime(2024, 1, 1).AddDays(i / 2), Visitors = i * 7 % 50, SoldOut = i < 750 ? i * 7 % 50 > 45 : i * 7 % 50 > 20 })];
        DaySaleModel model = DaySaleModel.Fit(Dataset<DaySale>.FromRows(days).SplitByTime(validation: 0, test: 0).Train);
        Assert.Equal(250, model.Outcome.Calibration!.Rows);
        BinaryPrediction one = model.Predict(new DaySale.Input { Visitors = 35 });
        Assert.True(one.Probability.Value > 0.8f && Outcome.Logistic(one.Score.Value) < 0.2f, one.ToString());
    }

    [Fact]
    public void TooFewRowsAreCounted()
    {
        Assert.Matches(
            "^A calibration needs 20 held-back rows or more, and there are [0-9]+; hold more back with Share, or give more training rows$",
            Assert.Throws<TrainingException>(static () => PlattLoanModel.Fit(Dataset<Loan>.FromRows(Loan.Made(60)).SplitRandom(0.1, 0.1, seed: 1).Train)).Message);
        DaySale[] days = [.. Enumerable.Range(0, 100).Select(static i => new DaySale { Day = new DateTime(2024, 1, 1), Visitors = i, SoldOut = i % 2 == 0 })];
        Assert.Contains(
            "Of 100 training rows, none is earlier than the latest 25, which are held back",
            Assert.Throws<TrainingException>(() => DaySaleModel.Fit(Dataset<DaySale>.FromRows(days).SplitByTime(validation: 0, test: 0).Train)).Message, StringComparison.Ordinal);
        DaySale[] late = [.. Enumerable.Range(0, 400).Select(static i => new DaySale { Day = new DateTime(2024, 1, 1).AddDays(i), Visitors = i, SoldOut = i >= 350 })];
        Assert.Equal(
            "Not one row of the class 'true' is among the 300 that are left to train on; hold fewer back (Share is 0.25), or give more training rows of it",
            Assert.Throws<TrainingException>(() => DaySaleModel.Fit(Dataset<DaySale>.FromRows(late).SplitByTime(validation: 0, test: 0).Train)).Message);
    }

    internal static byte[] Saved(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }
}
