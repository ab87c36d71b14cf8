using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.MlNet.Tests;

/// <summary>The weights and scores of <see cref="SdcaOptions"/> beside those of ML.NET called directly.</summary>
public sealed class SdcaTests(ITestOutputHelper output)
{
    private const int OddRows = 12_000;

    private static readonly SdcaOptions Options = new() { Seed = 7, MaxIterations = 20, L2 = 1e-4, L1 = 0.1, Tolerance = 0.01 };

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void NumbersAreMlNetsWithinTheBoundOfSums(bool isWeighted, bool shuffles)
    {
        MadeRows rows = MadeRows.Make(3000, 1, TargetKind.Value, isWeighted: isWeighted);
        SdcaOptions options = Options with { Shuffle = shuffles };
        TrainedPredictor trained = options.Train(rows.Problem(TargetKind.Value), new TrainingControl());
        var context = new MLContext(7);
        var own = new SdcaRegressionTrainer.Options { Shuffle = shuffles, MaximumNumberOfIterations = 20, L2Regularization = 1e-4f, L1Regularization = 0.1f, ConvergenceTolerance = 0.01f, NumberOfThreads = 1 };
        if (isWeighted) own.ExampleWeightColumnName = nameof(Direct.Row.Weight);
        var direct = (RegressionPredictionTransformer<LinearRegressionModelParameters>)Direct.Fit(context, context.Regression.Trainers.Sdca(own), rows);
        var linear = (LinearPredictor)trained.Predictor;
        Assert.Equal([.. direct.Model.Weights, direct.Model.Bias], (float[])[.. linear.Weights, .. linear.Biases]);
        Assert.Equal(Link.Identity, trained.Link);
        float[][] odd = rows.Odd(OddRows, 2, isMissingAllowed: false);
        AssertWithinBound(linear, odd, Direct.Scores(context, direct, odd), MadeRows.Score(linear, odd));
    }

    [Fact]
    public void LogOddsAreMlNetsWithinTheBoundOfSums()
    {
        MadeRows rows = MadeRows.Make(3000, 1, TargetKind.TwoClasses);
        TrainedPredictor trained = Options.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl());
        var context = new MLContext(7);
        ITransformer direct = Direct.Fit(context, context.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(Direct.Row.Flag),
            MaximumNumberOfIterations = 20,
            L2Regularization = 1e-4f,
            L1Regularization = 0.1f,
            ConvergenceTolerance = 0.01f,
            NumberOfThreads = 1,
        }), rows);
        float[][] odd = rows.Odd(OddRows, 2, isMissingAllowed: false);
        float[] found = MadeRows.Score(trained.Predictor, odd);
        AssertWithinBound((LinearPredictor)trained.Predictor, odd, Direct.Scores(context, direct, odd), found);
        float[] probabilities = Direct.Probabilities(context, direct, odd);
        for (int i = 0; i < odd.Length; i++) Assert.Equal(probabilities[i], Outcome.Logistic(found[i]), 1e-5f);
        Assert.Equal(Link.Logit, trained.Link);
    }

    [Fact]
    public void SeveralClassesAreMlNets()
    {
        MadeRows rows = MadeRows.Make(3000, 1, TargetKind.Classes, 4);
        TrainedPredictor trained = Options.Train(rows.Problem(TargetKind.Classes, 4), new TrainingControl());
        var context = new MLContext(7);
        ITransformer direct = Direct.Fit(context, context.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = nameof(Direct.Row.Class),
            MaximumNumberOfIterations = 20,
            L2Regularization = 1e-4f,
            L1Regularization = 0.1f,
            ConvergenceTolerance = 0.01f,
            NumberOfThreads = 1,
        }), rows);
        float[][] odd = rows.Odd(OddRows, 2, isMissingAllowed: false);
        float[] expected = Direct.ClassScores(context, direct, odd), found = MadeRows.Score(trained.Predictor, odd);
        Assert.Equal((Link.Softmax, 4), (trained.Link, trained.Predictor.Outputs));
        var outcome = new Outcome([new LinkStep(Link.Softmax)]);
        for (int i = 0; i < odd.Length; i++) outcome.Apply(found.AsSpan(i * 4, 4), found.AsSpan(i * 4, 4));
        // ML.NET gives probabilities here: what sums differ by, an exponential multiplies by at most itself.
        for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i], found[i], 2e-5f);
        int right = Enumerable.Range(0, 3000).Count(i => Best(MadeRows.Score(trained.Predictor, [rows.Features[i]])) == rows.Labels[i]);
        Assert.True(right > 1800, $"{right}");
    }

    [Fact]
    public void DefaultsAreMlNetsOwn()
    {
        MadeRows rows = MadeRows.Make(2000, 3, TargetKind.Value);
        TrainedPredictor trained = new SdcaOptions { Seed = 7, MaxIterations = 30 }.Train(rows.Problem(TargetKind.Value), new TrainingControl());
        var context = new MLContext(7);
        var direct = (RegressionPredictionTransformer<LinearRegressionModelParameters>)Direct.Fit(context, context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = 30 }), rows);
        var linear = (LinearPredictor)trained.Predictor;
        Assert.Equal([.. direct.Model.Weights, direct.Model.Bias], (float[])[.. linear.Weights, .. linear.Biases]);
        Assert.InRange(trained.Log.Iterations, 1, 30);
        output.WriteLine($"sdca iterations={trained.Log.Iterations} converged={trained.Log.Converged}");
    }

    // A training that may make as many passes as another made before it stopped is the same one, to the last pass.
    [Theory]
    [InlineData(TargetKind.Value, true, false)]
    [InlineData(TargetKind.Value, false, true)]
    [InlineData(TargetKind.TwoClasses, true, false)]
    [InlineData(TargetKind.Classes, true, true)]
    public void TheLogTellsThePassesThatWereMade(TargetKind target, bool shuffles, bool isWeighted)
    {
        MadeRows rows = MadeRows.Make(800, 3, target, 3, isWeighted);
        TrainedPredictor By(int most, double tolerance) =>
            new SdcaOptions { Seed = 7, Shuffle = shuffles, L2 = 1, MaxIterations = most, Tolerance = tolerance }.Train(rows.Problem(target, 3), new TrainingControl());
        // The first tolerance by which it stops neither at once nor never.
        double near = ((double[])[0.003, 0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1]).First(tolerance => By(200, tolerance).Log.Iterations is > 1 and < 200);
        TrainedPredictor stopped = By(200, near);
        int made = stopped.Log.Iterations;
        output.WriteLine($"sdca {target}: {made} passes to {near}");
        Assert.True(stopped.Log.Converged);
        foreach (int most in new[] { made + 1, made })
        {
            TrainedPredictor again = By(most, near);
            Assert.Equal((made, most > made), (again.Log.Iterations, again.Log.Converged));
            Assert.Equal(FastTreeTests.Bytes(stopped.Predictor), FastTreeTests.Bytes(again.Predictor));
        }
        TrainedPredictor shorter = By(made - 1, near);
        Assert.Equal((made - 1, false), (shorter.Log.Iterations, shorter.Log.Converged));
        // A gap that never closes: every pass is made, whichever is the best one.
        Assert.All(new[] { 1, 2, 17 }, most => Assert.Equal((most, false), (By(most, 1e-30).Log.Iterations, By(most, 1e-30).Log.Converged)));
    }

    // ML.NET's choice of passes goes by the rows that it learns from, and a row of weight 0 is none of them.
    [Fact]
    public void RowsOfNoWeightChangeNoWeight()
    {
        MadeRows rows = MadeRows.Make(600, 3, TargetKind.Value);
        var options = new SdcaOptions { Seed = 7, Shuffle = false, Tolerance = 1e-30 };
        TrainedPredictor without = options.Train(rows.Problem(TargetKind.Value), new TrainingControl()), with = options.Train(rows.WithRowsOfNoWeight(300).Problem(TargetKind.Value), new TrainingControl());
        Assert.Equal((500_000 / 600 * 3, without.Log.Iterations), (without.Log.Iterations, with.Log.Iterations));
        float[] one = MadeRows.Score(without.Predictor, rows.Features), other = MadeRows.Score(with.Predictor, rows.Features);
        for (int i = 0; i < one.Length; i++) Assert.Equal(one[i], other[i], 1e-3);
    }

    [Fact]
    public void MorePassesThanAreRememberedAreRefused() =>
        Assert.Contains("MaxIterations must be", Assert.Throws<ArgumentOutOfRangeException>(static () => new SdcaOptions { MaxIterations = 100_001 }).Message, StringComparison.Ordinal);

    // Where penalties are next to nothing both go to the same optimum.
    [Fact]
    public void ComesToTheOptimumOfLogisticRegression()
    {
        MadeRows rows = MadeRows.Make(2000, 4, TargetKind.TwoClasses, isWeighted: true);
        TrainedPredictor found = new SdcaOptions { Seed = 7, L2 = 1e-5, MaxIterations = 1000, Tolerance = 1e-5 }.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl());
        TrainedPredictor exact = new LogisticRegressionOptions { L2 = 1e-5 }.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl());
        float[] one = MadeRows.Score(found.Predictor, rows.Features), other = MadeRows.Score(exact.Predictor, rows.Features);
        Assert.InRange(one.Zip(other).Average(static pair => Math.Abs(Outcome.Logistic(pair.First) - Outcome.Logistic(pair.Second))), 0, 0.02);
    }

    [Fact]
    public void WeightsOfClassesCount()
    {
        MadeRows rows = MadeRows.Make(2000, 4, TargetKind.TwoClasses);
        rows = rows.With([.. rows.Features.Select(static (row, i) => row[0] == 3 && i % 3 > 0 ? 1f : 0f)]);
        double Share(SdcaOptions by) => MadeRows.Score(by.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl()).Predictor, rows.Features).Average(static s => Outcome.Logistic(s));
        Assert.True(Share(new() { MaxIterations = 60, ClassWeights = ClassWeights.Balanced }) > 1.3 * Share(new() { MaxIterations = 60 }), $"{Share(new() { MaxIterations = 60, ClassWeights = ClassWeights.Balanced })} of {Share(new() { MaxIterations = 60 })}");
        Assert.StartsWith(
            "ClassWeights is for classes",
            Assert.Throws<ArgumentException>(() => (Options with { ClassWeights = ClassWeights.Balanced }).Train(rows.Problem(TargetKind.Value), new TrainingControl())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MeansAreThoseOfTheRowsByWeight()
    {
        MadeRows rows = MadeRows.Make(1000, 5, TargetKind.Value, isWeighted: true);
        float[] means = ((LinearPredictor)Options.Train(rows.Problem(TargetKind.Value), new TrainingControl()).Predictor).Means.ToArray();
        for (int k = 0; k < MadeRows.Width; k++)
            Assert.Equal(rows.Features.Select((row, i) => (double)row[k] * rows.Weights[i]).Sum() / rows.Weights.Sum(), means[k], 1e-4);
    }

    [Fact]
    public void IsCancelledWithinAPass()
    {
        MadeRows rows = MadeRows.Make(20_000, 6, TargetKind.Value);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        // Without the token this would take minutes.
        Assert.ThrowsAny<OperationCanceledException>(() => new SdcaOptions { MaxIterations = 100_000, Tolerance = 1e-7 }.Train(rows.Problem(TargetKind.Value), new TrainingControl { Cancellation = source.Token }));
    }

    [Theory]
    [InlineData(1e-10)]
    [InlineData(double.PositiveInfinity)]
    public void PenaltiesThatMlNetWouldReplaceAreRefused(double strength) => Assert.Contains("L2 must be", Assert.Throws<ArgumentOutOfRangeException>(() => new SdcaOptions { L2 = strength }).Message, StringComparison.Ordinal);

    internal static void AssertWithinBound(LinearPredictor linear, float[][] rows, float[] expected, float[] found, int slack = 1)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            double size = Math.Abs(linear.Biases[0]);
            for (int k = 0; k < MadeRows.Width; k++) size += Math.Abs((double)linear.Weights[k] * rows[i][k]);
            Assert.True(Math.Abs((double)expected[i] - found[i]) <= slack * 2 * MadeRows.Width / (double)(1 << 24) * size, $"row {i}: {expected[i]:R} and {found[i]:R}");
        }
    }

    private static int Best(float[] scores) => Array.IndexOf(scores, scores.Max());
}
