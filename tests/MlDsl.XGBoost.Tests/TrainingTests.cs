using System.Buffers;
using MlDsl.Boosting;
using MlDsl.Kernels;
using MlDsl.Testing;
using MlDsl.Training;
using Direct = MlDsl.Kernels.Tests.Trees.XGBoostLibrary;

namespace MlDsl.XGBoost.Tests;

public sealed class TrainingTests
{
    private const string Library = "libxgboost.so.0";

    [FactWith(Library)]
    public void ThreadsOfTheControlChangeNoByteAndThoseOfTheModelAreItsOwn()
    {
        var options = new XGBoostOptions { Trees = 20, RowShare = 0.7, ColumnShare = 0.8 };
        Rows rows = Rows.Make(3000, 1, TargetKind.TwoClasses, 2, hasMissing: true);
        byte[][] files = [.. new[] { 1, 2, 4 }.Select(threads => Bytes(options.Train(rows.Problem(TargetKind.TwoClasses, 2), new TrainingControl { Threads = threads }).Predictor))];
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
        Assert.NotEqual(files[0], Bytes((options with { Seed = 1 }).Train(rows.Problem(TargetKind.TwoClasses, 2), new TrainingControl()).Predictor));
        XGBoostOptions two = options with { Threads = 2 };
        Assert.Equal(Bytes(two.Train(rows.Problem(TargetKind.TwoClasses, 2), new TrainingControl { Threads = 1 }).Predictor), Bytes(two.Train(rows.Problem(TargetKind.TwoClasses, 2), new TrainingControl()).Predictor));
    }

    // Until the first tree all rows are predicted alike, by what minimises the loss.
    [TheoryWith(Library)]
    [InlineData(XGBoostLoss.Squared)]
    [InlineData(XGBoostLoss.Absolute)]
    [InlineData(XGBoostLoss.Poisson)]
    public void TheBaseScoreIsWhatTheLabelsSay(XGBoostLoss loss)
    {
        Rows rows = Rows.Make(999, 2, TargetKind.Value);
        double score = loss == XGBoostLoss.Absolute ? rows.Labels.Order().ElementAt(499) : rows.Labels.Average(static l => (double)l);
        var options = new XGBoostOptions { Trees = 3, Seed = 7, Loss = loss };
        string objective = loss switch { XGBoostLoss.Absolute => "reg:absoluteerror", XGBoostLoss.Poisson => "count:poisson", _ => "reg:squarederror" };
        using Direct direct = MarginTests.Train(rows, 3, $"objective={objective} base_score={Rows.Text((float)score)}", isWeighted: false);
        float[] odd = Rows.Odd(500, 3);
        Assert.Equal(direct.Margins(odd, Rows.Width), Rows.Score(options.Train(rows.Problem(TargetKind.Value), new TrainingControl()).Predictor, odd));
    }

    [FactWith(Library)]
    public void WeightsOfRowsAndClassesCount()
    {
        var options = new XGBoostOptions { Trees = 10, Seed = 7 };
        Rows rows = Rows.Make(2000, 2, TargetKind.TwoClasses, 2);
        double Share(Rows of, XGBoostOptions by) =>
            Rows.Score(by.Train(of.Problem(TargetKind.TwoClasses, 2), new TrainingControl()).Predictor, rows.Dense).Average(static s => Outcome.Logistic(s));
        double plain = Share(rows, options), labels = rows.Labels.Average();
        Assert.Equal(labels, plain, 0.02);
        Assert.Equal(0.5, Share(rows, options with { ClassWeights = ClassWeights.Balanced }), 0.06);
        Assert.NotEqual(plain, Share(rows.Weighted(), options));
    }

    [FactWith(Library)]
    public void EarlyStoppingTakesTheBestRoundAndThenAllRows()
    {
        Rows rows = Rows.Make(3000, 4, TargetKind.Value);
        HeldRowSet held = new([.. Enumerable.Range(0, 3000).Where(static i => i % 5 == 0)], []);
        TrainingProblem problem = rows.Problem(TargetKind.Value) with { Held = held, Loss = static (in ScoredRows r) => Losses.Rmse(r.Labels, r.Predictions, r.Rows.Weights) };
        var options = new XGBoostOptions { Trees = 400, LearningRate = 0.5, Seed = 7, EarlyStopping = 10, BaseScore = 0.5 };
        List<double> losses = [];
        TrainedPredictor trained = options.Train(problem, new TrainingControl { Progress = new Told(p => losses.Add(p.Objective)) });
        TrainedPredictor partial = (options with { Refit = false }).Train(problem, new TrainingControl());
        int best = partial.Log.Iterations;
        Assert.Equal(best, trained.Log.Iterations);
        Assert.Equal(best, ((TreePredictor)partial.Predictor).Trees.Trees.Count);
        Assert.InRange(best, 2, 300);
        Assert.True(trained.Log.Converged);
        double least = losses.Take(best + 10).Min();
        Assert.Equal(least, losses[best - 1]);
        Assert.True(trained.Log.Objective < least);

        // On all rows for the best number of rounds: the library's own trees.
        using Direct direct = MarginTests.Train(rows, best, "objective=reg:squarederror eta=0.5", isWeighted: false);
        float[] odd = Rows.Odd(500, 2);
        Assert.Equal(direct.Margins(odd, Rows.Width), Rows.Score(trained.Predictor, odd));
        // The loss that it stopped by is that of the predictor on the rows that it did not see.
        float[] predictions = Rows.Score(partial.Predictor, [.. held.Rows.SelectMany(row => rows.Dense.Skip(row * Rows.Width).Take(Rows.Width))]);
        Assert.Equal(least, Losses.Rmse([.. held.Rows.Select(row => rows.Labels[row])], predictions), 1e-6);
    }

    [FactWith(Library)]
    public void RanksStopByQueriesThatAreHeldBackWhole()
    {
        Rows rows = Rows.Make(1200, 6, TargetKind.Relevance);
        int[] held = [.. Enumerable.Range(0, 1200).Where(i => rows.Groups[i] % 5 == 0)];
        List<int> heard = [];
        TrainingProblem problem = rows.Problem(TargetKind.Relevance) with
        {
            Held = new HeldRowSet([.. held], [.. held.Select(i => rows.Groups[i])]),
            Loss = (in ScoredRows r) =>
            {
                heard.Add(r.Labels.Length);
                Assert.Equal(r.Labels.Length, r.Rows.Groups.Length);
                return 1 - RankingEvaluator.Ndcg(r.Labels, r.Predictions, r.Rows);
            },
        };
        List<double> losses = [];
        TrainedPredictor trained = new XGBoostOptions { Trees = 60, EarlyStopping = 5, Refit = false }.Train(problem, new TrainingControl { Progress = new Told(p => losses.Add(p.Objective)) });
        Assert.Equal([held.Length, 1200], heard.Distinct());
        float[] scores = Rows.Score(trained.Predictor, [.. held.SelectMany(i => rows.Dense.Skip(i * Rows.Width).Take(Rows.Width))]);
        double loss = 1 - RankingEvaluator.Ndcg([.. held.Select(i => rows.Labels[i])], scores, new EvaluationRows { Groups = held.Select(i => rows.Groups[i]).ToArray() });
        Assert.Equal(losses.Min(), loss, 1e-6);
        Assert.True(loss < 0.05, $"{loss}");
    }

    [FactWith(Library)]
    public void ProgressHearsTheLibrarysMeasure()
    {
        Rows rows = Rows.Make(500, 1, TargetKind.Value);
        List<double> told = [];
        TrainedPredictor trained = new XGBoostOptions { Trees = 5 }.Train(rows.Problem(TargetKind.Value), new TrainingControl { Progress = new Told(p => told.Add(p.Objective)) });
        Assert.Equal(5, told.Count);
        Assert.Equal(Losses.Rmse(rows.Labels, Rows.Score(trained.Predictor, rows.Dense)), told[^1], 1e-5);
        told.Clear();
        Rows ranks = Rows.Make(600, 1, TargetKind.Relevance);
        new XGBoostOptions { Trees = 5 }.Train(ranks.Problem(TargetKind.Relevance), new TrainingControl { Progress = new Told(p => told.Add(p.Objective)) });
        Assert.All(told, static lack => Assert.InRange(lack, 0, 0.3));
        Assert.True(told[^1] < told[0]);
    }

    [FactWith(Library)]
    public void WideRowsCostWhatTheyHold()
    {
        const int Width = 1 << 18, Used = 300;
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < 2000; i++)
        {
            // Of a quarter of a million positions some hundreds are ever set; the first is missing at times, and its zeros are given.
            builder.Add(0, i % 50 == 0 ? float.NaN : i % 3);
            builder.Add(17 + (600 * (i % Used)), 1 + (i % 3));
            builder.EndRow(i % Used < Used / 2 ? 1 + (i % 3) : 0);
        }
        var design = new HeldDesign(Width, [builder.Build()]);
        var problem = new TrainingProblem { Rows = design, Target = TargetKind.Value };
        var columns = new TrainingColumns(TrainingRows.Read(problem, static _ => null, CancellationToken.None), problem);
        Assert.Equal((1 + Used, 4000L), (columns.Positions.Length, columns.MostEntries));
        TrainedPredictor trained = new XGBoostOptions { Trees = 100, MaxDepth = 8, MinHessian = 0, LearningRate = 0.8 }.Train(problem, new TrainingControl());
        var predictor = (TreePredictor)trained.Predictor;
        Assert.Equal(Width, predictor.Width);
        TreeNode[] nodes = [.. predictor.Trees.Trees.SelectMany(static tree => tree.Nodes).Where(static node => !node.IsLeaf)];
        Assert.All(nodes, static node => Assert.Equal(node.Feature != 0, node.ZeroIsMissing));
        Assert.Contains(nodes, static node => node.Feature != 0);
        // Two rows of the training; then the first one again: explicit zeros, NaN and what is not there are one to such a branch.
        var scores = new float[4];
        trained.Predictor.Score(
            new SparseRows([0, 2, 4, 7, 10], [0, 1217, 0, 17 + (600 * 251), 0, 617, 1217, 0, 617, 1217], [2f, 3f, 2f, 3f, 2f, 0f, 3f, 2f, float.NaN, 3f]), scores);
        Assert.True(scores[0] > 2.5 && scores[1] < 0.5, $"{scores[0]} and {scores[1]}");
        Assert.Equal([scores[0], scores[0]], scores[2..]);
    }

    [FactWith(Library)]
    public void FeaturesThatTellNothingMakeAConstant()
    {
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < 100; i++) builder.EndRow(i % 10);
        TrainedPredictor trained = new XGBoostOptions().Train(new TrainingProblem { Rows = new HeldDesign(3, [builder.Build()]), Target = TargetKind.Value }, new TrainingControl());
        var scores = new float[1];
        trained.Predictor.Score(new SparseRows([0, 0], [], []), scores);
        Assert.Equal(4.5f, scores[0], 1e-5f);
    }

    [FactWith(Library)]
    public void IsCancelledBetweenRounds()
    {
        using var source = new CancellationTokenSource();
        int rounds = 0;
        var control = new TrainingControl { Cancellation = source.Token, Progress = new Told(_ => { if (++rounds == 3) source.Cancel(); }) };
        Assert.Throws<OperationCanceledException>(() => new XGBoostOptions().Train(Rows.Make(500, 1, TargetKind.Value).Problem(TargetKind.Value), control));
        Assert.Equal(3, rounds);
    }

    // What goes on from trees gives the sums that the library gives when it goes on from their margins: here, from none of its own.
    [TheoryWith(Library)]
    [InlineData(TargetKind.Value, 0)]
    [InlineData(TargetKind.TwoClasses, 2)]
    [InlineData(TargetKind.Classes, 3)]
    public void GoesOnFromTrees(TargetKind target, int classes)
    {
        Rows rows = Rows.Make(1500, 3, target, classes);
        TrainingProblem problem = rows.Problem(target, classes);
        XGBoostOptions options = new() { Seed = 7 };
        var first = (TreePredictor)(options with { Trees = 5 }).Train(problem, new TrainingControl()).Predictor;
        TrainedPredictor more = (options with { Trees = 7 }).Train(problem with { Parent = first }, new TrainingControl());
        var whole = (TreePredictor)(options with { Trees = 12 }).Train(problem, new TrainingControl()).Predictor;
        Assert.Equal(7, more.Log.Iterations);
        float[] odd = Rows.Odd(1000, 2);
        Assert.Equal(Rows.Score(whole, odd), Rows.Score(more.Predictor, odd));
    }

    private static byte[] Bytes(Predictor predictor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        predictor.Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private sealed class Told(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
