using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Contributions of trees are Shapley's values, by enumeration and by what LightGBM and XGBoost say of their own models.</summary>
[Collection(Alone.Name)]
public sealed class TreeShapTests
{
    private const int Rows = 500, Features = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AgreesWithEveryCoalition(bool isDouble)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var made = new RandomEnsemble(seed + (isDouble ? 1000 : 0));
            TreeEnsemble? ensemble = Explainable(made.Make(classifier: false, sets: true, isDouble), seed);
            if (ensemble is null) continue;
            TreeShap shap = TreeShap.Of(ensemble);
            double[] rows = isDouble ? made.DoubleRows(4, ensemble.FeatureCount) : [.. made.Rows(4, ensemble.FeatureCount).Select(static v => (double)v)];
            for (int i = 0; i < 4; i++)
            {
                double[] row = rows[(i * ensemble.FeatureCount)..((i + 1) * ensemble.FeatureCount)], found = new double[ensemble.OutputCount * ensemble.FeatureCount];
                shap.Explain(row, found);
                for (int output = 0; output < ensemble.OutputCount; output++)
                {
                    double[] expected = Enumerated.Of(ensemble, row, output), own = found[(output * ensemble.FeatureCount)..((output + 1) * ensemble.FeatureCount)];
                    double size = expected.Sum(Math.Abs) + 1e-300;
                    for (int f = 0; f < own.Length; f++) Assert.True(Math.Abs(expected[f] - own[f]) <= 1e-12 * size, $"seed {seed}, feature {f}: {expected[f]:R} and {own[f]:R}");
                    Assert.Equal(Enumerated.Score(ensemble, row, output, known: static _ => false), shap.Expected[output], 1e-12 * (1 + Math.Abs(shap.Expected[output])));
                    Assert.Equal(Enumerated.Score(ensemble, row, output, known: static _ => true), own.Sum() + shap.Expected[output], 1e-12 * (1 + size));
                }
            }
        }
    }

    [Theory]
    [InlineData("regression", "num_leaves=31")]
    [InlineData("regression", "num_leaves=255 min_data_in_leaf=1")]
    [InlineData("binary", "use_missing=false")]
    [InlineData("regression", "zero_as_missing=true")]
    [InlineData("multiclass num_class=3", "")]
    [InlineData("regression", "categorical_feature=1 cat_smooth=1 min_data_per_group=1 max_cat_to_onehot=1")]
    [InlineData("regression", "boosting=rf bagging_freq=1 bagging_fraction=0.7")]
    [InlineData("binary", "boosting=dart drop_rate=0.5")]
    [InlineData("regression", "max_depth=1")]
    public void AgreesWithLightGbm(string objective, string parameters)
    {
        var (rows, labels) = Data(objective);
        string text = LightGbmLibrary.Train(rows, labels, 12, $"objective={objective} {parameters}");
        TreeModel model = LightGbmFile.Read(text);
        TreeShap shap = TreeShap.Of(model.Ensemble, model.Divisor);
        double[] asked = LightGbmRows.Make(model.Ensemble, 200, seed: 3);
        using LightGbmLibrary library = LightGbmLibrary.Load(text);
        // Of a forest LightGBM averages neither raw scores nor contributions, only predictions.
        double[] expected = [.. library.Contributions(asked, Features).Select(each => each / model.Divisor)];
        double[] scores = [.. library.Predict(asked, Features, raw: true).Select(each => each / model.Divisor)];
        int outputs = model.Ensemble.OutputCount;
        var own = new double[outputs * Features];
        for (int row = 0; row < asked.Length / Features; row++)
        {
            shap.Explain(asked.AsSpan(row * Features, Features), own);
            for (int output = 0; output < outputs; output++)
            {
                ReadOnlySpan<double> theirs = expected.AsSpan(((row * outputs) + output) * (Features + 1), Features + 1), ours = own.AsSpan(output * Features, Features);
                double size = Sum(theirs[..Features]);
                for (int f = 0; f < Features; f++) Assert.True(Math.Abs(theirs[f] - ours[f]) <= 1e-9 * size, $"row {row}, feature {f}: {theirs[f]:R} and {ours[f]:R} of {size}");
                Assert.Equal(theirs[Features], shap.Expected[output], 1e-9 * (1 + size));
                double sum = shap.Expected[output];
                foreach (double each in ours) sum += each;
                Assert.Equal(scores[(row * outputs) + output], sum, 1e-11 * (1 + Math.Abs(sum) + size));
            }
        }
    }

    [TheoryWith("libxgboost.so.0")]
    [InlineData("reg:squarederror", "max_depth", "6")]
    [InlineData("binary:logistic", "max_depth", "3")]
    [InlineData("multi:softprob", "num_class", "3")]
    [InlineData("reg:squarederror", "booster", "dart")]
    public void AgreesWithXGBoost(string objective, string name, string value)
    {
        var (wide, labels) = Data(objective == "multi:softprob" ? "multiclass" : objective == "binary:logistic" ? "binary" : "regression");
        float[] rows = [.. wide.Select(static v => (float)v)];
        using XGBoostLibrary library = XGBoostLibrary.Train(rows, labels, 10, null, ("objective", objective), (name, value), ("tree_method", "exact"));
        TreeModel model = XGBoostFile.Read(library.Save("json"));
        TreeShap shap = TreeShap.Of(model.Ensemble);
        float[] expected = library.Contributions(rows, Features);
        int outputs = model.Ensemble.OutputCount;
        var own = new double[outputs * Features];
        for (int row = 0; row < 100; row++)
        {
            shap.Explain(wide.AsSpan(row * Features, Features).ToArray().Select(static v => (double)(float)v).ToArray(), own);
            for (int output = 0; output < outputs; output++)
            {
                ReadOnlySpan<float> theirs = expected.AsSpan(((row * outputs) + output) * (Features + 1), Features + 1);
                double size = 0;
                for (int f = 0; f < Features; f++) size += Math.Abs(theirs[f]);
                for (int f = 0; f < Features; f++) Assert.Equal(theirs[f], own[(output * Features) + f], 1e-5 * size);
                Assert.Equal(theirs[Features], shap.Expected[output], 1e-5 * (size + Math.Abs(theirs[Features])));
            }
        }
    }

    [Fact]
    public void FeaturesThatBelongTogetherAreSummed()
    {
        var (rows, labels) = Data("multiclass num_class=3");
        TreeModel model = LightGbmFile.Read(LightGbmLibrary.Train(rows, labels, 5, "objective=multiclass num_class=3"));
        TreeShap shap = TreeShap.Of(model.Ensemble);
        double[] each = new double[3 * Features], together = new double[3 * 2];
        shap.Explain(rows.AsSpan(0, Features), each);
        shap.Explain(rows.AsSpan(0, Features), [1, 0, 1, 1, 0], 2, together);
        for (int output = 0; output < 3; output++)
        {
            ReadOnlySpan<double> own = each.AsSpan(output * Features, Features);
            Assert.Equal(own[1] + own[4], together[2 * output], 1e-14);
            Assert.Equal(own[0] + own[2] + own[3], together[(2 * output) + 1], 1e-14);
        }
    }

    [Fact]
    public void AllocatesNothing()
    {
        var (rows, labels) = Data("regression");
        foreach (int leaves in new[] { 7, 400 })
        {
            TreeShap shap = TreeShap.Of(LightGbmFile.Read(LightGbmLibrary.Train(rows, labels, 5, $"objective=regression num_leaves={leaves} min_data_in_leaf=1")).Ensemble);
            var own = new double[Features];
            int row = 0;
            Allocations.AssertNone(() => shap.Explain(rows.AsSpan(row++ % Rows * Features, Features), own), 500, 500);
        }
    }

    // A branch that no training row came to: the file says 0, and either side is as likely.
    [Fact]
    public void ABranchWithoutRowsIsHalved()
    {
        TreeNode[] nodes =
        [
            TreeNode.Branch(0, TreeComparison.Less, 1, 1, 2), TreeNode.Branch(1, TreeComparison.Less, 1, 3, 4), TreeNode.Leaf(0), TreeNode.Leaf(1), TreeNode.Leaf(2),
        ];
        var ensemble = new TreeEnsemble { IsDouble = true, FeatureCount = 2, OutputCount = 1, Trees = [new Tree { Nodes = nodes, Weights = [new(0, 5), new(0, 1), new(0, 3)], Covers = [4, 0, 4, 0, 0] }] };
        TreeShap shap = TreeShap.Of(ensemble);
        double[] own = new double[2];
        shap.Explain([0, 0], own);
        Assert.Equal(5, shap.Expected[0]);
        // Alone, x₀ < 1 gives (1 + 3)/2 − 5; x₁ < 1 then 1 − 2, in one of two orders.
        Assert.Equal([-3.5, -0.5], own);
    }

    [Fact]
    public void WhatCannotBeExplainedIsNamed()
    {
        Tree leaf = new() { Nodes = [TreeNode.Leaf(0)], Weights = [new(0, 1)] }, covered = leaf with { Covers = [3] };
        TreeEnsemble one = new() { FeatureCount = 1, OutputCount = 1, Trees = [covered] };
        Refused("Tree 1: it does not tell how many training rows reached its nodes", one with { Trees = [covered, leaf] });
        Refused("Tree 0: it has 1 nodes and 2 covers", one with { Trees = [leaf with { Covers = [3, 4] }] });
        Refused("Tree 0, node 0: the cover NaN is no number of rows", one with { Trees = [leaf with { Covers = [double.NaN] }] });
        Refused("Contributions are of sums, and the ensemble takes the least", one with { Aggregate = TreeAggregate.Min });
        Refused("Contributions are of sums, and the ensemble chooses a class", one with { IsClassifier = true, OutputCount = 2 });
        Assert.Contains("A row has 1 features, not 2", Assert.Throws<ArgumentException>(() => TreeShap.Of(one).Explain([1, 2], new double[1])).Message, StringComparison.Ordinal);
        Assert.Contains("need room for 1, not 3", Assert.Throws<ArgumentException>(() => TreeShap.Of(one).Explain([1], new double[3])).Message, StringComparison.Ordinal);
        // A tree that is a leaf contributes nothing.
        double[] nothing = [7];
        TreeShap.Of(one).Explain([1], nothing);
        Assert.Equal([0], nothing);

        static void Refused(string message, TreeEnsemble ensemble) =>
            Assert.StartsWith(message, Assert.Throws<TreeEnsembleException>(() => TreeShap.Of(ensemble)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatDoesNotTellCoversIsReadAndRefusedHere()
    {
        var (rows, labels) = Data("regression");
        string text = LightGbmLibrary.Train(rows, labels, 2, "objective=regression");
        string without = string.Join('\n', text.Split('\n').Where(static line => !line.StartsWith("internal_count", StringComparison.Ordinal) && !line.StartsWith("tree_sizes", StringComparison.Ordinal)));
        TreeModel model = LightGbmFile.Read(without);
        Assert.Contains("does not tell how many training rows", Assert.Throws<TreeEnsembleException>(() => TreeShap.Of(model.Ensemble)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "leaves, and", Assert.Throws<TreeEnsembleException>(() => LightGbmFile.Read(text.Replace("internal_count=", "internal_count=7 ", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 1e-12;
        foreach (double value in values) sum += Math.Abs(value);
        return sum;
    }

    private static (double[] Rows, float[] Labels) Data(string objective)
    {
        var random = new Random(7);
        double[] rows = [.. Enumerable.Range(0, Rows * Features).Select(i => i % Features == 1 ? random.Next(9) : random.Next(12) == 0 ? double.NaN : random.Next(5) == 0 ? 0 : Math.Round(random.NextDouble() * 20, 2))];
        float[] labels = [.. Enumerable.Range(0, Rows).Select(i =>
        {
            double value = (rows[(i * Features) + 1] % 3 * 2) + (double.IsNaN(rows[i * Features]) ? 3 : rows[i * Features] / 5) + (rows[(i * Features) + 2] > 8 ? rows[(i * Features) + 3] : 1) + random.NextDouble();
            if (double.IsNaN(value)) value = 4;
            return objective.StartsWith("multiclass", StringComparison.Ordinal) ? (int)value % 3 : objective == "binary" ? (value > 6 ? 1 : 0) : (float)value;
        })];
        return (rows, labels);
    }

    // At most ten features, sums, and covers of a made-up training: coalitions can be counted.
    private static TreeEnsemble? Explainable(TreeEnsemble ensemble, int seed)
    {
        if (ensemble.FeatureCount > 10 || ensemble.Aggregate is TreeAggregate.Min or TreeAggregate.Max) return null;
        var random = new Random(seed);
        Tree[] trees = [.. ensemble.Trees.Take(7).Select(tree =>
        {
            var covers = new double[tree.Nodes.Count];
            Fill(0, 1000);
            return tree with { Covers = covers };

            void Fill(int node, double cover)
            {
                covers[node] = cover;
                if (tree.Nodes[node].IsLeaf) return;
                double share = random.Next(9) == 0 ? random.Next(2) : random.NextDouble();
                Fill(tree.Nodes[node].WhenTrue, cover * share);
                Fill(tree.Nodes[node].WhenFalse, cover * (1 - share));
            }
        })];
        return ensemble with { Trees = trees };
    }
}
