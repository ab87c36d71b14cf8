using MlDsl.Columns;
using MlDsl.Reports;
using MlDsl.Testing;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Anomalies;

[Model<Payment, AnomalyDetection>(Name = "payments-by-columns")]
[RobustZScores(Contamination = 0.05)]
public sealed partial class ColumnwiseModel;

[Model<JudgedPayment, AnomalyDetection>]
[OneClassPca(Components = 1, Contamination = 0.03)]
public sealed partial class ComponentModel;

/// <summary>Models of deviations from rows to scores, contributions, files and exports, by either trainer and norm.</summary>
public sealed class DeviationModelTests
{
    private static readonly Split<Payment> Split = Payments.Split();

    public static TheoryData<TrainerOptions> Trainers => new()
    {
        new RobustZScoresOptions { Contamination = 0.05 },
        new RobustZScoresOptions { Norm = DeviationNorm.RootMeanSquare, Contamination = 0.05 },
        new OneClassPcaOptions { Contamination = 0.05 },
        new OneClassPcaOptions { Components = 2, Contamination = 0.05 },
    };

    [Fact]
    public void AnAttributeFitsAndOddRowsAreFound()
    {
        ColumnwiseModel model = ColumnwiseModel.Fit(Split.Train);
        AnomalyScore odd = model.Predict(new Payment.Input { Amount = 1100, Age = 30, Country = "de" }), usual = model.Predict(new Payment.Input { Amount = 60, Age = 40, Country = "fr" });
        Assert.True(odd.IsAnomaly && !usual.IsAnomaly && odd.Value is > 0.9f and <= 1 && usual.Value < 0.6f, $"{odd}, {usual}");
        Assert.Equal(("RobustZScores", "0.05", "Largest"), (model.Card.Trainer, model.Card.Options["Contamination"], model.Card.Options["Norm"]));
        Split<JudgedPayment> judged = Payments.JudgedSplit();
        AnomalyMetrics metrics = ComponentModel.Fit(judged.Train).Evaluate(judged.Validation);
        Assert.True(metrics.PrAuc.Value > 2 * metrics.Baseline!.PrAuc.Value, metrics.ToString());
    }

    [Theory]
    [MemberData(nameof(Trainers), DisableDiscoveryEnumeration = true)]
    public void AFileAndAnyThreadsHoldTheModel(TrainerOptions trainer)
    {
        ColumnwiseModel model = ColumnwiseModel.Fit(Split.Train, trainer);
        byte[] file = Payments.Saved(model.Save);
        ColumnwiseModel loaded = ColumnwiseModel.Load(file);
        DynamicModel named = DynamicModel.Load(file);
        foreach (Payment row in Split.Validation.Rows)
        {
            AnomalyScore own = model.Predict(row.ToInput());
            Assert.Equal(own, loaded.Predict(row.ToInput()));
            Assert.Equal(own.Value, named.Predict(Row(named.Table, row)).Value);
        }
        Assert.Equal(file, Payments.Saved(ColumnwiseModel.Fit(Split.Train, trainer, new TrainingControl { Threads = 1 }).Save));
        Assert.Equal(file, Payments.Saved(ColumnwiseModel.Fit(Split.Train, trainer, new TrainingControl { HoldBytes = 0 }).Save));
    }

    [Theory]
    [MemberData(nameof(Trainers), DisableDiscoveryEnumeration = true)]
    public void AnExportSaysTheSame(TrainerOptions trainer)
    {
        ColumnwiseModel model = ColumnwiseModel.Fit(Split.Train, trainer);
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        // Missing ages and a country that no training row had are among them.
        Payment[] rows = [.. Split.Validation.Rows, new Payment { Amount = 50, Age = null, Country = "zz" }, new Payment { Amount = 5e6f, Age = 300, Country = "de" }];
        DynamicModel named = DynamicModel.Load(Payments.Saved(model.Save));
        Dictionary<string, Array> found = exported.Run([.. rows.Select(row => Row(named.Table, row).Values)]);
        float[] values = Assert.IsType<float[]>(found["prediction"]);
        bool[] labels = Assert.IsType<bool[]>(found["label"]);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(model.Predict(rows[i].ToInput()).Value, values[i], 1e-6f);
            Assert.Equal(values[i] >= model.Threshold, labels[i]);
        }
        Assert.Contains(true, labels);
        Assert.Equal("Odds", exported.Session.Metadata["mldsl.link"]);
        // What is refused here is no number there.
        Dictionary<string, Array> infinite = exported.Run([Row(named.Table, new Payment { Amount = 50, Age = float.PositiveInfinity, Country = "de" }).Values]);
        Assert.True(float.IsNaN(Assert.IsType<float[]>(infinite["prediction"])[0]));
        Assert.Contains("'Age'", Assert.ThrowsAny<ArgumentException>(() => model.Predict(new Payment.Input { Amount = 50, Age = float.PositiveInfinity, Country = "de" })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Trainers), DisableDiscoveryEnumeration = true)]
    public void ContributionsSumToTheScoreAndNoneIsBelowZero(TrainerOptions trainer)
    {
        ColumnwiseModel model = ColumnwiseModel.Fit(Split.Train, trainer);
        Assert.Equal((ExplanationBase.TrainingMiddle, 0.0), (model.ExplanationBase, model.ExpectedScores[0]));
        var contributions = new double[3];
        foreach (Payment row in Split.Validation.Rows)
        {
            Payment.Input input = row.ToInput();
            model.Explain(in input, contributions);
            double sum = contributions.Sum();
            Assert.Equal(model.Predict(in input).Value, sum / (1 + sum), 1e-6);
            Assert.All(contributions, static c => Assert.True(c >= 0));
        }
        var odd = new Payment.Input { Amount = 1150, Age = 33, Country = "fr" };
        model.Explain(in odd, contributions);
        if (trainer is RobustZScoresOptions) Assert.Equal(0, Array.IndexOf(contributions, contributions.Max()));
        Assert.Equal(3, model.Contributions(Split.Validation).Count);
        Assert.ThrowsAny<ArgumentException>(() => model.Explain(new Payment.Input { Amount = float.NaN, Age = 1, Country = "fr" }, contributions));
    }

    // Rows so far off that a float tells no more apart: of a share of one in a thousand none is nearer than all of them.
    [Fact]
    public void AThresholdOfOneIsAboveEveryRow()
    {
        Payment[] rows = [.. Payments.Make(2000).Select(static (row, i) => i % 200 == 3 ? row with { Amount = 1e12f * (1 + i) } : row)];
        Split<Payment> split = Dataset<Payment>.FromRows(rows).SplitRandom(0.3, 0.1, seed: 3);
        ColumnwiseModel model = ColumnwiseModel.Fit(split.Train, new RobustZScoresOptions { Contamination = 0.001 });
        Payment[] far = [.. split.Validation.Rows.Where(static row => row.Amount >= 1e12f)];
        Assert.NotEmpty(far);
        Assert.Equal(1, model.Threshold);
        Assert.Equal(0, model.Evaluate(split.Validation).Flagged.Value);
        DynamicModel named = DynamicModel.Load(Payments.Saved(model.Save));
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        Dictionary<string, Array> found = exported.Run([.. far.Select(row => Row(named.Table, row).Values)]);
        var highest = new AnomalyScore(MathF.BitDecrement(1), false);
        Assert.All(far, row => Assert.Equal(highest, model.Predict(row.ToInput())));
        Assert.All(far, row => Assert.Equal(highest.Value, named.Predict(Row(named.Table, row)).Value));
        Assert.All(Assert.IsType<float[]>(found["prediction"]), value => Assert.Equal(highest.Value, value));
        Assert.All(Assert.IsType<bool[]>(found["label"]), static label => Assert.False(label));
    }

    // All orders in which columns come to the row, each adding what the largest grows by.
    [Fact]
    public void ContributionsToTheLargestAreShapleysValues()
    {
        ColumnwiseModel model = ColumnwiseModel.Fit(Split.Train, new RobustZScoresOptions());
        var predictor = (DeviationPredictor)model.Predictor;
        var input = new Payment.Input { Amount = 210, Age = 68, Country = "xx" };
        var contributions = new double[3];
        model.Explain(in input, contributions);
        double[] sizes = new double[3];
        Distances(model, input, predictor, sizes);
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for (int column = 0; column < 3; column++)
            Assert.Equal(orders.Average(order => Math.Max(0, sizes[column] - order.TakeWhile(c => c != column).Select(c => sizes[c]).DefaultIfEmpty(0).Max())), contributions[column], 1e-12);
        Assert.Equal(3, sizes.Distinct().Count());
    }

    [Fact]
    public void AReferenceAndAReportAreMade()
    {
        Split<JudgedPayment> judged = Payments.JudgedSplit();
        ComponentModel model = ComponentModel.Fit(judged.Train);
        Assert.Single(model.WithReference(judged.Validation).Reference!.Scores);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        model.WriteReport(path, judged.Validation);
        string report = File.ReadAllText(path);
        File.Delete(path);
        Assert.Contains("an anomaly from score", report, StringComparison.Ordinal);
        Assert.Contains("PR-AUC", report, StringComparison.Ordinal);
    }

    // The largest distance of each column's positions.
    private static void Distances(ColumnwiseModel model, Payment.Input input, DeviationPredictor predictor, double[] sizes)
    {
        var sink = new SparseSink(8);
        model.Features.Write(in input, ref sink);
        var features = new float[predictor.Width];
        for (int i = 0; i < sink.Count; i++) features[sink.Positions[i]] += sink.Values[i];
        for (int position = 0; position < features.Length; position++)
        {
            int column = Math.Min(position, 2);
            sizes[column] = Math.Max(sizes[column], Math.Abs((features[position] - predictor.Centers[position]) * predictor.Factors[position]));
        }
    }

    private static DynamicRow Row(DynamicTable table, Payment row) => table.NewRow().Set("Amount", row.Amount).Set("Age", row.Age).Set("Country", row.Country);
}

/// <summary>Deviations are told and explained without memory.</summary>
[Collection(Alone.Name)]
public sealed class DeviationAllocationTests
{
    [Theory]
    [MemberData(nameof(DeviationModelTests.Trainers), MemberType = typeof(DeviationModelTests), DisableDiscoveryEnumeration = true)]
    public void PredictionsAndContributionsAllocateNothing(TrainerOptions trainer)
    {
        ColumnwiseModel model = ColumnwiseModel.Fit(Payments.Split().Train, trainer);
        var input = new Payment.Input { Amount = 80, Age = 30, Country = "de" };
        var contributions = new double[3];
        float sum = 0;
        Allocations.AssertNone(() =>
        {
            sum += model.Predict(in input).Value;
            model.Explain(in input, contributions);
        });
        Assert.True(sum > 0);
    }
}
