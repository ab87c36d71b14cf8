using System.Globalization;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;
using Direct = MlDsl.Kernels.Tests.Trees.XGBoostLibrary;

namespace MlDsl.XGBoost.Tests;

/// <summary>The library called directly with the same parameters on the same rows: the same trees, and margins equal to the bit.</summary>
public sealed class MarginTests(ITestOutputHelper output)
{
    private const string Library = "libxgboost.so.0";

    private static readonly XGBoostOptions Base = new() { Trees = 12, Seed = 7, BaseScore = 0.5 };

    // Of eng/steps/trees.sh a million; normally some.
    private static readonly int OddRows = int.Parse(Environment.GetEnvironmentVariable("MLDSL_ROWS") ?? "2000", CultureInfo.InvariantCulture);

    public static TheoryData<string, XGBoostOptions, string> Numbers => new()
    {
        { "squared", Base, "objective=reg:squarederror" },
        { "absolute", Base with { Loss = XGBoostLoss.Absolute }, "objective=reg:absoluteerror" },
        { "huber", Base with { Loss = XGBoostLoss.Huber, HuberDelta = 0.5 }, "objective=reg:pseudohubererror huber_slope=0.5" },
        { "poisson", Base with { Loss = XGBoostLoss.Poisson }, "objective=count:poisson" },
        { "gamma", Base with { Loss = XGBoostLoss.Gamma }, "objective=reg:gamma" },
        { "tweedie", Base with { Loss = XGBoostLoss.Tweedie, TweediePower = 1.2 }, "objective=reg:tweedie tweedie_variance_power=1.2" },
        { "base", Base with { BaseScore = 2.7 }, "objective=reg:squarederror base_score=2.7" },
        { "leaves", Base with { Leaves = 7 }, "objective=reg:squarederror max_leaves=7" },
        { "growth", Base with { Leaves = 7, MaxDepth = 0, Growth = XGBoostGrowth.ByLeaf }, "objective=reg:squarederror max_leaves=7 max_depth=0 grow_policy=lossguide" },
        { "depth", Base with { MaxDepth = 2 }, "objective=reg:squarederror max_depth=2" },
        { "rate", Base with { LearningRate = 0.1 }, "objective=reg:squarederror eta=0.1" },
        { "hessian", Base with { MinHessian = 50 }, "objective=reg:squarederror min_child_weight=50" },
        { "gain", Base with { MinGain = 2 }, "objective=reg:squarederror gamma=2" },
        { "penalties", Base with { L1 = 3, L2 = 5 }, "objective=reg:squarederror alpha=3 lambda=5" },
        { "row share", Base with { RowShare = 0.5 }, "objective=reg:squarederror subsample=0.5" },
        { "column share", Base with { ColumnShare = 0.5 }, "objective=reg:squarederror colsample_bytree=0.5" },
        { "bins", Base with { Bins = 16 }, "objective=reg:squarederror max_bin=16" },
        { "many bins", Base with { Bins = 1000 }, "objective=reg:squarederror max_bin=1000" },
        { "dart", Base with { Boosting = XGBoostBoosting.Dart, Parameters = "rate_drop=0.3" }, "objective=reg:squarederror booster=dart rate_drop=0.3" },
        { "forest", Base with { Parameters = "num_parallel_tree=3 colsample_bynode=0.7" }, "objective=reg:squarederror num_parallel_tree=3 colsample_bynode=0.7" },
        { "threads", Base with { Threads = 2, RowShare = 0.7 }, "objective=reg:squarederror nthread=2 subsample=0.7" },
    };

    [TheoryWith(Library)]
    [MemberData(nameof(Numbers))]
    public void ANumber(string name, XGBoostOptions options, string parameters) => AssertSame(name, options, parameters, TargetKind.Value, 0);

    [FactWith(Library)]
    public void TwoClasses() => AssertSame("binary", Base, "objective=binary:logistic", TargetKind.TwoClasses, 2);

    [TheoryWith(Library)]
    [InlineData(2)]
    [InlineData(4)]
    public void SeveralClasses(int classes) => AssertSame("multiclass", Base, $"objective=multi:softprob num_class={classes}", TargetKind.Classes, classes);

    [TheoryWith(Library)]
    [InlineData(XGBoostRankingLoss.Ndcg, "objective=rank:ndcg")]
    [InlineData(XGBoostRankingLoss.Pairwise, "objective=rank:pairwise")]
    public void Ranks(XGBoostRankingLoss loss, string parameters) => AssertSame("rank", Base with { RankingLoss = loss }, parameters, TargetKind.Relevance, 0);

    private void AssertSame(string name, XGBoostOptions options, string parameters, TargetKind target, int classes)
    {
        foreach (bool isPlain in new[] { true, false })
        {
            // The second time with missing values and weights.
            Rows rows = Rows.Make(1000, 3, target, classes, hasMissing: !isPlain);
            if (!isPlain) rows = rows.Weighted();
            TrainedPredictor trained = options.Train(rows.Problem(target, classes), new TrainingControl { Threads = 2 });
            using Direct direct = Train(rows, options.Trees, parameters, isWeighted: !isPlain);
            float[] odd = Rows.Odd(OddRows, 5);
            // Of dart the library adds up rows that it is not given as a matrix in another way than all others; a matrix has no infinities.
            bool isDart = options.Boosting == XGBoostBoosting.Dart;
            if (isDart) odd = [.. odd.Select(static value => float.IsInfinity(value) ? Math.Sign(value) * float.MaxValue : value)];
            float[] expected = isDart ? direct.Predict(odd, Rows.Width, margin: true) : direct.Margins(odd, Rows.Width);
            float[] own = Rows.Score(trained.Predictor, odd);
            int outputs = trained.Predictor.Outputs, equal = 0;
            for (int row = 0; row < OddRows; row++)
                if (expected.AsSpan(row * outputs, outputs).SequenceEqual(own.AsSpan(row * outputs, outputs))) equal++;
            output.WriteLine($"margins rows={OddRows} equal={equal} of {name}, plain: {isPlain}");
            Assert.Equal((OddRows * outputs, OddRows), (own.Length, equal));
            Assert.True(expected.Distinct().Count() > 3, name);
        }
    }

    /// <summary>Trains directly; ranks as the library wants them, with the mean weight of each query.</summary>
    internal static Direct Train(Rows rows, int rounds, string parameters, bool isWeighted)
    {
        string[] own = ["tree_method=hist", "seed=7", "base_score=0.5", .. parameters.Split(' ')];
        (string, string)[] pairs = [.. own.Select(static part => (part.Split('=')[0], part.Split('=')[1]))];
        if (rows.Groups.Length == 0) return Direct.Train(rows.Dense, rows.Labels, isWeighted ? rows.Weights : [], [], rounds, null, pairs);
        var (sorted, queries) = rows.ByQuery();
        float[] weights = [.. sorted.Groups.Zip(sorted.Weights).GroupBy(static pair => pair.First, static pair => (double)pair.Second).Select(static query => (float)query.Average())];
        return Direct.Train(sorted.Dense, sorted.Labels, isWeighted ? weights : [], queries, rounds, null, pairs);
    }
}
