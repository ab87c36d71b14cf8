namespace MlDsl.Kernels.Tests.Trees;

/// <summary>LightGBM's files are scored as LightGBM's own library scores them: raw scores bit for bit, predictions to the last digits.</summary>
public sealed class LightGbmOracleTests
{
    private const double Tolerance = 1e-12;
    private const int Rows = 600, Features = 5;

    [Theory]
    [InlineData("regression")]
    [InlineData("regression reg_sqrt=true")]
    [InlineData("regression_l1")]
    [InlineData("huber")]
    [InlineData("huber reg_sqrt=true")]
    [InlineData("fair")]
    [InlineData("poisson")]
    [InlineData("quantile alpha=0.8")]
    [InlineData("mape")]
    [InlineData("gamma")]
    [InlineData("tweedie")]
    [InlineData("binary")]
    [InlineData("binary sigmoid=0.7")]
    [InlineData("binary is_unbalance=true boost_from_average=false")]
    [InlineData("multiclass num_class=3")]
    [InlineData("multiclassova num_class=3 sigmoid=1.3")]
    [InlineData("cross_entropy")]
    [InlineData("cross_entropy_lambda")]
    [InlineData("lambdarank")]
    [InlineData("rank_xendcg")]
    public void EveryObjectiveAgrees(string objective)
    {
        var (rows, labels) = Data(objective);
        int[]? groups = objective.Contains("rank", StringComparison.Ordinal) ? [.. Enumerable.Repeat(20, Rows / 20)] : null;
        AssertAgree(LightGbmLibrary.Train(rows, labels, 12, $"objective={objective} num_leaves=15 max_bin=63", groups));
    }

    [Theory]
    [InlineData("regression", "boosting=rf bagging_freq=1 bagging_fraction=0.7 feature_fraction=0.8")]
    [InlineData("binary", "boosting=rf bagging_freq=1 bagging_fraction=0.7")]
    [InlineData("multiclass num_class=3", "boosting=rf bagging_freq=1 bagging_fraction=0.7")]
    [InlineData("poisson", "boosting=rf bagging_freq=1 bagging_fraction=0.7")]
    [InlineData("regression", "boosting=dart drop_rate=0.5")]
    [InlineData("binary", "boosting=dart drop_rate=0.5")]
    [InlineData("binary", "data_sample_strategy=goss")]
    [InlineData("regression", "use_missing=false")]
    [InlineData("regression", "zero_as_missing=true")]
    [InlineData("binary", "categorical_feature=1 cat_smooth=1 min_data_per_group=1 max_cat_to_onehot=1")]
    [InlineData("binary", "categorical_feature=1 cat_smooth=1 min_data_per_group=1 max_cat_to_onehot=100")]
    [InlineData("regression", "categorical_feature=1 zero_as_missing=true min_data_per_group=1")]
    [InlineData("regression", "categorical_feature=1 use_missing=false min_data_per_group=1")]
    [InlineData("regression", "extra_trees=true max_depth=3")]
    public void EveryWayOfBoostingAndEveryKindOfMissingAgrees(string objective, string parameters)
    {
        var (rows, labels) = Data(objective);
        AssertAgree(LightGbmLibrary.Train(rows, labels, 10, $"objective={objective} {parameters}"));
    }

    [Theory]
    [InlineData("regression", "")]
    [InlineData("regression", "linear_lambda=0.1 num_leaves=4")]
    [InlineData("regression reg_sqrt=true", "")]
    [InlineData("huber", "")]
    [InlineData("poisson", "")]
    [InlineData("binary", "max_bin=20")]
    [InlineData("multiclass num_class=3", "")]
    [InlineData("cross_entropy", "")]
    [InlineData("regression", "use_missing=false")]
    [InlineData("regression", "categorical_feature=1 min_data_per_group=1 max_cat_to_onehot=1")]
    [InlineData("regression", "boosting=dart drop_rate=0.5")]
    [InlineData("binary", "data_sample_strategy=goss")]
    public void LeavesThatAreLinearModelsAgree(string objective, string parameters)
    {
        var (rows, labels) = Data(objective);
        string text = LightGbmLibrary.Train(rows, labels, 10, $"linear_tree=true objective={objective} {parameters}");
        TreeEnsemble ensemble = LightGbmFile.Read(text).Ensemble;
        Assert.Contains(ensemble.Trees.SelectMany(static tree => tree.LinearLeaves), static leaf => leaf.Terms.Count > 1);
        AssertAgree(text);
    }

    [Theory]
    [InlineData("num_features=2 0 1", "num_features=2 0 1")]
    [InlineData("leaf_coeff=0.1 -3  1e300", "leaf_coeff=inf -3  -1e300")]
    [InlineData("leaf_const=0.1 -2 1e-300", "leaf_const=nan inf 0")]
    [InlineData("leaf_features=0 1  1", "leaf_features=1 1  0")]
    [InlineData("decision_type=2 2", "decision_type=8 0")]
    [InlineData("objective=regression", "objective=binary sigmoid:0.3")]
    public void LinearLeavesWrittenByHandAgreeAsWell(string old, string given)
    {
        string text = Hand.Replace("shrinkage=1\n", "is_linear=1\nleaf_const=0.1 -2 1e-300\nnum_features=2 0 1\nleaf_features=0 1  1\nleaf_coeff=0.1 -3  1e300\nshrinkage=1\n", StringComparison.Ordinal);
        // A tree of constants and one of a single leaf stand beside it.
        text = text.Replace("\nend of trees", Tree(Hand, 1) + "Tree=2\nnum_leaves=1\nnum_cat=0\nsplit_feature=\nthreshold=\ndecision_type=\nleft_child=\nright_child=\nleaf_value=7\nis_linear=1\nleaf_const=0.25\nnum_features=1\nleaf_features=1\nleaf_coeff=2\nshrinkage=1\n\n\nend of trees", StringComparison.Ordinal);
        Assert.Contains(old, text, StringComparison.Ordinal);
        AssertAgree(text.Replace(old, given, StringComparison.Ordinal));

        static string Tree(string text, int number) =>
            text[text.IndexOf("Tree=0", StringComparison.Ordinal)..text.IndexOf("end of trees", StringComparison.Ordinal)].Replace("Tree=0", $"Tree={number}", StringComparison.Ordinal);
    }

    [Fact]
    public void SecondsOfOurTimeStayApart()
    {
        double[] rows = [.. Enumerable.Range(0, 400).Select(static i => 1_700_000_000.0 + i)];
        float[] labels = [.. rows.Select(static (_, i) => i / 10 % 2 == 0 ? 1f : 3f)];
        AssertAgree(LightGbmLibrary.Train(rows, labels, 10, "objective=regression max_bin=500 min_data_in_bin=1"));
    }

    [Fact]
    public void LargeLabelsKeepTheirDigits()
    {
        double[] rows = [.. Enumerable.Range(0, 200).Select(static i => (double)i)];
        string text = LightGbmLibrary.Train(rows, [.. rows.Select(static row => 1_700_000_000f + (float)(row * 1000))], 5, "objective=regression");
        Assert.True(Predict(LightGbmFile.Read(text), rows).Raw.Distinct().Count() > 10);
        AssertAgree(text);
    }

    [Theory]
    [InlineData("threshold=0 0", "threshold=inf -inf")]
    [InlineData("threshold=0 0", "threshold=1e300 -1e300")]
    [InlineData("threshold=0 0", "threshold=1e-36 -1e-36")]
    [InlineData("threshold=0 0", "threshold=1.0000000180025095e-35 -1.0000000180025095e-35")]
    [InlineData("leaf_value=1 2 4", "leaf_value=0.1 1e-300 0.30000000000000004")]
    [InlineData("decision_type=2 2", "decision_type=4 6")]
    [InlineData("decision_type=2 2", "decision_type=8 10")]
    [InlineData("decision_type=2 2", "decision_type=0 0")]
    [InlineData("decision_type=2 2\n", "")]
    [InlineData("decision_type=2 2", "decision_type=14 12")]
    [InlineData("objective=regression", "objective=regression sqrt")]
    [InlineData("objective=regression", "objective=regression_l1 sqrt")]
    [InlineData("objective=regression", "objective=huber sqrt")]
    [InlineData("objective=regression", "objective=fair sqrt")]
    [InlineData("objective=regression", "objective=quantile sqrt")]
    [InlineData("objective=regression", "objective=mape sqrt")]
    [InlineData("objective=regression", "objective=poisson sqrt")]
    [InlineData("objective=regression", "objective=custom")]
    [InlineData("objective=regression\n", "")]
    [InlineData("objective=regression", "objective=binary sigmoid:0.3")]
    [InlineData("num_tree_per_iteration=1\n", "")]
    public void WrittenByHandTheyAgreeAsWell(string old, string given)
    {
        Assert.Contains(old, Hand, StringComparison.Ordinal);
        AssertAgree(Hand.Replace(old, given, StringComparison.Ordinal));
    }

    private const string Hand =
        "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx=1\nobjective=regression\nfeature_names=a b\nfeature_infos=[0:1] [0:1]\n\n"
        + "Tree=0\nnum_leaves=3\nnum_cat=0\nsplit_feature=0 1\nthreshold=0 0\ndecision_type=2 2\nleft_child=1 -1\nright_child=-2 -3\nleaf_value=1 2 4\nshrinkage=1\n\n\nend of trees\n";

    private static void AssertAgree(string text)
    {
        TreeModel model = LightGbmFile.Read(text);
        double[] rows = LightGbmRows.Make(model.Ensemble, 3_000, seed: 5);
        using LightGbmLibrary library = LightGbmLibrary.Load(text);
        var (raw, predicted) = Predict(model, rows);
        Assert.Equal(library.Predict(rows, model.Ensemble.FeatureCount, raw: true), raw);
        double[] expected = library.Predict(rows, model.Ensemble.FeatureCount, raw: false);
        for (int i = 0; i < expected.Length; i++) Assert.True(Close(expected[i], predicted[i]), $"{i}: {predicted[i]:R} instead of {expected[i]:R}");
    }

    private static bool Close(double expected, double found) => expected.Equals(found) || Math.Abs(expected - found) <= Tolerance * Math.Abs(expected);

    private static (double[] Raw, double[] Predicted) Predict(TreeModel model, double[] rows)
    {
        int features = model.Ensemble.FeatureCount, outputs = model.Ensemble.OutputCount, count = rows.Length / features;
        double[]? raw = null;
        foreach ((ScoringPath path, TreeScorer scorer) in Paths.Scorers(model.Ensemble))
        {
            var batch = new double[count * outputs];
            scorer.PredictBatch(rows, batch);
            var one = new double[outputs];
            for (int row = 0; row < count; row += 7)
            {
                scorer.Predict(rows.AsSpan(row * features, features), one);
                Assert.Equal(batch[(row * outputs)..((row + 1) * outputs)], one);
            }
            Assert.Equal(raw ??= batch, batch);
        }
        double[] predicted = [.. raw!];
        for (int row = 0; row < count; row++) model.Finish(predicted.AsSpan(row * outputs, outputs));
        return (raw!, predicted);
    }

    private static (double[] Rows, float[] Labels) Data(string objective)
    {
        var random = new Random(3);
        double[] rows = [.. Enumerable.Range(0, Rows * Features).Select(i => Cell(random, i % Features))];
        return (rows, [.. Enumerable.Range(0, Rows).Select(i => Label(objective, Signal(rows.AsSpan(i * Features, Features)), random))]);
    }

    // A quantity, a category with negative and rare values, zeros among numbers, large numbers, tiny numbers; each sometimes missing.
    private static double Cell(Random random, int feature) => random.Next(9) == 0 ? double.NaN : feature switch
    {
        1 => random.Next(40),
        2 => random.Next(3) == 0 ? 0 : Math.Round((random.NextDouble() * 4) - 2, 1),
        3 => 1e9 * random.NextDouble(),
        4 => 1e-34 * random.NextDouble(),
        _ => (random.NextDouble() * 6) - 3,
    };

    private static double Signal(ReadOnlySpan<double> row)
    {
        double a = double.IsNaN(row[0]) ? 1 : row[0], b = double.IsNaN(row[1]) ? 2 : Math.Sin(row[1] * 9), c = double.IsNaN(row[2]) ? -1 : row[2];
        return a + b + (c * c) + (double.IsNaN(row[3]) ? 0 : row[3] / 1e9);
    }

    private static float Label(string objective, double signal, Random random) => objective.Split(' ')[0] switch
    {
        "binary" => signal > 1.5 ? 1 : 0,
        "multiclass" or "multiclassova" => signal > 3 ? 2 : signal > 1 ? 1 : 0,
        "lambdarank" or "rank_xendcg" => signal > 3 ? 2 : signal > 1 ? 1 : 0,
        "cross_entropy" or "cross_entropy_lambda" => (float)(1 / (1 + Math.Exp(-signal))),
        "poisson" or "gamma" or "tweedie" => (float)(0.1 + Math.Exp(signal / 3)),
        _ => (float)(signal + random.NextDouble()),
    };
}
