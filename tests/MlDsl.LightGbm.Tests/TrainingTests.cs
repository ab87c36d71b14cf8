using System.Buffers;
using MlDsl.Training;
using Direct = MlDsl.Kernels.Tests.Trees.LightGbmLibrary;

namespace MlDsl.LightGbm.Tests;

public sealed class TrainingTests
{
    [Theory]
    [InlineData(LightGbmBoosting.Gradient)]
    [InlineData(LightGbmBoosting.RandomForest)]
    public void TheThreadsChangeNoByte(LightGbmBoosting boosting)
    {
        var options = new LightGbmOptions { Trees = 20, RowShare = 0.7, ColumnShare = 0.8, Boosting = boosting };
        Rows rows = Rows.Make(6000, 1, TargetKind.TwoClasses, 2, hasMissing: true);
        byte[][] files = [.. new[] { 1, 2, 4 }.Select(threads => Bytes(options.Train(rows.Problem(TargetKind.TwoClasses, 2), new TrainingControl { Threads = threads }).Predictor))];
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
        Assert.NotEqual(files[0], Bytes((options with { Seed = 1 }).Train(rows.Problem(TargetKind.TwoClasses, 2), new TrainingControl()).Predictor));
    }

    [Fact]
    public void WeightsOfRowsAndClassesCount()
    {
        var options = new LightGbmOptions { Trees = 10, MinRows = 5, Seed = 7 };
        Rows rows = Rows.Make(2000, 2, TargetKind.TwoClasses, 2);
        double Share(Rows of, LightGbmOptions by) =>
            Rows.Score(by.Train(of.Problem(TargetKind.TwoClasses, 2), new TrainingControl()).Predictor, rows.Dense).Average(static s => Outcome.Logistic(s));
        double plain = Share(rows, options), labels = rows.Labels.Average();
        Assert.Equal(labels, plain, 0.02);
        Assert.Equal(0.5, Share(rows, options with { ClassWeights = ClassWeights.Balanced }), 0.06);
        Assert.NotEqual(plain, Share(rows.Weighted(), options));
    }

    // The first blocks weigh 1, which takes no memory to say until a row says otherwise.
    [Fact]
    public void WeightsThatComeLateAreThoseOfTheirRows()
    {
        Rows rows = Rows.Make(3000, 3, TargetKind.Value).WeightedFrom(2100);
        Predictor own = new LightGbmOptions { Trees = 8, MinRows = 5, Seed = 7 }.Train(rows.Problem(TargetKind.Value), new TrainingControl { Threads = 1 }).Predictor;
        double[] odd = Rows.Odd(500, 2);
        Assert.Equal(Scores(rows.Weights), Rows.Score(own, odd));
        Assert.NotEqual(Scores(null), Rows.Score(own, odd));

        IEnumerable<float> Scores(float[]? weights)
        {
            using Direct direct = Direct.Load(Direct.Train(rows.Dense, rows.Labels, 8, "objective=regression", weights: weights));
            return direct.Predict(odd, Rows.Width, raw: true).Select(static m => (float)m);
        }
    }

    // Blocks that are made anew on each pass share memory, and bins are chosen from a sample of them.
    [Theory]
    [InlineData("")]
    [InlineData("bin_construct_sample_cnt=2500")]
    public void RowsThatAreNotHeldGiveTheSameTrees(string parameters)
    {
        Rows made = Rows.Make(22_000, 5, TargetKind.Value, hasMissing: true);
        OddRow[] rows = [.. made.Labels.Select((label, i) => Row(made.Dense.AsSpan(i * Rows.Width, Rows.Width), label))];
        TrainSet<OddRow> train = Dataset<OddRow>.FromRows(rows).SplitRandom(0, 0, seed: 1).Train;
        var options = new LightGbmOptions { Trees = 6, Parameters = parameters };
        byte[] held = Bytes(OddModel.Fit(train, options, new TrainingControl { Threads = 2 }).Predictor);
        Assert.Equal(held, Bytes(OddModel.Fit(train, options, new TrainingControl { Threads = 2, HoldBytes = 0 }).Predictor));
        Assert.Equal(held, Bytes(OddModel.Fit(train, options, new TrainingControl { Threads = 1, HoldBytes = 0 }).Predictor));

        static OddRow Row(ReadOnlySpan<double> values, float label) =>
            new() { Code = double.IsNaN(values[0]) ? 0 : (int)values[0], A = Kept(values[1]), B = Kept(values[2]), C = Kept(values[3]), D = Kept(values[4]), E = Kept(values[5]), Value = label };

        static float? Kept(double value) => double.IsNaN(value) ? null : (float)value;
    }

    [Fact]
    public void EarlyStoppingTakesTheBestRoundAndThenAllRows()
    {
        Rows rows = Rows.Make(3000, 4, TargetKind.Value);
        HeldRowSet held = new([.. Enumerable.Range(0, 3000).Where(static i => i % 5 == 0)], []);
        TrainingProblem problem = rows.Problem(TargetKind.Value) with { Held = held, Loss = static (in ScoredRows r) => Losses.Rmse(r.Labels, r.Predictions, r.Rows.Weights) };
        var options = new LightGbmOptions { Trees = 400, LearningRate = 0.5, MinRows = 5, Seed = 7, EarlyStopping = 10 };
        List<double> losses = [];
        TrainedPredictor trained = options.Train(problem, new TrainingControl { Progress = new Told(p => losses.Add(p.Objective)) });
        TrainedPredictor partial = (options with { Refit = false }).Train(problem, new TrainingControl());
        int best = partial.Log.Iterations;
        Assert.Equal(best, trained.Log.Iterations);
        Assert.InRange(best, 2, 300);
        Assert.True(trained.Log.Converged);
        double least = losses.Take(best + 10).Min();
        Assert.Equal(least, losses[best - 1]);
        Assert.True(trained.Log.Objective < least);

        // On all rows for the best number of rounds: the library's own trees.
        using Direct direct = Direct.Load(Direct.Train(rows.Dense, rows.Labels, best, "objective=regression learning_rate=0.5"));
        double[] odd = Rows.Odd(500, 2);
        Assert.Equal(direct.Predict(odd, Rows.Width, raw: true).Select(static m => (float)m), Rows.Score(trained.Predictor, odd));
        // The loss that it stopped by is that of the predictor on the rows that it did not see.
        float[] predictions = Rows.Score(partial.Predictor, [.. held.Rows.SelectMany(row => rows.Dense.Skip(row * Rows.Width).Take(Rows.Width))]);
        Assert.Equal(least, Losses.Rmse([.. held.Rows.Select(row => rows.Labels[row])], predictions), 1e-6);
    }

    [Fact]
    public void WideRowsCostWhatTheyHold()
    {
        const int Width = 1 << 20;
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < 2000; i++)
        {
            // Of a million positions some forty are ever set.
            builder.Add(17 + (25_000 * (i % 40)), 1 + (i % 3));
            builder.EndRow(i % 40 < 20 ? 1 + (i % 3) : 0);
        }
        TrainedPredictor trained = new LightGbmOptions { Trees = 20, MinRows = 5 }
            .Train(new TrainingProblem { Rows = new HeldDesign(Width, [builder.Build()]), Target = TargetKind.Value }, new TrainingControl());
        Assert.Equal(Width, trained.Predictor.Width);
        var scores = new float[2];
        trained.Predictor.Score(new SparseRows([0, 1, 2], [17, 17 + (25_000 * 30)], [3f, 3f]), scores);
        Assert.True(scores[0] > 1.5 && scores[1] < 0.5, $"{scores[0]} and {scores[1]}");
    }

    [Fact]
    public void FeaturesThatTellNothingMakeAConstant()
    {
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < 100; i++) builder.EndRow(i % 10);
        TrainedPredictor trained = new LightGbmOptions().Train(new TrainingProblem { Rows = new HeldDesign(3, [builder.Build()]), Target = TargetKind.Value }, new TrainingControl());
        var scores = new float[1];
        trained.Predictor.Score(new SparseRows([0, 0], [], []), scores);
        Assert.Equal(4.5f, scores[0], 1e-5f);
    }

    [Fact]
    public void IsCancelledBetweenRounds()
    {
        using var source = new CancellationTokenSource();
        int rounds = 0;
        var control = new TrainingControl { Cancellation = source.Token, Progress = new Told(_ => { if (++rounds == 3) source.Cancel(); }) };
        Assert.Throws<OperationCanceledException>(() => new LightGbmOptions().Train(Rows.Make(500, 1, TargetKind.Value).Problem(TargetKind.Value), control));
        Assert.Equal(3, rounds);
    }

    internal static byte[] Bytes(Predictor predictor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        predictor.Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    internal sealed class Told(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
