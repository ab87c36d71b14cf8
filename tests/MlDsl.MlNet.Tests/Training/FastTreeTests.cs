using System.Buffers;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.MlNet.Tests;

/// <summary>The trees and scores of <see cref="FastTreeOptions"/> beside those of ML.NET called directly.</summary>
public sealed class FastTreeTests(ITestOutputHelper output)
{
    private const int OddRows = 12_000;

    private static readonly FastTreeOptions Options = new() { Trees = 40, Seed = 7 };

    [Theory]
    [InlineData(false, FastTreeLoss.Squared, "")]
    [InlineData(true, FastTreeLoss.Squared, "")]
    [InlineData(true, FastTreeLoss.Squared, "draws")]
    [InlineData(true, FastTreeLoss.Squared, "dropout")]
    [InlineData(false, FastTreeLoss.Tweedie, "")]
    public void NumbersAreMlNetsBitForBit(bool isWeighted, FastTreeLoss loss, string draws)
    {
        MadeRows rows = MadeRows.Make(3000, 1, TargetKind.Value, isWeighted: isWeighted);
        FastTreeOptions options = draws switch
        {
            "draws" => Options with { RowShare = 0.7, ColumnShare = 0.8, BranchColumnShare = 0.9, Bins = 40, Smoothing = 0.1, GainConfidence = 0.5, Leaves = 12, MinRows = 7, LearningRate = 0.3 },
            "dropout" => Options with { Dropout = 0.2, Entropy = 0.2 },
            _ => Options with { Loss = loss },
        };
        TrainedPredictor trained = options.Train(rows.Problem(TargetKind.Value), new TrainingControl());
        var context = new MLContext(7);
        ITransformer direct = loss == FastTreeLoss.Tweedie
            ? Direct.Fit(context, context.Regression.Trainers.FastTreeTweedie(Set(new FastTreeTweedieTrainer.Options(), options, isWeighted)), rows)
            : Direct.Fit(context, context.Regression.Trainers.FastTree(Set(new FastTreeRegressionTrainer.Options(), options, isWeighted)), rows);
        float[][] odd = rows.Odd(OddRows, 2, isMissingAllowed: true);
        float[] expected = Direct.Scores(context, direct, odd), found = MadeRows.Score(trained.Predictor, odd);
        // ML.NET makes the exponential of the score, which is a float, in a double.
        if (loss == FastTreeLoss.Tweedie) found = [.. found.Select(static score => (float)Math.Exp(score))];
        int equal = expected.Zip(found).Count(static pair => pair.First.Equals(pair.Second));
        output.WriteLine($"fasttree rows={OddRows} equal={equal} {loss} {draws}");
        Assert.Equal(expected, found);
        Assert.Equal((loss == FastTreeLoss.Tweedie ? Link.Log : Link.Identity, 40), (trained.Link, trained.Log.Iterations));
        Assert.True(expected.Distinct().Count() > 1000);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.2)]
    public void LogOddsAreMlNetsScoresTimesItsCalibratorsSlope(double rate)
    {
        MadeRows rows = MadeRows.Make(3000, 1, TargetKind.TwoClasses);
        FastTreeOptions options = Options with { LearningRate = rate };
        TrainedPredictor trained = options.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl());
        var context = new MLContext(7);
        FastTreeBinaryTrainer.Options own = Set(new FastTreeBinaryTrainer.Options(), options, isWeighted: false);
        own.LabelColumnName = nameof(Direct.Row.Flag);
        ITransformer direct = Direct.Fit(context, context.BinaryClassification.Trainers.FastTree(own), rows);
        float[][] odd = rows.Odd(OddRows, 2, isMissingAllowed: true);
        float[] scores = Direct.Scores(context, direct, odd), probabilities = Direct.Probabilities(context, direct, odd), found = MadeRows.Score(trained.Predictor, odd);
        Assert.Equal(Link.Logit, trained.Link);
        for (int i = 0; i < odd.Length; i++)
        {
            // A power of two moves no bit; other factors round once more.
            float expected = (float)(2 * rate * scores[i]);
            if (rate == 0.25) Assert.Equal(expected, found[i]);
            Assert.InRange(found[i], float.BitDecrement(expected), float.BitIncrement(expected));
            Assert.Equal(probabilities[i], Outcome.Logistic(found[i]), 3e-7f);
        }
    }

    [Fact]
    public void WeightsOfClassesCount()
    {
        MadeRows rows = MadeRows.Make(3000, 4, TargetKind.TwoClasses);
        rows = rows.With([.. rows.Features.Select(static (row, i) => row[0] == 3 && i % 3 > 0 ? 1f : 0f)]);
        double Share(FastTreeOptions by) => MadeRows.Score(by.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl()).Predictor, rows.Features).Average(static s => Outcome.Logistic(s));
        Assert.Equal(rows.Labels.Average(), Share(Options), 0.02);
        Assert.True(Share(Options with { ClassWeights = ClassWeights.Balanced }) > 1.15 * rows.Labels.Average(), $"{Share(Options with { ClassWeights = ClassWeights.Balanced })}");
    }

    [Fact]
    public void EarlyStoppingTakesTheBestRoundAndThenAllRows()
    {
        MadeRows rows = MadeRows.Make(2000, 5, TargetKind.Value);
        HeldRowSet held = new([.. Enumerable.Range(0, 2000).Where(static i => i % 5 == 0)], []);
        TrainingProblem problem = rows.Problem(TargetKind.Value) with { Held = held, Loss = static (in ScoredRows r) => Losses.Rmse(r.Labels, r.Predictions, r.Rows.Weights) };
        FastTreeOptions options = Options with { Trees = 300, LearningRate = 0.5, EarlyStopping = 10 };
        TrainedPredictor whole = options.Train(problem, new TrainingControl());
        TrainedPredictor part = (options with { Refit = false }).Train(problem, new TrainingControl());
        int best = part.Log.Iterations;
        Assert.InRange(best, 2, 200);
        Assert.Equal((best, true), (whole.Log.Iterations, whole.Log.Converged));

        // Of the trees on the rows that are not held, no smaller number is better, and none of the ten that follow.
        float[][] asked = [.. held.Rows.Select(row => rows.Features[row])];
        float[] labels = [.. held.Rows.Select(row => rows.Labels[row])];
        TreePredictor all = (TreePredictor)(options with { Refit = false, EarlyStopping = 0 }).Train(Without(rows, held), new TrainingControl()).Predictor;
        double[] losses = [.. Enumerable.Range(1, best + 10).Select(n => Losses.Rmse(labels, MadeRows.Score(new TreePredictor(all.Trees with { Trees = [.. all.Trees.Trees.Take(n)] }), asked)))];
        Assert.Equal(losses.Min(), losses[best - 1], 1e-7);
        Assert.Equal(losses[best - 1], Losses.Rmse(labels, MadeRows.Score(part.Predictor, asked)), 1e-7);
        // On all rows for the best number of rounds.
        Assert.Equal(Bytes((Options with { Trees = best, LearningRate = 0.5 }).Train(rows.Problem(TargetKind.Value), new TrainingControl()).Predictor), Bytes(whole.Predictor));
    }

    [Fact]
    public void HearsOfEveryTreeAndIsCancelledBetweenThem()
    {
        MadeRows rows = MadeRows.Make(500, 6, TargetKind.Value);
        List<int> heard = [];
        Options.Train(rows.Problem(TargetKind.Value), new TrainingControl { Progress = new Told(p => heard.Add(p.Iteration)) });
        Assert.Equal(Enumerable.Range(1, 40), heard);
        using var source = new CancellationTokenSource();
        int rounds = 0;
        var control = new TrainingControl { Cancellation = source.Token, Progress = new Told(_ => { if (++rounds == 3) source.Cancel(); }) };
        Assert.Throws<OperationCanceledException>(() => Options.Train(rows.Problem(TargetKind.Value), control));
        Assert.Equal(3, rounds);
    }

    [Fact]
    public void CoversAreTheRowsOfEachNode()
    {
        MadeRows rows = MadeRows.Make(1000, 7, TargetKind.Value);
        var predictor = (TreePredictor)(Options with { Trees = 5 }).Train(rows.Problem(TargetKind.Value), new TrainingControl()).Predictor;
        foreach (Kernels.Tree tree in predictor.Trees.Trees)
        {
            Assert.Equal(1000, tree.Covers[0]);
            for (int i = 0; i < tree.Nodes.Count; i++)
            {
                if (tree.Nodes[i].IsLeaf) Assert.InRange(tree.Covers[i], 10, 990);
                else Assert.Equal(tree.Covers[i], tree.Covers[tree.Nodes[i].WhenTrue] + tree.Covers[tree.Nodes[i].WhenFalse]);
            }
        }
    }

    [Fact]
    public void CoversLeaveOutWhatTheTreesHaveNotSeen()
    {
        MadeRows rows = MadeRows.Make(1000, 7, TargetKind.Value);
        TrainedPredictor weighted = (Options with { Trees = 5 }).Train(rows.WithRowsOfNoWeight(400).Problem(TargetKind.Value), new TrainingControl());
        Assert.All(((TreePredictor)weighted.Predictor).Trees.Trees, static tree => Assert.Equal(1000, tree.Covers[0]));
        TrainingProblem problem = rows.Problem(TargetKind.Value) with
        {
            Held = new([.. Enumerable.Range(0, 1000).Where(static i => i % 5 == 0)], []),
            Loss = static (in ScoredRows r) => Losses.Rmse(r.Labels, r.Predictions, r.Rows.Weights),
        };
        FastTreeOptions stopping = Options with { Trees = 20, EarlyStopping = 3 };
        foreach (var (options, seen) in new[] { (stopping, 1000), (stopping with { Refit = false }, 800) })
            Assert.All(((TreePredictor)options.Train(problem, new TrainingControl()).Predictor).Trees.Trees, tree => Assert.Equal(seen, tree.Covers[0]));
    }

    // Why the two are refused together.
    [Fact]
    public void WithDropoutMlNetHeedsNoLearningRateOfNumbers()
    {
        MadeRows rows = MadeRows.Make(1000, 7, TargetKind.Value);
        var context = new MLContext(7);
        float[] By(double rate) => Direct.Scores(
            context, Direct.Fit(context, context.Regression.Trainers.FastTree(Set(new FastTreeRegressionTrainer.Options(), Options with { Dropout = 0.2, LearningRate = rate }, isWeighted: false)), rows), rows.Features);
        Assert.Equal(By(0.2), By(0.5));
        float[] Tweedie(double rate) => Direct.Scores(
            context, Direct.Fit(context, context.Regression.Trainers.FastTreeTweedie(Set(new FastTreeTweedieTrainer.Options(), Options with { Dropout = 0.2, LearningRate = rate }, isWeighted: false)), rows), rows.Features);
        Assert.Equal(Tweedie(0.2), Tweedie(0.5));
    }

    internal static byte[] Bytes(Predictor predictor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        predictor.Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static TrainingProblem Without(MadeRows rows, HeldRowSet held)
    {
        var builder = new FeatureBlockBuilder();
        for (int i = 0; i < rows.Labels.Length; i++)
        {
            if (held.Rows.Contains(i)) continue;
            for (int k = 0; k < MadeRows.Width; k++) builder.Add(k, rows.Features[i][k]);
            builder.EndRow(rows.Labels[i]);
        }
        return new TrainingProblem { Rows = new HeldDesign(MadeRows.Width, [builder.Build()]), Target = TargetKind.Value };
    }

    // What options of ours are in ML.NET's words, written out once more.
    private static T Set<T>(T to, FastTreeOptions from, bool isWeighted) where T : BoostedTreeOptions
    {
        (to.NumberOfTrees, to.NumberOfLeaves, to.MinimumExampleCountPerLeaf, to.LearningRate) = (from.Trees, from.Leaves, from.MinRows, from.LearningRate);
        (to.Seed, to.FeatureSelectionSeed, to.MaximumBinCountPerFeature, to.Smoothing, to.DropoutRate) = (7, 7, from.Bins, from.Smoothing, from.Dropout);
        (to.FeatureFraction, to.FeatureFractionPerSplit, to.GainConfidenceLevel, to.EntropyCoefficient) = (from.ColumnShare, from.BranchColumnShare, from.GainConfidence, from.Entropy);
        if (from.RowShare < 1) (to.BaggingSize, to.BaggingExampleFraction) = (1, from.RowShare);
        if (isWeighted) to.ExampleWeightColumnName = nameof(Direct.Row.Weight);
        return to;
    }

    internal sealed class Told(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
