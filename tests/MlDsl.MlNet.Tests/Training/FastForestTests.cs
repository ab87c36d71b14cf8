using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.MlNet.Tests;

/// <summary>The trees and scores of <see cref="FastForestOptions"/> beside those of ML.NET called directly.</summary>
public sealed class FastForestTests(ITestOutputHelper output)
{
    private const int OddRows = 12_000;

    private static readonly FastForestOptions Options = new() { Trees = 37, Seed = 7 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NumbersAreMlNetsBitForBit(bool isWeighted)
    {
        MadeRows rows = MadeRows.Make(3000, 1, TargetKind.Value, isWeighted: isWeighted);
        FastForestOptions options = isWeighted ? Options with { RowShare = 0.5, ColumnShare = 0.9, BranchColumnShare = 0.8, Bins = 60, GainConfidence = 0.2, Leaves = 50, MinRows = 3 } : Options;
        TrainedPredictor trained = options.Train(rows.Problem(TargetKind.Value), new TrainingControl());
        var context = new MLContext(7);
        ITransformer direct = Direct.Fit(context, context.Regression.Trainers.FastForest(Set(new FastForestRegressionTrainer.Options(), options, isWeighted)), rows);
        float[][] odd = rows.Odd(OddRows, 2, isMissingAllowed: true);
        float[] expected = Direct.Scores(context, direct, odd), found = MadeRows.Score(trained.Predictor, odd);
        output.WriteLine($"fastforest rows={OddRows} equal={expected.Zip(found).Count(static pair => pair.First.Equals(pair.Second))}");
        Assert.Equal(expected, found);
        Assert.Equal((Link.Identity, 37), (trained.Link, trained.Log.Iterations));
        Assert.Equal(found, MadeRows.Score(TreePredictor.Read(FastTreeTests.Bytes(trained.Predictor)), odd));
        Assert.Equal(found, MadeRows.Score(((TreePredictor)trained.Predictor).PackedAs(Kernels.TreePacking.Compact), odd));
        // Divided as doubles some would be others.
        var divided = new TreePredictor(((TreePredictor)trained.Predictor).Trees, 37);
        Assert.NotEqual(found, MadeRows.Score(divided, odd));
    }

    [Fact]
    public void LogOddsAreALineOfMlNetsScores()
    {
        MadeRows rows = MadeRows.Make(3000, 1, TargetKind.TwoClasses);
        TrainedPredictor trained = Options.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl());
        var context = new MLContext(7);
        FastForestBinaryTrainer.Options own = Set(new FastForestBinaryTrainer.Options(), Options, isWeighted: false);
        own.LabelColumnName = nameof(Direct.Row.Flag);
        ITransformer direct = Direct.Fit(context, context.BinaryClassification.Trainers.FastForest(own), rows);
        float[][] odd = rows.Odd(OddRows, 2, isMissingAllowed: true);
        float[] scores = Direct.Scores(context, direct, odd), found = MadeRows.Score(trained.Predictor, odd);
        // ML.NET's own calibrator on the same rows comes to the same line, up to where its iterations stop.
        IDataView scored = direct.Transform(Direct.View(context, rows.Features, rows.Labels, rows.Weights));
        PlattCalibrator line = ((IPredictionTransformer<PlattCalibrator>)context.BinaryClassification.Calibrators.Platt(nameof(Direct.Row.Flag), "Score").Fit(scored)).Model;
        var (low, high) = (Array.IndexOf(scores, scores.Min()), Array.IndexOf(scores, scores.Max()));
        double slope = (found[high] - (double)found[low]) / (scores[high] - (double)scores[low]), offset = found[high] - (slope * scores[high]);
        output.WriteLine($"platt {slope:R} {offset:R} and ML.NET's {-line.Slope:R} {-line.Offset:R}");
        Assert.Equal(-line.Slope, slope, 0.02 * slope);
        Assert.Equal(-line.Offset, offset, 0.05);
        for (int i = 0; i < odd.Length; i++) Assert.Equal((slope * scores[i]) + offset, found[i], 1e-5 * (1 + Math.Abs(slope * scores[i])));
        Assert.Equal(Link.Logit, trained.Link);
        double share = MadeRows.Score(trained.Predictor, rows.Features).Average(static s => Outcome.Logistic(s));
        Assert.Equal(rows.Labels.Average(), share, 0.01);
    }

    [Fact]
    public void WeightsOfClassesCount()
    {
        MadeRows rows = MadeRows.Make(3000, 4, TargetKind.TwoClasses);
        rows = rows.With([.. rows.Features.Select(static (row, i) => row[0] == 3 && i % 3 > 0 ? 1f : 0f)]);
        double Share(FastForestOptions by) => MadeRows.Score(by.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl()).Predictor, rows.Features).Average(static s => Outcome.Logistic(s));
        Assert.True(Share(Options with { ClassWeights = ClassWeights.Balanced }) > 1.15 * Share(Options), $"{Share(Options with { ClassWeights = ClassWeights.Balanced })} of {Share(Options)}");
        Assert.StartsWith(
            "ClassWeights is for classes",
            Assert.Throws<ArgumentException>(() => (Options with { ClassWeights = ClassWeights.Balanced }).Train(rows.Problem(TargetKind.Value), new TrainingControl())).Message, StringComparison.Ordinal);
    }

    private static T Set<T>(T to, FastForestOptions from, bool isWeighted) where T : FastForestOptionsBase
    {
        (to.NumberOfTrees, to.NumberOfLeaves, to.MinimumExampleCountPerLeaf, to.Seed, to.FeatureSelectionSeed) = (from.Trees, from.Leaves, from.MinRows, 7, 7);
        (to.BaggingExampleFraction, to.FeatureFraction, to.FeatureFractionPerSplit) = (from.RowShare, from.ColumnShare, from.BranchColumnShare);
        (to.MaximumBinCountPerFeature, to.GainConfidenceLevel) = (from.Bins, from.GainConfidence);
        if (isWeighted) to.ExampleWeightColumnName = nameof(Direct.Row.Weight);
        return to;
    }
}
