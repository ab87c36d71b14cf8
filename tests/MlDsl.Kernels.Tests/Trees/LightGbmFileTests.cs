using System.Globalization;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>LightGBM's files are scored as a plain walk in double precision, written here from the format alone, scores them.</summary>
public sealed class LightGbmFileTests
{
    private const double Tolerance = 1e-12;

    private const string Small = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        max_feature_idx=2
        objective=binary sigmoid:0.5
        feature_names=a b c

        Tree=0
        num_leaves=4
        num_cat=1
        split_feature=0 1 2
        threshold=0 0.10000000000000001 0
        decision_type=KIND0 KIND1 1
        left_child=1 -1 -3
        right_child=2 -2 -4
        leaf_value=1 2 4 8
        cat_boundaries=0 2
        cat_threshold=5 2
        shrinkage=1

        end of trees
        """;

    [FactWith("models/lightgbm-iris.txt")]
    public void ATrainedModelAgreesWithAPlainWalk()
    {
        string text = File.ReadAllText(TestData.Model("lightgbm-iris.txt"));
        TreeModel model = LightGbmFile.Read(text);
        Assert.Equal(MarginTransform.Softmax, model.Transform);
        Assert.Equal(["SepalLength", "SepalWidth", "PetalLength", "PetalWidth"], model.FeatureNames);
        var random = new Random(3);
        AssertAgree(text, model, [.. Enumerable.Range(0, 4 * 500).Select(_ => random.Next(15) == 0 ? double.NaN : Math.Round(random.NextDouble() * 8, 1))]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    public void MissingValuesAndCategoriesGoWhereTheFileSays(int kind)
    {
        string number = kind.ToString(CultureInfo.InvariantCulture);
        string text = Small.Replace("KIND0", number, StringComparison.Ordinal).Replace("KIND1", number, StringComparison.Ordinal);
        double[] values = [double.NaN, 0, -0.0, 0.1, 0.10000000000000002, -1, -0.5, 1, 2, 2.9, 31, 33, 34, 1000];
        double[] rows = [.. values.SelectMany(a => values.SelectMany(b => values.SelectMany(c => new[] { a, b, c })))];
        AssertAgree(text, LightGbmFile.Read(text), rows);
    }

    [Fact]
    public void AverageOutputDividesWhatIsPredictedAndNotTheRawScore()
    {
        string text = Small.Replace("KIND0", "2", StringComparison.Ordinal).Replace("KIND1", "2", StringComparison.Ordinal);
        int start = text.IndexOf("Tree=0", StringComparison.Ordinal), end = text.IndexOf("end of trees", StringComparison.Ordinal);
        string twice = text[..start].Replace("version=v4", "version=v4\naverage_output", StringComparison.Ordinal) + text[start..end] + text[start..end] + text[end..];
        TreeModel model = LightGbmFile.Read(twice);
        double[] row = [-1, 0, 1], scores = new double[1];
        TreeScorer.Load(TreePacker.Pack(model.Ensemble)).Predict(row, scores);
        Assert.Equal(2 * new PlainLightGbm(text).Scores(row)[0], scores[0]);
        double half = scores[0] / 2;
        model.Finish(scores);
        Assert.Equal(1 / (1 + Math.Exp(-0.5 * half)), scores[0], Tolerance);
    }

    [Theory]
    [InlineData("regression", MarginTransform.Identity)]
    [InlineData("regression sqrt", MarginTransform.SignedSquare)]
    [InlineData("poisson", MarginTransform.Exponential)]
    [InlineData("cross_entropy", MarginTransform.Logistic)]
    [InlineData("cross_entropy_lambda", MarginTransform.Softplus)]
    [InlineData("multiclassova num_class:1 sigmoid:2", MarginTransform.Logistic)]
    [InlineData("lambdarank", MarginTransform.Identity)]
    public void ObjectivesHaveTheirTransforms(string objective, MarginTransform expected)
    {
        TreeModel model = LightGbmFile.Read(Small.Replace("KIND0", "2", StringComparison.Ordinal).Replace("KIND1", "2", StringComparison.Ordinal).Replace("binary sigmoid:0.5", objective, StringComparison.Ordinal));
        Assert.Equal(expected, model.Transform);
        double[] scores = [-1.5];
        model.Finish(scores);
        double score = -1.5, wanted = expected switch
        {
            MarginTransform.SignedSquare => -2.25,
            MarginTransform.Exponential => Math.Exp(score),
            MarginTransform.Softplus => Math.Log(1 + Math.Exp(score)),
            MarginTransform.Logistic => 1 / (1 + Math.Exp(-score * model.Slope)),
            _ => score,
        };
        Assert.Equal(wanted, scores[0], Tolerance);
    }

    [Theory]
    [InlineData("tree\n", "forest\n", "first line is not 'tree'")]
    [InlineData("shrinkage=1\n\nend of trees", "", "cut short in line 20")]
    [InlineData("version=v4", "version=v4\ntree_sizes=10 20", "tells of 2 trees, it holds 1")]
    [InlineData("feature_names=a b c", "feature_names=a b", "has 2 entries of 'feature_names' for 3 features (line 7)")]
    [InlineData("max_feature_idx=2", "max_feature_idx=2000000000", "2000000001 features; 1 to 16777216 are read")]
    [InlineData("max_feature_idx=2", "max_feature_idx=2147483647", "2147483648 features")]
    [InlineData("max_feature_idx=2", "max_feature_idx=5", "has 3 entries of 'feature_names' for 6 features (line 7)")]
    [InlineData("num_tree_per_iteration=1", "num_tree_per_iteration=2", "1 trees, which its iterations of 2 do not divide")]
    [InlineData("num_tree_per_iteration=1", "num_tree_per_iteration=2000000000", "do not divide")]
    [InlineData("num_leaves=4", "num_leaves=2147483647", "2147483647 leaves and 4 leaf values")]
    [InlineData("threshold=0 0.10000000000000001 0", "threshold=0 0.1 -1", "category set")]
    [InlineData("threshold=0 0.10000000000000001 0", "threshold=0 0.1 nan", "category set")]
    [InlineData("sigmoid:0.5", "sigmoid:0", "not above 0")]
    [InlineData("max_feature_idx=2", "", "the header has no 'max_feature_idx'")]
    [InlineData("num_tree_per_iteration=1", "num_tree_per_iteration=0", "0 trees per iteration")]
    [InlineData("objective=binary", "objective=mystery", "objective 'mystery")]
    [InlineData("sigmoid:0.5", "sigmoid:x", "sigmoid that is no number")]
    [InlineData("num_leaves=4", "num_leaves=5", "5 leaves and 4 leaf values")]
    [InlineData("threshold=0 0.1", "threshold=zero 0.1", "tree 0 has 'zero' for a number of 'threshold' (line 13)")]
    [InlineData("left_child=1 -1 -3", "left_child=1 -1", "2 entries of 'left_child'")]
    [InlineData("left_child=1 -1 -3", "left_child=9 -1 -3", "Tree 0, node 0: the true child 9")]
    [InlineData("left_child=1 -1 -3", "left_child=0 -1 -3", "Tree 0, node 0: the true child is the root")]
    [InlineData("split_feature=0 1 2", "split_feature=0 1 7", "Tree 0, node 2: feature 7")]
    [InlineData("cat_boundaries=0 2", "cat_boundaries=0 9", "category words 0 to 9")]
    [InlineData("shrinkage=1", "is_linear=1", "tree 0 has no 'leaf_const'")]
    [InlineData("shrinkage=1", "is_linear=1\nleaf_const=1 2 3 4\nnum_features=0 1 0\nleaf_features=2\nleaf_coeff=1", "4 constants and 3 numbers of features, in all 1, of which there are 1 and 1 coefficients")]
    [InlineData("shrinkage=1", "is_linear=1\nleaf_const=1 2 3 4\nnum_features=0 1 0 0\nleaf_features=2 2\nleaf_coeff=1", "there are 2 and 1 coefficients")]
    [InlineData("shrinkage=1", "is_linear=1\nleaf_const=1 2 3 4\nnum_features=0 2 -1 0\nleaf_features=2\nleaf_coeff=1", "a leaf has -1 features")]
    [InlineData("shrinkage=1", "is_linear=1\nleaf_const=1 2 3 4\nnum_features=0 1 0 0\nleaf_features=3\nleaf_coeff=1", "feature 3 of a leaf is not among 0 to 2")]
    [InlineData("0.10000000000000001", "nan", "Tree 0, node 1: the threshold is NaN")]
    public void DamagedFilesAreRefused(string old, string damaged, string expected)
    {
        string text = Small.Replace("KIND0", "2", StringComparison.Ordinal).Replace("KIND1", "2", StringComparison.Ordinal);
        Assert.Contains(old, text, StringComparison.Ordinal);
        var problem = Assert.Throws<TreeEnsembleException>(() => TreePacker.Pack(LightGbmFile.Read(text.Replace(old, damaged, StringComparison.Ordinal)).Ensemble));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LinearLeavesAreScoredAndNotExplainedRoundedOrDamaged()
    {
        string text = Small.Replace("KIND0", "2", StringComparison.Ordinal).Replace("KIND1", "2", StringComparison.Ordinal)
            .Replace("shrinkage=1", "is_linear=1\nleaf_const=10 20 30 40\nnum_features=1 2 0 1\nleaf_features=1  2 0   1\nleaf_coeff=0.5  2 -1   4\nshrinkage=1", StringComparison.Ordinal);
        TreeEnsemble ensemble = LightGbmFile.Read(text).Ensemble;
        var scorer = TreeScorer.Load(TreePacker.Pack(ensemble));
        // By looking: the leaves 1 and 2 are reached by b, 3 and 4 by whether c is a category of 0, 2 and 33.
        Assert.Equal(10 + (0.5 * -2), scorer.Predict([-1.0, -2, 7]));
        Assert.Equal(20 + (2 * 7) - -1, scorer.Predict([-1.0, 3, 7]));
        Assert.Equal(30, scorer.Predict([1.0, double.NaN, 2]));
        Assert.Equal(40 + (4 * 0.25), scorer.Predict([1.0, 0.25, 1]));
        Assert.Equal(8, scorer.Predict([1.0, double.NaN, 1]));
        Assert.Contains("whose contributions are not told", Assert.Throws<TreeEnsembleException>(() => TreeShap.Of(ensemble)).Message, StringComparison.Ordinal);
        foreach (TreePacking packing in (TreePacking[])[TreePacking.Compact, TreePacking.Leaves16, TreePacking.Leaves8])
            Assert.Contains($"cannot be packed as {packing}", Assert.Throws<TreeEnsembleException>(() => TreePacker.Pack(ensemble, packing)).Message, StringComparison.Ordinal);
        Tree tree = ensemble.Trees[0];
        Refused(ensemble with { Aggregate = TreeAggregate.Average }, "which are for sums");
        Refused(ensemble with { Trees = [tree with { LinearLeaves = [.. tree.LinearLeaves.Skip(1)] }] }, "4 weights and 3 linear models");
        Refused(ensemble with { Trees = [tree with { Nodes = [.. tree.Nodes.Select(static (node, i) => i == 3 ? TreeNode.Leaf(0, 2) : node)] }] }, "is a linear model and has 2 weights");

        // Whatever a byte holds: refused, or nothing outside is read.
        byte[] packed = TreePacker.Pack(ensemble);
        var random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. packed];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                var other = TreeScorer.Load(damaged);
                if (other.FeatureCount > 1000) continue;
                other.PredictBatch(new double[4 * other.FeatureCount], new double[4 * other.OutputCount]);
            }
            catch (Exception e) when (e is TreeEnsembleException or InvalidOperationException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1000, 19_000);

        static void Refused(TreeEnsemble ensemble, string said) => Assert.Contains(said, Assert.Throws<TreeEnsembleException>(() => TreePacker.Pack(ensemble)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FilesOfLightGbm2OfWindowsAndWithAByteOrderMarkAreRead()
    {
        string text = Small.Replace("KIND0", "2", StringComparison.Ordinal).Replace("KIND1", "2", StringComparison.Ordinal);
        string[] others =
        [
            text.Replace("\n", "\r\n", StringComparison.Ordinal), '\uFEFF' + text, text.Replace("\nend of trees", "", StringComparison.Ordinal),
            text.Replace("end of trees", "feature importances:\na=1", StringComparison.Ordinal),
        ];
        double[] rows = [-1, 0, 1, 1, 1, 33];
        foreach (string other in others) AssertAgree(text, LightGbmFile.Read(other), rows);
    }

    private static void AssertAgree(string text, TreeModel model, double[] rows)
    {
        int features = model.Ensemble.FeatureCount, outputs = model.Ensemble.OutputCount;
        var plain = new PlainLightGbm(text);
        foreach ((ScoringPath path, TreeScorer scorer) in Paths.Scorers(model.Ensemble))
        {
            var scores = new double[rows.Length / features * outputs];
            scorer.PredictBatch(rows, scores);
            for (int row = 0; row < rows.Length / features; row++)
            {
                double[] expected = plain.Scores(rows.AsSpan(row * features, features));
                for (int i = 0; i < outputs; i++)
                    Assert.True(expected[i].Equals(scores[(row * outputs) + i]), $"{path}, row {row}, output {i}: {scores[(row * outputs) + i]:R} instead of {expected[i]:R}");
            }
        }
    }
}
