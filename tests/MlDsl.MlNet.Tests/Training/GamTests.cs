using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.MlNet.Tests;

/// <summary>The curves and scores of <see cref="GamOptions"/> beside those of ML.NET called directly.</summary>
public sealed class GamTests(ITestOutputHelper output)
{
    private const int OddRows = 12_000;

    private static readonly GamOptions Options = new() { Iterations = 200, LearningRate = 0.05 };

    public static TheoryData<GamOptions, TargetKind> Trained => new()
    {
        { Options, TargetKind.Value },
        { Options with { Bins = 20, MinRows = 50, Entropy = 0.5, Iterations = 37 }, TargetKind.Value },
        { Options, TargetKind.TwoClasses },
        { Options with { LearningRate = 0.3, MinRows = 2 }, TargetKind.TwoClasses },
    };

    [Theory]
    [MemberData(nameof(Trained))]
    public void ScoresAreMlNetsBitForBit(GamOptions options, TargetKind target)
    {
        MadeRows rows = MadeRows.Make(3000, 1, target);
        TrainedPredictor trained = options.Train(rows.Problem(target), new TrainingControl());
        var context = new MLContext(7);
        ITransformer direct = Fit(context, rows, options, target);
        float[][] odd = rows.Odd(OddRows, 2, isMissingAllowed: true);
        float[] expected = Direct.Scores(context, direct, odd, isDense: true), found = MadeRows.Score(trained.Predictor, odd);
        output.WriteLine($"gam rows={OddRows} equal={expected.Zip(found).Count(static pair => pair.First.Equals(pair.Second))}");
        Assert.Equal(expected, found);
        Assert.Equal((target == TargetKind.TwoClasses ? Link.Logit : Link.Identity, options.Iterations), (trained.Link, trained.Log.Iterations));
        Assert.Equal(found, MadeRows.Score(TreePredictor.Read(FastTreeTests.Bytes(trained.Predictor)), odd));
        // Of sparse rows ML.NET begins with the sum of all curves at 0, in doubles.
        float[] sparse = Direct.Scores(context, direct, odd);
        for (int i = 0; i < odd.Length; i++) Assert.Equal(sparse[i], found[i], (Math.Abs(sparse[i]) * 1.2e-7) + 1e-12);
        if (target != TargetKind.TwoClasses) return;
        float[] probabilities = Direct.Probabilities(context, direct, odd);
        for (int i = 0; i < odd.Length; i++) Assert.Equal(probabilities[i], Outcome.Logistic(found[i]), 3e-7f);
    }

    [Fact]
    public void FeaturesBehindThoseWithoutACurveHaveTheirs()
    {
        MadeRows rows = MadeRows.Make(3000, 1, TargetKind.Value);
        var predictor = (TreePredictor)Options.Train(rows.Problem(TargetKind.Value), new TrainingControl()).Predictor;
        // The sixth feature is always 0; ML.NET's own way to the curves would miss the last.
        Assert.Equal([0, 1, 2, 3, 4, 6], predictor.Positions.ToArray());
        Assert.Equal(7, predictor.Trees.Trees.Count);
        var context = new MLContext(7);
        GamRegressionModelParameters model = ((RegressionPredictionTransformer<GamRegressionModelParameters>)Fit(context, rows, Options, TargetKind.Value)).Model;
        Assert.Equal(6, model.NumberOfShapeFunctions);
        Assert.ThrowsAny<Exception>(() => model.GetBinUpperBounds(6));
        Assert.Equal(model.GetBinEffects(1), predictor.Trees.Trees[2].Weights.Select(static weight => weight.Value));
    }

    // Why weights are refused.
    [Fact]
    public void ByWeightsMlNetFindsNoStep()
    {
        MadeRows rows = MadeRows.Make(1000, 1, TargetKind.Value, isWeighted: true);
        var context = new MLContext(7);
        var own = new GamRegressionTrainer.Options { NumberOfIterations = 50, LearningRate = 0.1, ExampleWeightColumnName = nameof(Direct.Row.Weight) };
        Assert.Single(Direct.Scores(context, Direct.Fit(context, context.Regression.Trainers.Gam(own), rows), rows.Features).Distinct());
        TrainingException problem = Assert.Throws<TrainingException>(() => Options.Train(rows.Problem(TargetKind.Value), new TrainingControl()));
        Assert.Contains("Training row 2 weighs 1.5 and the first one 0.5, and Gam knows no weights; leave the column of weights out, or use FastTree", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, problem.Row);
    }

    [Theory]
    [InlineData(TargetKind.Value)]
    [InlineData(TargetKind.TwoClasses)]
    public void PruningTakesTheRoundsThatMlNetTakesAndThenAllRows(TargetKind target)
    {
        const int Count = 600;
        MadeRows made = MadeRows.Make(Count, 5, target);
        var random = new Random(8);
        MadeRows rows = made.With([.. made.Labels.Select(label => target == TargetKind.Value ? label + (float)(random.NextDouble() * 8) : random.Next(3) == 0 ? 1 - label : label)]);
        HeldRowSet held = new([.. Enumerable.Range(0, Count).Where(static i => i % 3 == 0)], []);
        TrainingProblem problem = rows.Problem(target) with { Held = held };
        GamOptions options = Options with { Iterations = 400, LearningRate = 0.2, Prune = true, Refit = false };
        TrainedPredictor part = options.Train(problem, new TrainingControl()), whole = (options with { Refit = true }).Train(problem, new TrainingControl());
        int best = part.Log.Iterations;
        Assert.InRange(best, 2, 390);
        Assert.Equal((best, true, true), (whole.Log.Iterations, whole.Log.Converged, part.Log.Converged));
        Assert.Equal(FastTreeTests.Bytes((Options with { Iterations = best, LearningRate = 0.2 }).Train(rows.Problem(target), new TrainingControl()).Predictor), FastTreeTests.Bytes(whole.Predictor));

        Assert.Equal(FastTreeTests.Bytes((Options with { Iterations = best, LearningRate = 0.2 }).Train(rows.Where(static i => i % 3 > 0).Problem(target), new TrainingControl()).Predictor), FastTreeTests.Bytes(part.Predictor));

        var context = new MLContext(7);
        float[] expected = Direct.Scores(context, Fit(context, rows.Where(i => i % 3 > 0), options, target, rows.Where(i => i % 3 == 0)), rows.Features, isDense: true);
        Assert.Equal(expected, MadeRows.Score(part.Predictor, rows.Features));
        Assert.Equal(0.1, options.HoldBack);
        Assert.Equal((540 * 400) + (600 * best), (options with { Refit = true }).Work(600, whole.Log), 1e-6);
    }

    [Fact]
    public void WithoutABetterRoundAllAreTaken()
    {
        MadeRows rows = MadeRows.Make(2000, 5, TargetKind.Value);
        TrainingProblem problem = rows.Problem(TargetKind.Value) with { Held = new([.. Enumerable.Range(0, 2000).Where(static i => i % 5 == 0)], []) };
        TrainedPredictor trained = (Options with { Iterations = 5, LearningRate = 0.01, Prune = true }).Train(problem, new TrainingControl());
        Assert.Equal((5, false), (trained.Log.Iterations, trained.Log.Converged));
    }

    [Theory]
    [InlineData("Best Iteration (L2): 37 @ 0.5 (vs 400 @ 0.6).", 37)]
    [InlineData("No pruning necessary. More iterations may be necessary.", 400)]
    [InlineData("Starting to train ...", null)]
    public void RoundsAreHeardOfOrNotKnown(string message, int? rounds)
    {
        var pruned = new PrunedRounds(400);
        pruned.Hear(message);
        Assert.Equal(rounds, pruned.Best);
    }

    [Fact]
    public void CoversAreTheRowsOfEachBin()
    {
        MadeRows rows = MadeRows.Make(1000, 7, TargetKind.Value);
        var predictor = (TreePredictor)Options.Train(rows.Problem(TargetKind.Value), new TrainingControl()).Predictor;
        foreach (Kernels.Tree tree in predictor.Trees.Trees)
        {
            Assert.Equal(1000, tree.Covers[0]);
            for (int i = 0; i < tree.Nodes.Count; i++)
                if (!tree.Nodes[i].IsLeaf) Assert.Equal(tree.Covers[i], tree.Covers[tree.Nodes[i].WhenTrue] + tree.Covers[tree.Nodes[i].WhenFalse]);
            // Curves are centred: what they give training rows on average lies in the bias.
            if (tree.Nodes.Count > 1) Assert.Equal(0, tree.Nodes.Select((node, i) => node.IsLeaf ? tree.Covers[i] * tree.Weights[node.FirstWeight].Value : 0).Sum() / 1000, 1e-9);
        }
    }

    [Fact]
    public void IsNotBegunOnceCancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Options.Train(MadeRows.Make(100, 1, TargetKind.Value).Problem(TargetKind.Value), new TrainingControl { Cancellation = source.Token }));
    }

    // On one thread, as by more ML.NET's means differ in the last bit each time.
    private static ITransformer Fit(MLContext context, MadeRows rows, GamOptions options, TargetKind target, MadeRows? held = null)
    {
        IDataView train = View(rows), validation = held is null ? train : View(held);
        if (target == TargetKind.TwoClasses)
        {
            var binary = new GamBinaryTrainer.Options { LabelColumnName = nameof(Direct.Row.Flag) };
            (binary.NumberOfIterations, binary.LearningRate, binary.MaximumBinCountPerFeature, binary.MinimumExampleCountPerLeaf, binary.EntropyCoefficient) = (options.Iterations, options.LearningRate, options.Bins, options.MinRows, options.Entropy);
            GamBinaryTrainer classes = context.BinaryClassification.Trainers.Gam(binary);
            return OneThread.Run(() => held is null ? classes.Fit(train) : classes.Fit(train, validation), default);
        }
        var number = new GamRegressionTrainer.Options();
        (number.NumberOfIterations, number.LearningRate, number.MaximumBinCountPerFeature, number.MinimumExampleCountPerLeaf, number.EntropyCoefficient) = (options.Iterations, options.LearningRate, options.Bins, options.MinRows, options.Entropy);
        GamRegressionTrainer numbers = context.Regression.Trainers.Gam(number);
        return OneThread.Run(() => held is null ? numbers.Fit(train) : numbers.Fit(train, validation), default);

        IDataView View(MadeRows of) => Direct.View(context, of.Features, of.Labels, of.Weights);
    }
}
