using System.Text;
using System.Text.Json.Nodes;
using MlDsl.Columns;
using MlDsl.EndToEnd.Tests.Hostile;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Kernels;
using MlDsl.Testing;
using MlDsl.Tests.Plans;
using MlDsl.Training;
using Xunit.Abstractions;
using Direct = MlDsl.Kernels.Tests.Trees.LightGbmLibrary;

namespace MlDsl.LightGbm.Tests;

/// <summary>Intervals between quantiles: the library's own quantiles, the definition of the radius, and coverage where the truth is known.</summary>
[Collection(Alone.Name)]
public sealed class QuantileIntervalTests(ITestOutputHelper output)
{
    private static readonly EvaluationOptions Quick = new() { Resamples = 20 };
    private static readonly Split<Delivery> Split = Dataset<Delivery>.FromRows(Delivery.Made(20_000, 1)).SplitRandom(0.2, 0.2, seed: 1);
    private static readonly DeliveryModel Model = DeliveryModel.Fit(Split.Train);
    private static readonly Delivery.Input[] Odd = [.. Delivery.Made(300, 9).Select(static (row, i) => row.ToInput() with { Traffic = i % 7 == 0 ? null : row.Traffic, Town = i % 5 == 0 ? "nowhere" : row.Town })];

    // Of the 1,000 rows of a fold some three tenths are held back for the radius.
    [Fact]
    public void ASearchCountsAllThreeTrainings()
    {
        TrainSet<Delivery> train = Dataset<Delivery>.FromRows(Delivery.Made(2000, 3)).SplitRandom(0, 0, seed: 1).Train;
        SearchSpace space = SearchSpace.Of(new LightGbmOptions { Trees = 4, MinRows = 30 }).Choice("Leaves", [7, 9], static (options, leaves) => options with { Leaves = leaves });
        double work = Assert.Single(DeliveryModel.Search(train, static rows => rows.FoldsRandom(2, seed: 1), space, new SearchOptions { Strategy = new RandomSearch { Trials = 1 } }).Trials).Work;
        Assert.Equal(0, work % (3 * 4));
        Assert.InRange(work, 2 * 3 * 4 * 650, 2 * 3 * 4 * 750);
    }

    [Fact]
    public void TheThreeScoresAreThoseOfTheLibrary()
    {
        var isHeld = HeldBack.ByHash(new GeneratedRows<Delivery, Delivery.Input>(), 0.3);
        Delivery[] all = [.. Delivery.Made(8000, 2)];
        DeliveryModel model = DeliveryModel.Fit(Dataset<Delivery>.FromRows(all).SplitRandom(0, 0, seed: 1).Train);
        Delivery[] rest = [.. all.Where((row, i) => !isHeld(row, i))], held = [.. all.Where((row, i) => isHeld(row, i))];
        double[] train = [.. rest.SelectMany(row => Dense(model, row.ToInput()))];
        float[] labels = [.. rest.Select(static row => row.Minutes)];
        double[] asked = [.. held.SelectMany(row => Dense(model, row.ToInput()))];
        // The harness of the library ends its parameters with a fewest of 5 rows, of which the first that is given wins.
        double[][] found = [.. new[] { "regression", "quantile alpha=0.05", "quantile alpha=0.95" }.Select(objective =>
        {
            using Direct direct = Direct.Load(Direct.Train(train, labels, 80, $"min_data_in_leaf=30 objective={objective} num_leaves=15 categorical_feature={model.Plan.Encodings.Single(static e => e.Column == "Town").Position}"));
            return direct.Predict(asked, model.Plan.Width, raw: true);
        })];
        var scores = new float[held.Length * 3];
        for (int i = 0; i < held.Length; i++) Scores(model, held[i].ToInput()).CopyTo(scores, i * 3);
        for (int i = 0; i < held.Length; i++)
            for (int k = 0; k < 3; k++) Assert.Equal((float)found[k][i], scores[(i * 3) + k]);

        // And the radius is the score of the rank, by the definition.
        double[] beyond = [.. held.Select((row, i) => Math.Max(Math.Min(scores[(i * 3) + 1], scores[(i * 3) + 2]) - (double)row.Minutes, row.Minutes - (double)Math.Max(scores[(i * 3) + 1], scores[(i * 3) + 2])))];
        Array.Sort(beyond);
        Assert.Equal(beyond[(int)Math.Ceiling(0.9 * (held.Length + 1)) - 1], model.Intervals.Radius);
        Assert.Equal((0.9, 0.3, held.Length, IntervalWidth.Quantiles), (model.Intervals.Level, model.Intervals.Share, (int)model.Intervals.Rows, model.Intervals.Width));
    }

    [Fact]
    public void NineOfTenAreHeldWhereverLabelsScatterAndTheIntervalsAreNarrower()
    {
        RegressionMetrics metrics = Model.Assess(Split.Test, Quick).Metrics;
        double around = DeliveryAroundModel.Fit(Split.Train).Evaluate(Split.Validation, Quick).Intervals!.Width.Value;
        double byPrediction = DeliveryByPredictionModel.Fit(Split.Train).Evaluate(Split.Validation, Quick).Intervals!.Width.Value;
        // 4,000 rows: one deviation is 0.5 per cent of coverage, and that of the 3,600 which were held back 0.5.
        Assert.InRange(metrics.Intervals!.Coverage.Value, 0.88, 0.92);
        Assert.Null(metrics.Intervals.Warning);
        Assert.All(metrics.Slices, static s => Assert.InRange(s.Metrics!.Intervals!.Coverage.Value, 0.87, 0.93));
        // The best there is: ±1.645 deviations, on average 3.25 minutes.
        double width = metrics.Intervals.Width.Value;
        Assert.InRange(width, 2 * 1.645 * 3.25 * 0.9, 2 * 1.645 * 3.25 * 1.15);
        Assert.True(width < 0.85 * Math.Min(around, byPrediction), $"{width} beside {around} and {byPrediction}");

        foreach (var (from, to) in new[] { (0f, 0.4f), (0.6f, 0.8f), (0.8f, 1f) })
        {
            Delivery[] rows = [.. Split.Validation.Rows.Where(row => row.Traffic >= from && row.Traffic < to)];
            Assert.InRange(rows.Average(row => Model.Predict(row.ToInput()).Contains(row.Minutes) ? 1.0 : 0), 0.85, 0.95);
            double best = rows.Average(row => 2 * 1.645 * Delivery.Deviation(row.Traffic!.Value));
            // Trees are few, and one margin is for all: where labels scatter least there is a little too much.
            Assert.InRange(rows.Average(row => (double)Model.Predict(row.ToInput()).Width), 0.8 * best, 1.5 * best);
        }
    }

    [FactWith("taxi-fare-train.csv", "taxi-fare-test.csv")]
    public void TaxiFaresAreHeldAsOftenAsIsSaid()
    {
        var split = Dataset<Trip>.FromCsv(TestData.File("taxi-fare-train.csv"))
            .SplitRandom(validation: 0, test: Dataset<Trip>.FromCsv(TestData.File("taxi-fare-test.csv")), seed: 1);
        IntervalMetrics metrics = TripQuantileModel.Fit(split.Train).Assess(split.Test, Quick).Metrics.Intervals!;
        double around = TripAroundModel.Fit(split.Train).Assess(split.Test, Quick).Metrics.Intervals!.Width.Value;
        output.WriteLine(FormattableString.Invariant($"coverage_taxi_quantiles={metrics.Coverage.Value:F4}: width {metrics.Width.Value:F3}, of a constant one {around:F3}"));
        Assert.InRange(metrics.Coverage.Value, 0.89, 0.91);
        Assert.Null(metrics.Warning);
    }

    [Fact]
    public void TheEvaluationCountsWhatPredictSays()
    {
        Delivery[] rows = [.. Split.Validation.Rows];
        RegressionMetrics metrics = Model.Evaluate(Split.Validation, Quick);
        Assert.Equal(rows.Count(row => Model.Predict(row.ToInput()).Contains(row.Minutes)) / (double)rows.Length, metrics.Intervals!.Coverage.Value, 1e-12);
        Assert.Equal(rows.Average(row => (double)Model.Predict(row.ToInput()).High - Model.Predict(row.ToInput()).Low), metrics.Intervals.Width.Value, 1e-9);
        Assert.Equal(Math.Sqrt(rows.Average(row => Math.Pow((double)row.Minutes - Model.Predict(row.ToInput()).Value, 2))), metrics.Rmse.Value, 1e-9);
        Assert.Contains("coverage", metrics.Named.Select(static m => m.Name));
    }

    [Fact]
    public void EveryRouteGivesTheSameInterval()
    {
        Same(Model, DeliveryModel.Load, static (DeliveryModel m, in Delivery.Input i) => m.Predict(in i));
        DeliveryGammaModel gamma = DeliveryGammaModel.Fit(Split.Train);
        Assert.Equal(Link.Log, gamma.Outcome.Link);
        // Quantiles of minutes, above what an exponential could be of.
        Assert.Contains(Odd, input => gamma.Predict(input).High > 89);
        Same(gamma, DeliveryGammaModel.Load, static (DeliveryGammaModel m, in Delivery.Input i) => m.Predict(in i));
        DeliveryForestModel forest = DeliveryForestModel.Fit(Split.Train);
        Assert.Equal(20, ((TreePredictor)forest.Predictor).Divisor);
        Same(forest, DeliveryForestModel.Load, static (DeliveryForestModel m, in Delivery.Input i) => m.Predict(in i));
        Assert.Equal(Odd.Select(i => Model.Predict(in i)), Odd.Select(i => Model.WithTrees(TreePacking.Compact).Predict(in i)));
    }

    private delegate Interval<float> Asked<TModel>(TModel model, in Delivery.Input input);

    private static void Same<TModel>(TModel model, Func<ReadOnlyMemory<byte>, SchemaChange, TModel> load, Asked<TModel> ask)
        where TModel : IntervalModel<TModel, Delivery, Delivery.Input>, IModel<TModel, Delivery.Input>
    {
        byte[] file = Saved(model.Save);
        TModel loaded = load(file, SchemaChange.None);
        DynamicModel dynamic = DynamicModel.Load(file);
        Assert.Equal(model.Outcome, loaded.Outcome);
        Assert.Equal(file, Saved(loaded.Save));
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        Dictionary<string, Array> found = exported.Run([.. Odd.Select(input => Row(dynamic, input))]);
        float[] values = (float[])found["prediction"], lows = (float[])found["prediction.low"], highs = (float[])found["prediction.high"];
        for (int i = 0; i < Odd.Length; i++)
        {
            Interval<float> said = ask(model, in Odd[i]);
            Assert.True(said.Low <= said.Value && said.Value <= said.High);
            Assert.Equal(said, ask(loaded, in Odd[i]));
            Assert.Equal(said, dynamic.Predict(Set(dynamic, Odd[i])).Interval);
            Assert.Equal((said.Low, said.High), (lows[i], highs[i]));
            Assert.Equal(said.Value, values[i], model.Outcome.Link == Link.Log ? 1e-6f * said.Value : 0);
        }
        string golden = Path.GetTempFileName();
        model.WriteGolden(golden, Odd[..20]);
        Assert.All(File.ReadLines(golden), static line => Assert.Equal(2, line[line.IndexOf("expected", StringComparison.Ordinal)..].Count(static c => c == ',')));
        var suite = model.ReadGolden(golden, tolerance: 0);
        Assert.All(suite.Lines, suite.Check);
        File.Delete(golden);
    }

    [Fact]
    public void PredictingAllocatesNothing()
    {
        int at = 0;
        Allocations.AssertNone(() => Model.Predict(in Odd[at++ % Odd.Length]), 300);
    }

    [Fact]
    public void ThreadsChangeNoBitAndRefittingByNameGivesTheSame()
    {
        byte[] one = Saved(DeliveryModel.Fit(Split.Train, control: new() { Threads = 1 }).Save);
        Assert.Equal(one, Saved(DeliveryModel.Fit(Split.Train, control: new() { Threads = 4 }).Save));
        DynamicModel dynamic = DynamicModel.Load(one);
        DynamicModel again = dynamic.Refit(
            Split.Train.Rows.Select(row => dynamic.Training.NewRow().Set("Miles", row.Miles).Set("Traffic", row.Traffic).Set("Town", row.Town).Set("Minutes", row.Minutes)),
            new LightGbmOptions { Trees = 80, Leaves = 15, MinRows = 30 });
        Assert.Equal((0.9, 0.3, IntervalWidth.Quantiles), (again.Outcome.Interval!.Level, again.Outcome.Interval.Share, again.Outcome.Interval.Width));
        // Held back by the places of the rows as they come, which here are others.
        Assert.InRange(again.Outcome.Interval.Rows, 3300, 3900);
        Assert.Equal(3, again.Predictor.Outputs);
        Assert.Contains("learns a calibration or intervals", Assert.Throws<ArgumentException>(() => DeliveryModel.Continue(Split.Train, Model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePredictionIsExplainedAndNotTheQuantiles()
    {
        DeliveryAroundModel around = DeliveryAroundModel.Fit(Split.Train);
        int columns = Model.ExplainedColumns.Count;
        double[] own = new double[columns], other = new double[columns];
        foreach (Delivery.Input input in Odd)
        {
            Model.Explain(in input, own);
            around.Explain(in input, other);
            Assert.Equal(other, own);
            Assert.Equal(Model.Predict(in input).Value, Model.ExpectedScores[0] + own.Sum(), 1e-4);
            Assert.Equal(around.Predict(in input).Value, Model.Predict(in input).Value);
        }
        Assert.Equal(1, Model.ExpectedScores.Length);
        Assert.Contains("1 scores of 3 columns", Assert.Throws<ArgumentException>(() => Model.Explain(in Odd[0], new double[9])).Message, StringComparison.Ordinal);
        Assert.Equal(around.Contributions(Split.Validation, Quick), Model.Contributions(Split.Validation, Quick));
        Assert.Equal(around.Importance(Split.Validation, new() { MaxRows = 500 }), Model.Importance(Split.Validation, new() { MaxRows = 500 }));
        Assert.Single(Model.Dependence(Split.Validation, "Miles").Points[0].Means);
        int at = 0;
        Allocations.AssertNone(() => Model.Explain(in Odd[at++ % Odd.Length], own), 100);
    }

    [Fact]
    public void InTimeEveryWindowIsPredictedFromWhatCameBefore()
    {
        Split<Shift> split = Dataset<Shift>.FromRows(Shift.Made(4000, growth: 0)).SplitByTime(validation: 0, test: 0.25);
        ShiftModel model = ShiftModel.Fit(split.Train);
        Assert.Equal(900, model.Intervals.Rows);
        Assert.InRange(model.Intervals.Exchangeability, 0.01, 1);
        Assert.InRange(model.Assess(split.Test, Quick).Metrics.Intervals!.Coverage.Value, 0.86, 0.94);
        ShiftModel growing = ShiftModel.Fit(Dataset<Shift>.FromRows(Shift.Made(4000, growth: 30)).SplitByTime(validation: 0, test: 0.25).Train);
        Assert.True(growing.Intervals.IsDoubtful);
    }

    [Fact]
    public void RowsOfWeightZeroSayNothing()
    {
        static float Weight(int i) => i % 3 == 0 ? 0 : 1 + (i % 2);
        IntervalStep Of(float odd) => ShiftModel.Fit(
            Dataset<Shift>.FromRows(Shift.Made(3000, 0, Weight, i => odd * i)).SplitByTime(validation: 0, test: 0).Train, new LightGbmOptions { Trees = 1, Leaves = 2 }).Intervals;
        IntervalStep step = Of(0);
        Assert.Equal(600, step.Rows);
        Assert.Equal(step, Of(1000));
    }

    [Fact]
    public void GroupsAreHeldBackWhole()
    {
        var random = new Random(5);
        double[] paces = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble() * 20)];
        Split<Drop> split = Dataset<Drop>.FromRows(Enumerable.Range(0, 10_000).Select(i => new Drop { Driver = i / 10, Floor = i * 7 % 10, Seconds = (float)((5 * (i * 7 % 10)) + paces[i / 10]) })).SplitByGroup(0.2, 0.2, seed: 1);
        DropModel model = DropModel.Fit(split.Train);
        Assert.Equal(0, model.Intervals.Rows % 10);
        // Whole drivers: 200 of them have a deviation of 2.8 per cent.
        Assert.InRange(model.Assess(split.Test, Quick).Metrics.Intervals!.Coverage.Value, 0.7, 0.9);
    }

    [Fact]
    public void ATrainerThatLearnsNoQuantilesIsRefused()
    {
        const string Said = "PoissonRegression learns no quantiles, between which the intervals of 'ShiftModel' are to lie; give it a trainer that does, such as LinearRegression or LightGbm, or the intervals another Width";
        TrainSet<Shift> train = Dataset<Shift>.FromRows(Shift.Made(300, 0)).SplitByTime(validation: 0, test: 0).Train;
        Assert.StartsWith(Said, Assert.Throws<ArgumentException>(() => ShiftModel.Fit(train, new PoissonRegressionOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("Intervals of the level 0.9 need 9 held-back rows or more", Assert.Throws<TrainingException>(static () =>
            ShiftModel.Fit(Dataset<Shift>.FromRows(Shift.Made(24, 0)).SplitByTime(validation: 0, test: 0).Train, new LightGbmOptions { Trees = 2, MinRows = 1 })).Message, StringComparison.Ordinal);
    }

    // Scores of quantiles are no predictions, in a file without the step that says so, too.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AFileWhoseThreeScoresNothingExplainsIsRefused(bool keepsInterval)
    {
        var entries = ModelEntries.Of(Saved(Model.Save));
        JsonNode outcome = JsonNode.Parse(entries.All[entries.Find("outcome.json")].Content)!;
        JsonArray steps = outcome["steps"]!.AsArray();
        if (keepsInterval) (steps[^1]!["quantiles"], steps[^1]!["radius"]) = (false, 1);
        else steps.RemoveAt(steps.Count - 1);
        entries.Set("outcome.json", Encoding.UTF8.GetBytes(outcome.ToJsonString()));
        entries.Hash();
        byte[] forged = entries.Pack();
        Assert.Contains("which does not go with 3 scores", Assert.Throws<ModelFileException>(() => DynamicModel.Load(forged)).Message, StringComparison.Ordinal);
        Assert.Contains("which does not go with 3 scores", Assert.Throws<ModelFileException>(() => DeliveryModel.Load(forged)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASearchChoosesByThePrediction()
    {
        SearchSpace space = SearchSpace.Of(new LightGbmOptions { Trees = 10, Leaves = 7 }).Choice("Leaves", [3, 7, 15], static (o, n) => o with { Leaves = n });
        SearchResult found = DeliveryModel.Search(Split.Train, static rows => rows.FoldsRandom(2, seed: 1), space, new() { Strategy = new RandomSearch { Trials = 3 }, Seed = 2 }, new() { Workers = 2 });
        SearchResult around = DeliveryAroundModel.Search(Split.Train, static rows => rows.FoldsRandom(2, seed: 1), space, new() { Strategy = new RandomSearch { Trials = 3 }, Seed = 2 }, new() { Workers = 1 });
        Assert.Equal(around.Options, found.Options);
        Assert.Equal(around.Best.Loss, found.Best.Loss);
        CrossValidation<RegressionMetrics> folds = DeliveryModel.CrossValidate(Split.Train.FoldsRandom(2, seed: 1), found.Options, options: Quick);
        Assert.All(folds.Folds, static m => Assert.InRange(m.Intervals!.Coverage.Value, 0.86, 0.94));
    }

    private static float[] Scores(DeliveryModel model, Delivery.Input input)
    {
        var sink = new SparseSink(8);
        model.Features.Write(in input, ref sink);
        var scores = new float[3];
        model.Predictor.Score(new SparseRows([0, sink.Count], sink.Positions, sink.Values), scores);
        return scores;
    }

    private static double[] Dense(DeliveryModel model, Delivery.Input input)
    {
        var sink = new SparseSink(8);
        model.Features.Write(in input, ref sink);
        var row = new double[model.Plan.Width];
        for (int i = 0; i < sink.Count; i++) row[sink.Positions[i]] += sink.Values[i];
        return row;
    }

    private static DynamicRow Set(DynamicModel dynamic, Delivery.Input input) => dynamic.NewRow().Set("Miles", input.Miles).Set("Traffic", input.Traffic).Set("Town", input.Town);

    private static ColumnValue[] Row(DynamicModel dynamic, Delivery.Input input)
    {
        DynamicRow row = Set(dynamic, input);
        return [.. dynamic.Columns.Select(column => row[column.Name])];
    }

    private static byte[] Saved(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }
}
