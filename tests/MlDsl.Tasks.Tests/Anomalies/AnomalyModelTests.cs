using System.Buffers;
using System.Text;
using System.Text.Json;
using MlDsl.Testing;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>Anomalies from rows to scores, figures, files and exports.</summary>
public sealed class AnomalyModelTests
{
    private static readonly Split<Payment> Split = Payments.Split();
    private static readonly PaymentModel Model = PaymentModel.Fit(Split.Train);
    private static readonly Split<JudgedPayment> Judged = Payments.JudgedSplit();
    private static readonly JudgedModel JudgedModel = JudgedModel.Fit(Judged.Train);

    [Fact]
    public void RowsWithoutALabelAreFittedAndScored()
    {
        AnomalyScore odd = Model.Predict(new Payment.Input { Amount = 1100, Age = 30, Country = "de" }), usual = Model.Predict(new Payment.Input { Amount = 60, Age = 40, Country = "fr" });
        Assert.True(odd.IsAnomaly && !usual.IsAnomaly && odd.Value > usual.Value && odd.Value is > 0.5f and <= 1, $"{odd}, {usual}");
        Assert.Equal(("AnomalyDetection", "IsolationForest", "0.05"), (Model.Card.Task, Model.Card.Trainer, Model.Card.Options["Contamination"]));
        Assert.Equal((Link.PowerOfTwo, 50), (Model.Outcome.Link, ((TreePredictor)Model.Predictor).Trees.Trees.Count));
    }

    [Fact]
    public void ContaminationIsTheShareOfTrainingRows()
    {
        foreach (double share in new[] { 0.01, 0.1, 0.5 })
        {
            PaymentModel model = PaymentModel.Fit(Split.Train, new IsolationForestOptions { Contamination = share });
            float[] scores = [.. Split.Train.Rows.Select(row => model.Predict(row.ToInput()).Value)];
            double wanted = share * scores.Length, flagged = scores.Count(score => score >= model.Threshold);
            // Rows of equal score are flagged together: no other threshold is nearer.
            Assert.All(scores, other => Assert.True(Math.Abs(flagged - wanted) <= Math.Abs(scores.Count(score => score >= other) - wanted), $"{flagged} of {wanted}"));
        }
    }

    [Fact]
    public void WithoutLabelsWhatIsFlaggedIsMeasured()
    {
        AnomalyMetrics metrics = Model.Evaluate(Split.Validation);
        Assert.Equal(Split.Validation.Rows.Average(static row => Model.Predict(row.ToInput()).IsAnomaly ? 1.0 : 0), metrics.Flagged.Value, 1e-12);
        Assert.True(metrics.Flagged.HasInterval);
        Assert.Equal((null, null, false, false), (metrics.Anomalies, metrics.Baseline, metrics.PrAuc.IsDefined, metrics.Cutoffs[0].Precision.IsDefined));
        Assert.Contains("Rows without labels; flagged from score", metrics.ToString(), StringComparison.Ordinal);
        Assessment<AnomalyMetrics> final = PaymentModel.Fit(Split.Train).Assess(Payments.Split().Test);
        Assert.Equal(final, JsonSerializer.Deserialize<Assessment<AnomalyMetrics>>(JsonSerializer.Serialize(final)));
        Assert.Contains("Rows without a label do not tell", Assert.Throws<EvaluationException>(() => Model.Importance(Split.Validation)).Message, StringComparison.Ordinal);
        Assert.Contains("'Payment' has no label", Assert.Throws<InvalidOperationException>(() => Model.WithThreshold(Split.Validation, ThresholdRule.MinimizeCost(1, 20))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsAreEvaluatedByAndNotLearned()
    {
        AnomalyMetrics metrics = JudgedModel.Evaluate(Judged.Validation);
        Assert.True(metrics.PrAuc.Low > 3 * metrics.Baseline!.PrAuc.Value && metrics.RocAuc.Value > 0.8, metrics.ToString());
        Assert.Equal(Judged.Validation.Rows.Count(static row => row.IsFraud), metrics.Anomalies);
        Assert.Equal(["PR-AUC", "ROC-AUC", "precision@5", "precision@10", "precision", "recall", "flagged"], metrics.Named.Select(static m => m.Name));
        // The binary evaluator over the model's own scores.
        JudgedPayment[] rows = [.. Judged.Validation.Rows];
        BinaryMetrics binary = BinaryEvaluator.Evaluate([.. rows.Select(static r => r.IsFraud)], [.. rows.Select(static r => JudgedModel.Predict(r.ToInput()).Value)], (Probability)JudgedModel.Threshold);
        Assert.Equal((binary.PrAuc, binary.RocAuc, binary.Precision, binary.Recall), (metrics.PrAuc, metrics.RocAuc, metrics.Precision, metrics.Recall));
        // Other labels, the same model.
        JudgedModel other = JudgedModel.Fit(Dataset<JudgedPayment>.FromRows(Payments.Judged().Select(static row => row with { IsFraud = false })).SplitRandom(0.3, 0.2, seed: 3).Train);
        Assert.All(rows, row => Assert.Equal(JudgedModel.Predict(row.ToInput()), other.Predict(row.ToInput())));
        Assert.Equal("Amount", JudgedModel.Importance(Judged.Validation)[0].Column);
    }

    [Fact]
    public void PrecisionOfTheFirstRowsIsCounted()
    {
        var order = Judged.Validation.Rows.Select(static row => (JudgedModel.Predict(row.ToInput()).Value, row.IsFraud)).OrderByDescending(static r => r.Value).ToArray();
        AnomalyMetrics metrics = JudgedModel.Evaluate(Judged.Validation, new() { Cutoffs = [3, 8, 100_000] });
        foreach (PrecisionAtCutoff cutoff in metrics.Cutoffs.Take(2))
        {
            // Ties at the end share their places.
            float end = order[cutoff.Cutoff - 1].Value;
            double above = order.Count(r => r.Value > end && r.IsFraud), tied = order.Count(r => r.Value == end), places = cutoff.Cutoff - order.Count(r => r.Value > end);
            Assert.Equal((above + (order.Count(r => r.Value == end && r.IsFraud) * places / tied)) / cutoff.Cutoff, cutoff.Precision.Value, 1e-12);
            Assert.True(cutoff.Precision.HasInterval);
        }
        Assert.False(metrics.Cutoffs[2].Precision.IsDefined);
    }

    [Fact]
    public void AThresholdIsChosenByCostOrGiven()
    {
        JudgedModel cheap = JudgedModel.WithThreshold(Judged.Validation, ThresholdRule.MinimizeCost(1, 1000)), dear = JudgedModel.WithThreshold(Judged.Validation, ThresholdRule.MinimizeCost(1000, 1));
        Assert.True(cheap.Threshold < dear.Threshold, $"{cheap.Threshold} {dear.Threshold}");
        double Cost(JudgedModel model) => Judged.Validation.Rows.Sum(row => (model.Predict(row.ToInput()).IsAnomaly, row.IsFraud) switch { (true, false) => 1.0, (false, true) => 1000, _ => 0 });
        foreach (float threshold in new[] { 0.3f, 0.4f, 0.45f, 0.5f, 0.55f, 0.6f, 0.7f }) Assert.True(Cost(cheap) <= Cost(JudgedModel.WithThreshold(threshold)), $"{threshold}: {Cost(cheap)}");
        Assert.Throws<ArgumentOutOfRangeException>(() => JudgedModel.WithThreshold(1.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => JudgedModel.WithThreshold(float.NaN));
    }

    [Fact]
    public void WordsMayBeTheLabel()
    {
        var rows = Payments.Judged().Select(static r => new WordedPayment { Amount = r.Amount, Verdict = r.IsFraud ? "fraud" : "fine" });
        Split<WordedPayment> split = Dataset<WordedPayment>.FromRows(rows).SplitRandom(0.3, 0.2, seed: 3);
        Assert.True(WordedModel.Fit(split.Train).Evaluate(split.Validation).RocAuc.Value > 0.8);
    }

    [Fact]
    public void AFileHoldsTheModel()
    {
        byte[] file = Payments.Saved(Model.Save);
        PaymentModel loaded = PaymentModel.Load(file);
        Assert.All(Split.Validation.Rows, row => Assert.Equal(Model.Predict(row.ToInput()), loaded.Predict(row.ToInput())));
        Assert.Equal((Model.Outcome, Model.Card), (loaded.Outcome, loaded.Card));
        DynamicModel named = DynamicModel.Load(file);
        foreach (Payment row in Split.Validation.Rows) Assert.Equal(Model.Predict(row.ToInput()).Value, named.Predict(Row(named.Table, row)).Value);
    }

    [Fact]
    public void AReferenceKnowsScoresAndNoLosses()
    {
        PaymentModel model = Model.WithReference(Split.Validation);
        Assert.Equal(["Amount", "Age", "Country"], model.Reference!.Columns.Select(static c => c.Name));
        Assert.Single(model.Reference.Scores);
        Assert.Null(model.Reference.Losses);
    }

    [Fact]
    public void ThreadsAndPassesDoNotChangeTheFile()
    {
        string[] files = [.. new TrainingControl[] { new() { Threads = 1 }, new() { Threads = 2 }, new() { Threads = 7 }, new() { HoldBytes = 0 } }
            .Select(static control => Convert.ToHexString(Payments.Saved(PaymentModel.Fit(Split.Train, control: control).Save)))];
        Assert.Single(files.Distinct());
        Assert.NotEqual(files[0], Convert.ToHexString(Payments.Saved(PaymentModel.Fit(Split.Train, new IsolationForestOptions { Trees = 50, SampleSize = 64, Contamination = 0.05, Seed = 1 }).Save)));
    }

    [Fact]
    public void AnExportSaysTheSame()
    {
        using var exported = new ExportedModel(Model.ExportOnnx(), Model.Plan);
        Payment[] rows = [.. Split.Validation.Rows];
        DynamicModel named = DynamicModel.Load(Payments.Saved(Model.Save));
        Dictionary<string, Array> found = exported.Run([.. rows.Select(row => Row(named.Table, row).Values)]);
        float[] values = Assert.IsType<float[]>(found["prediction"]);
        bool[] labels = Assert.IsType<bool[]>(found["label"]);
        for (int i = 0; i < rows.Length; i++)
        {
            AnomalyScore own = Model.Predict(rows[i].ToInput());
            Assert.Equal(own.Value, values[i], 1e-6f);
            Assert.Equal(values[i] >= Model.Threshold, labels[i]);
        }
        Assert.Contains(true, labels);
        Assert.Equal(("PowerOfTwo", Model.Threshold.ToString("R", System.Globalization.CultureInfo.InvariantCulture)), (exported.Session.Metadata["mldsl.link"], exported.Session.Metadata["mldsl.threshold"]));
    }

    [Fact]
    public void ContributionsOfColumnsSumToTheScore()
    {
        Assert.Equal(["Amount", "Age", "Country"], Model.ExplainedColumns);
        var odd = new Payment.Input { Amount = 1150, Age = 33, Country = "fr" };
        var contributions = new double[3];
        Model.Explain(in odd, contributions);
        Assert.Equal(Model.Predict(in odd).Value, Math.Pow(2, Model.ExpectedScores[0] + contributions.Sum()), 1e-6);
        Assert.Equal(0, Array.IndexOf(contributions, contributions.Max()));
        Assert.Equal(3, Model.Contributions(Split.Validation).Count);
    }

    [Fact]
    public void AScoreIsJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) AnomalyTask<NoLabel>.WriteJson(json, new AnomalyScore(0.5f, true));
        Assert.Equal("""{"score":0.5,"label":true}""", Encoding.UTF8.GetString(buffer.WrittenSpan));
        Assert.Equal(new AnomalyScore(0.5f, true), JsonSerializer.Deserialize<AnomalyScore>("""{"Value":0.5,"IsAnomaly":true}"""));
        Assert.Equal("0.5 (an anomaly)", new AnomalyScore(0.5f, true).ToString());
    }

    private static DynamicRow Row(DynamicTable table, Payment row) => table.NewRow().Set("Amount", row.Amount).Set("Age", row.Age).Set("Country", row.Country);
}

/// <summary>Scores are told without memory.</summary>
[Collection(Alone.Name)]
public sealed class AnomalyAllocationTests
{
    [Fact]
    public void PredictionsAllocateNothing()
    {
        PaymentModel model = PaymentModel.Fit(Payments.Split().Train);
        var input = new Payment.Input { Amount = 80, Age = 30, Country = "de" };
        float sum = 0;
        Allocations.AssertNone(() => sum += model.Predict(in input).Value);
        Assert.True(sum > 0);
    }
}
