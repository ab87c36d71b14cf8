using MlDsl.Training;
using Xunit.Abstractions;
using Direct = MlDsl.Kernels.Tests.Trees.LightGbmLibrary;

namespace MlDsl.LightGbm.Tests;

/// <summary>
/// The library called directly with the same parameters on the same rows, a category and five numbers: the same trees, and margins equal to the bit
/// on rows at every edge.
/// </summary>
public sealed class MarginTests(ITestOutputHelper output)
{
    // Beside what the oracle sets itself: one thread, deterministic, by rows, five rows in a leaf, the seed 7.
    private static readonly LightGbmOptions Base = new() { Trees = 12, MinRows = 5, Seed = 7 };

    // Of eng/steps/trees.sh a million; normally some.
    internal static readonly int OddRows = int.Parse(Environment.GetEnvironmentVariable("MLDSL_ROWS") ?? "2000", System.Globalization.CultureInfo.InvariantCulture);

    public static TheoryData<string, LightGbmOptions, string> Numbers => new()
    {
        { "squared", Base, "objective=regression" },
        { "absolute", Base with { Loss = LightGbmLoss.Absolute }, "objective=regression_l1" },
        { "huber", Base with { Loss = LightGbmLoss.Huber, HuberDelta = 0.5 }, "objective=huber alpha=0.5" },
        { "poisson", Base with { Loss = LightGbmLoss.Poisson }, "objective=poisson" },
        { "gamma", Base with { Loss = LightGbmLoss.Gamma }, "objective=gamma" },
        { "tweedie", Base with { Loss = LightGbmLoss.Tweedie, TweediePower = 1.2 }, "objective=tweedie tweedie_variance_power=1.2" },
        { "mape", Base with { Loss = LightGbmLoss.AbsolutePercentage }, "objective=mape" },
        { "quantile", Base with { Loss = LightGbmLoss.Quantile, QuantileLevel = 0.8 }, "objective=quantile alpha=0.8" },
        { "leaves", Base with { Leaves = 7 }, "objective=regression num_leaves=7" },
        { "depth", Base with { MaxDepth = 2 }, "objective=regression max_depth=2" },
        { "rate", Base with { LearningRate = 0.3 }, "objective=regression learning_rate=0.3" },
        { "hessian", Base with { MinHessian = 50 }, "objective=regression min_sum_hessian_in_leaf=50" },
        { "gain", Base with { MinGain = 2 }, "objective=regression min_gain_to_split=2" },
        { "penalties", Base with { L1 = 3, L2 = 5 }, "objective=regression lambda_l1=3 lambda_l2=5" },
        { "linear", Base with { LinearTrees = true }, "objective=regression linear_tree=true" },
        { "linear, penalized", Base with { LinearTrees = true, LinearL2 = 0.5, Leaves = 7, Loss = LightGbmLoss.Huber, HuberDelta = 0.5 }, "objective=huber alpha=0.5 linear_tree=true linear_lambda=0.5 num_leaves=7" },
        { "linear, positive", Base with { LinearTrees = true, Loss = LightGbmLoss.Gamma }, "objective=gamma linear_tree=true" },
        { "row share", Base with { RowShare = 0.5 }, "objective=regression bagging_fraction=0.5 bagging_freq=1" },
        { "column share", Base with { ColumnShare = 0.5 }, "objective=regression feature_fraction=0.5" },
        { "bins", Base with { Bins = 16 }, "objective=regression max_bin=16" },
        { "many bins", Base with { Bins = 1000 }, "objective=regression max_bin=1000" },
        { "dart", Base with { Boosting = LightGbmBoosting.Dart }, "objective=regression boosting=dart" },
        { "forest", Base with { Boosting = LightGbmBoosting.RandomForest, RowShare = 0.6 }, "objective=regression boosting=rf bagging_fraction=0.6 bagging_freq=1" },
        { "drawn bins", Base with { Parameters = "bin_construct_sample_cnt=200" }, "objective=regression bin_construct_sample_cnt=200" },
        { "own names", Base with { Parameters = "extra_trees=true path_smooth=2" }, "objective=regression extra_trees=true path_smooth=2" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void ANumber(string name, LightGbmOptions options, string parameters) => AssertSame(name, options, parameters, TargetKind.Value, 0);

    [Theory]
    [InlineData("objective=binary", LightGbmBoosting.Gradient)]
    [InlineData("objective=binary boosting=rf bagging_fraction=0.6 bagging_freq=1", LightGbmBoosting.RandomForest)]
    public void TwoClasses(string parameters, LightGbmBoosting boosting) =>
        AssertSame("binary", Base with { Boosting = boosting, RowShare = boosting == LightGbmBoosting.RandomForest ? 0.6 : 1 }, parameters, TargetKind.TwoClasses, 2);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void SeveralClasses(int classes) => AssertSame("multiclass", Base, $"objective=multiclass num_class={classes}", TargetKind.Classes, classes);

    [Fact]
    public void LinearTreesOfClassesAndGrades()
    {
        AssertSame("linear binary", Base with { LinearTrees = true }, "objective=binary linear_tree=true", TargetKind.TwoClasses, 2);
        AssertSame("linear multiclass", Base with { LinearTrees = true, LinearL2 = 1 }, "objective=multiclass num_class=3 linear_tree=true linear_lambda=1", TargetKind.Classes, 3);
        AssertSame("linear ranking", Base with { LinearTrees = true }, "objective=lambdarank linear_tree=true", TargetKind.Relevance, 4);
    }

    [Fact]
    public void AForestOfSeveralClasses() => AssertSame(
        "forest", Base with { Boosting = LightGbmBoosting.RandomForest, RowShare = 0.6 }, "objective=multiclass num_class=3 boosting=rf bagging_fraction=0.6 bagging_freq=1", TargetKind.Classes, 3);

    [Theory]
    [InlineData(LightGbmRankingLoss.LambdaRank, "objective=lambdarank")]
    [InlineData(LightGbmRankingLoss.CrossEntropy, "objective=rank_xendcg")]
    public void ARanking(LightGbmRankingLoss loss, string parameters) => AssertSame("ranking", Base with { RankingLoss = loss }, parameters, TargetKind.Relevance, 4);

    // What a row counts: so that either class counts as much as the other.
    [Fact]
    public void BalancedClasses() => AssertSame("balanced", Base with { ClassWeights = ClassWeights.Balanced }, "objective=binary", TargetKind.TwoClasses, 2);

    private void AssertSame(string name, LightGbmOptions options, string parameters, TargetKind target, int classes)
    {
        foreach (bool hasMissing in new[] { false, true })
        {
            Rows rows = Rows.Make(1500, 3, target, classes, hasMissing);
            TrainedPredictor trained = options.Train(rows.CategoryProblem(target, classes), new TrainingControl { Threads = 2 });
            int[]? queries = target == TargetKind.Relevance ? [.. Enumerable.Repeat(10, rows.Labels.Length / 10)] : null;
            double positive = rows.Labels.Sum(), all = rows.Labels.Length;
            float[]? weights = options.ClassWeights == ClassWeights.Balanced ? [.. rows.Labels.Select(label => (float)(all / (2 * (label == 1 ? positive : all - positive))))] : null;
            using Direct direct = Direct.Load(Direct.Train(rows.Dense, rows.Labels, options.Trees, $"{parameters} categorical_feature=0", queries, weights));
            double[] odd = Rows.Odd(OddRows, 5);
            // Of a forest the library's raw score is the sum; what it predicts is made of the average.
            int divisor = options.Boosting == LightGbmBoosting.RandomForest ? options.Trees : 1;
            float[] expected = [.. direct.Predict(odd, Rows.Width, raw: true).Select(margin => (float)(margin / divisor))], own = Rows.Score(trained.Predictor, odd);
            int outputs = trained.Predictor.Outputs, equal = 0;
            for (int row = 0; row < OddRows; row++)
                if (expected.AsSpan(row * outputs, outputs).SequenceEqual(own.AsSpan(row * outputs, outputs))) equal++;
            output.WriteLine($"margins rows={OddRows} equal={equal} of {name}, missing values: {hasMissing}");
            Assert.Equal(OddRows, equal);
            Assert.True(expected.Distinct().Count() > 3, name);
        }
    }
}
