using MlDsl.Kernels;
using MlDsl.Columns;
using MlDsl.Tests.Plans;
using MlDsl.Training;
using Xunit.Abstractions;
using Direct = MlDsl.Kernels.Tests.Trees.LightGbmLibrary;

namespace MlDsl.LightGbm.Tests;

/// <summary>Declared models, end to end.</summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    private static readonly Split<Loan> Split = Dataset<Loan>.FromRows(Loan.Make(3000, 1)).SplitRandom(0.2, 0.2, seed: 1);
    private static readonly LoanModel Model = LoanModel.Fit(Split.Train);

    [Fact]
    public void TheTreesAreThoseOfTheLibraryCalledDirectly()
    {
        int width = Model.Plan.Width;
        Assert.Equal(8, width);
        double[] rows = [.. Split.Train.Rows.SelectMany(row => Dense(row.ToInput()))];
        float[] labels = [.. Split.Train.Rows.Select(static row => row.Risk)];
        using Direct direct = Direct.Load(Direct.Train(rows, labels, 40, "objective=regression categorical_feature=4,5,6 monotone_constraints=0,1,0,0,0,0,0,0"));
        // In parts: a million inputs with their texts are much to hold at once.
        int equal = 0;
        for (int part = 0; part < MarginTests.OddRows / 1000; part++)
        {
            Loan.Input[] odd = Loan.Odd(1000, part);
            double[] margins = direct.Predict([.. odd.SelectMany(Dense)], width, raw: true);
            for (int i = 0; i < odd.Length; i++)
                if ((float)margins[i] == Model.Predict(in odd[i])) equal++;
        }
        output.WriteLine($"margins rows={MarginTests.OddRows / 1000 * 1000} equal={equal} of a declared model");
        Assert.Equal(MarginTests.OddRows / 1000 * 1000, equal);
    }

    [Fact]
    public void EveryRouteGivesTheSameBits()
    {
        byte[] file = Saved(Model);
        LoanModel loaded = LoanModel.Load(file);
        DynamicModel dynamic = DynamicModel.Load(file);
        Loan.Input[] odd = Loan.Odd(500, 6);
        using var exported = new ExportedModel(Model.ExportOnnx(), Model.Plan);
        ColumnValue[][] values = [.. odd.Select(input => Row(dynamic, input))];
        float[] found = Assert.IsType<float[]>(exported.Run(values)["prediction"]);
        for (int i = 0; i < odd.Length; i++)
        {
            float expected = Model.Predict(in odd[i]);
            Assert.Equal(expected, loaded.Predict(in odd[i]));
            Assert.Equal(expected, dynamic.Predict(Set(dynamic, odd[i])).Value);
            Assert.Equal(expected, found[i]);
        }
        Assert.Equal(file, Saved(loaded));
        Assert.Equal(Saved(LoanModel.Fit(Split.Train, control: new TrainingControl { Threads = 3 })), Saved(LoanModel.Fit(Split.Train, control: new TrainingControl { Threads = 1 })));
    }

    [Fact]
    public void PredictionsDoNotFallWhereTheyMustRise()
    {
        foreach (Loan.Input start in Loan.Odd(100, 7))
        {
            float last = float.NegativeInfinity;
            for (int amount = -5; amount < 60; amount++)
            {
                float risk = Model.Predict(start with { Amount = amount });
                Assert.True(risk >= last, $"{risk} after {last} at {amount}");
                last = risk;
            }
        }
    }

    [Theory]
    [InlineData(LightGbmLoss.Absolute)]
    [InlineData(LightGbmLoss.Quantile)]
    public void LeavesThatAreQuantilesAreNotMonotone(LightGbmLoss loss) => Assert.StartsWith(
        $"Loss = {loss} sets leaves to quantiles of their rows, which LightGBM cannot keep Monotone",
        Assert.Throws<ArgumentException>(() => LoanModel.Fit(Split.Train, new LightGbmOptions { Loss = loss })).Message, StringComparison.Ordinal);

    [Fact]
    public void AMissingNumberIsNoZeroAndAnUnknownCategoryNoFirstOne()
    {
        Loan.Input input = Loan.Odd(1, 8)[0] with { Years = 5, Income = null };
        Assert.NotEqual(Model.Predict(input), Model.Predict(input with { Income = 0 }));
        Assert.Equal(1.5f, Model.Predict(input) - Model.Predict(input with { Income = 6 }), 1f);
        Assert.True(Model.Evaluate(Split.Validation).RSquared.Value > 0.85);
    }

    [Fact]
    public void ATrainerThatDoesNotKnowSuchColumnsIsRefused()
    {
        Assert.Contains(
            "'Income' keeps missing values (Impute.Keep), which LinearRegression does not know; choose another Impute, or a trainer that does, such as LightGbm",
            Assert.Throws<ArgumentException>(() => LoanModel.Fit(Split.Train, new LinearRegressionOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainingGoesOnFromAModel()
    {
        LoanModel first = LoanModel.Fit(Split.Train, new LightGbmOptions { Trees = 15, MinRows = 5, Seed = 7 });
        LoanModel more = LoanModel.Continue(Split.Train, first, new LightGbmOptions { Trees = 25, MinRows = 5, Seed = 7 });
        Assert.Equal(40, ((TreePredictor)more.Predictor).Trees.Trees.Count);
        Assert.Equal(25, more.Card.Log.Iterations);
        Assert.NotNull(more.Card.Parent);
        // Boosting does not know where it was interrupted, but for the rounding of the scores that it went on from.
        double difference = Loan.Odd(500, 9).Average(input => Math.Abs(more.Predict(input) - Model.Predict(input)));
        Assert.InRange(difference, 0, 0.02);
        Assert.True(more.Evaluate(Split.Validation).Rmse.Value < first.Evaluate(Split.Validation).Rmse.Value * 0.9);
        Assert.Equal(Saved(more), Saved(LoanModel.Load(Saved(more))));

        // What grows on is of the leaves as they are, however the model rounds them.
        LoanModel rounded = LoanModel.Continue(Split.Train, first.WithTrees(TreePacking.Leaves8), new LightGbmOptions { Trees = 25, MinRows = 5, Seed = 7 });
        Assert.All(Loan.Odd(500, 9), input => Assert.Equal(more.Predict(input), rounded.Predict(input)));

        Assert.Contains("LinearRegression begins anew", Assert.Throws<ArgumentException>(() => LoanModel.Continue(Split.Train, first, new LinearRegressionOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("the link Identity", Assert.Throws<ArgumentException>(() => LoanModel.Continue(Split.Train, first, new LightGbmOptions { Loss = LightGbmLoss.Poisson })).Message, StringComparison.Ordinal);
        Assert.Contains("Boosting = Dart", Assert.Throws<ArgumentException>(() => LoanModel.Continue(Split.Train, first, new LightGbmOptions { Boosting = LightGbmBoosting.Dart })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnThatIsMissingInAllRowsIsNamed()
    {
        Loan[] rows = [.. Loan.Make(200, 3).Select(static row => row with { Income = null })];
        InvalidValueException problem = Assert.Throws<InvalidValueException>(() => LoanModel.Fit(Dataset<Loan>.FromRows(rows).SplitRandom(0.2, 0.2, seed: 1).Train));
        Assert.Contains("'Income' is missing in all 120 training rows", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EarlyStoppingHoldsBackTheLatestPersonsWhole()
    {
        var random = new Random(4);
        Visit[] rows = [.. Enumerable.Range(0, 3000).Select(i => new Visit
        {
            Person = i / 3, At = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i), Age = random.Next(90), Share = 1 + (i % 2), IsIll = random.Next(90) > 60,
        })];
        Split<Visit> split = Dataset<Visit>.FromRows(rows).SplitByTime(validation: 0.1, test: 0.1);
        VisitModel model = VisitModel.Fit(split.Train);
        // Nothing can be learned, so that the first rounds are the best.
        Assert.InRange(model.Card.Log.Iterations, 1, 20);
        Assert.True(model.Card.Log.Converged);
        Assert.Equal("5", model.Card.Options["EarlyStopping"]);
        Assert.Equal(Saved(model), Saved(VisitModel.Fit(split.Train, control: new TrainingControl { Threads = 1 })));
    }

    private static double[] Dense(Loan.Input input)
    {
        var sink = new SparseSink(16);
        Model.Features.Write(in input, ref sink);
        var row = new double[Model.Plan.Width];
        for (int i = 0; i < sink.Count; i++) row[sink.Positions[i]] += sink.Values[i];
        return row;
    }

    private static DynamicRow Set(DynamicModel dynamic, Loan.Input input) => dynamic.NewRow()
        .Set("Income", input.Income).Set("Amount", input.Amount).Set("Years", input.Years).Set("City", input.City).Set("Job", input.Job).Set("Code", (long)input.Code);

    private static ColumnValue[] Row(DynamicModel dynamic, Loan.Input input)
    {
        DynamicRow row = Set(dynamic, input);
        return [.. dynamic.Columns.Select(column => row[column.Name])];
    }

    private static byte[] Saved(LoanModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static byte[] Saved(VisitModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
