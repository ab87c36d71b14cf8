using System.Numerics;
using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;
using MlDsl.Kernels.Operators;
using MlDsl.Kernels.Tests.Trees;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

public sealed class TreeOperatorTests
{
    private const int Rows = 9;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void EnsemblesEqualOnnxRuntimeBitForBit(bool classifier, bool isDouble)
    {
        for (int seed = 0; seed < MlTrial.Models; seed++)
        {
            var random = new RandomEnsemble(20_000 + seed);
            TreeEnsemble ensemble = random.Make(classifier, isDouble: isDouble);

            // Where one of two scores is left undefined there is nothing to compare.
            if (classifier && ensemble is { OutputCount: 2 } && (ensemble.Transform == ScoreTransform.Probit || ensemble.BaseValues.Count == 1)) continue;
            byte[] file = OnnxTrees.File(ensemble);
            if (isDouble) AssertAgrees<double, float>(file, ensemble, random.DoubleRows(Rows, ensemble.FeatureCount), seed);
            else AssertAgrees<float, float>(file, ensemble, random.Rows(Rows, ensemble.FeatureCount), seed);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EnsemblesOfVersion5EqualOnnxRuntimeBitForBit(bool isDouble)
    {
        for (int seed = 0; seed < MlTrial.Models; seed++)
        {
            var random = new RandomEnsemble(40_000 + seed);
            TreeEnsemble ensemble = OnnxBranches.Fitting(random.Make(classifier: false, sets: seed % 2 == 0, isDouble));
            byte[] file = OnnxBranches.File(ensemble);
            if (isDouble) AssertAgrees<double, double>(file, ensemble, random.DoubleRows(Rows, ensemble.FeatureCount), seed);
            else AssertAgrees<float, float>(file, ensemble, random.Rows(Rows, ensemble.FeatureCount), seed);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SetsEqualOnnxRuntimeBitForBit(bool isDouble)
    {
        double[] features = [.. Enumerable.Range(-10, 160).Select(static i => i * 0.5), double.NaN, double.PositiveInfinity, double.NegativeInfinity, 16_777_217, 3e9, -3e9, 1e19, 6.9999999999, 1e-40];
        for (int seed = 0; seed < MlTrial.Models; seed++)
        {
            var random = new Random(seed);
            int least = random.Next(4) == 0 ? -3 : random.Next(2), most = random.Next(4) switch { 0 => 5, 1 => 31, 2 => 32, _ => 70 };
            double[] values = [.. Enumerable.Range(0, random.Next(1, 50)).Select(_ => (double)random.Next(least, most))];
            if (random.Next(4) == 0) values[0] = 16_777_217;

            // In sets that do not fit into a mask ONNX Runtime refuses what is no integer.
            else if (random.Next(4) == 0 && least >= 0 && most <= 31 && values.Distinct().Count() < 30) values[^1] = 2.5;
            if (!isDouble) values = Array.ConvertAll(values, static value => (double)(float)value);
            var tree = new Tree
            {
                Nodes = [TreeNode.Member(0, 0, 1, 2, random.Next(2) == 0), TreeNode.Branch(0, TreeComparison.Equal, 4, 3, 4), TreeNode.Leaf(0), TreeNode.Leaf(1), TreeNode.Leaf(2)],
                Weights = [new(0, 1), new(0, 2), new(0, 4)],
                CategorySets = [new CategorySet([.. values.Distinct()], CategoryRounding.None)],
            };
            var ensemble = new TreeEnsemble { FeatureCount = 1, OutputCount = 1, Trees = [tree], IsDouble = isDouble };
            byte[] file = OnnxBranches.File(ensemble);
            if (isDouble) AssertAgrees<double, double>(file, ensemble, features, seed);
            else AssertAgrees<float, float>(file, ensemble, Array.ConvertAll(features, static value => (float)value), seed);
        }
    }

    // Exporters write one where a split only asks whether a value is missing.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void InfiniteThresholdsEqualOnnxRuntime(bool isDouble, bool isVersion5)
    {
        double[] features = [0, -0.0, 1, -1, float.MaxValue, float.MinValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        int seed = 0;
        foreach (TreeComparison comparison in Enumerable.Range(0, (int)TreeComparison.Member).Select(static number => (TreeComparison)number))
            foreach (double threshold in new[] { double.PositiveInfinity, double.NegativeInfinity })
                foreach (bool missing in new[] { false, true })
                    foreach (double second in new[] { 0.5, threshold, -threshold })
                    {
                        var tree = new Tree
                        {
                            Nodes = [TreeNode.Branch(0, comparison, threshold, 1, 2, missing), TreeNode.Branch(0, comparison, second, 3, 4, !missing), TreeNode.Leaf(0), TreeNode.Leaf(1), TreeNode.Leaf(2)],
                            Weights = [new(0, 1), new(0, 2), new(0, 4)],
                        };
                        var ensemble = new TreeEnsemble { FeatureCount = 1, OutputCount = 1, Trees = [tree], IsDouble = isDouble };
                        byte[] file = isVersion5 ? OnnxBranches.File(ensemble) : OnnxTrees.File(ensemble);
                        if (!isDouble) AssertAgrees<float, float>(file, ensemble, Array.ConvertAll(features, static value => (float)value), seed++);
                        else if (isVersion5) AssertAgrees<double, double>(file, ensemble, features, seed++);
                        else AssertAgrees<double, float>(file, ensemble, features, seed++);
                    }
    }

    [Theory]
    [InlineData(OnnxElementType.Int32)]
    [InlineData(OnnxElementType.Int64)]
    public void IntegersAreComparedInSinglePrecision(OnnxElementType element)
    {
        // Between 2^24 and 2^25 single precision knows even numbers only.
        long[] values = [16_777_215, 16_777_216, 16_777_217, 16_777_218, 16_777_219, 3, -5];
        var model = new OnnxGraphBuilder("trees").Opset(OperatorAttribute.Ml, 3).Input(OnnxValueInfo.Tensor("x", element, "N", 1));
        model.Output(OnnxValueInfo.Tensor("labels", OnnxElementType.Int64, "N")).Output(OnnxValueInfo.Tensor("scores", OnnxElementType.Float, "N", 2));
        byte[] file = model.Node(OperatorAttribute.Ml, "TreeEnsembleClassifier", ["x"], ["labels", "scores"], Stump(16_777_216f)).ToBytes();
        var runner = new PlanRunner(file);
        using OnnxSession session = OnnxSession.Load(file, "trees");
        using OnnxBinding call = session.Rent(values.Length);
        if (element == OnnxElementType.Int32) Give(Array.ConvertAll(values, static v => (int)v));
        else Give(values);
        call.Run();
        runner.Run();
        Assert.Equal(call.Output<long>(0).ToArray(), runner.Output<long>(0).Values.ToArray());
        Assert.Equal(call.Output<float>(1).ToArray(), runner.Output<float>(1).Values.ToArray());

        void Give<T>(T[] column)
            where T : unmanaged
        {
            call.SetInput<T>(0, column);
            runner.Input<T>(0).Resize(column.Length, 1);
            column.CopyTo(runner.Input<T>(0).Values);
        }
    }

    [Fact]
    public void RowsMayBeWiderThanTheTreesAskFor()
    {
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(new RandomEnsemble(7).Make(classifier: true)));
        var node = new TreeEnsembleClassifier<float, long>(scorer, classlabelsInt64s: [.. Enumerable.Range(0, scorer.OutputCount).Select(static i => (long)i)]);
        float[] narrow = new RandomEnsemble(8).Rows(3, scorer.FeatureCount);
        float[] wide = [.. Enumerable.Range(0, 3).SelectMany(i => narrow[(i * scorer.FeatureCount)..((i + 1) * scorer.FeatureCount)].Append(77f))];
        Tensor<long> a = new(), b = new();
        Tensor<float> x = new(), y = new();
        node.Run(new Tensor<float>(narrow, 3, scorer.FeatureCount), a, x);
        node.Run(new Tensor<float>(wide, 3, scorer.FeatureCount + 1), b, y);
        Assert.Equal(a.Values.ToArray(), b.Values.ToArray());
        Assert.Equal(x.Values.ToArray(), y.Values.ToArray());
        Assert.Contains("trees have", Assert.Throws<OperatorException>(() => node.Run(new Tensor<float>([], 1, 0), b, y)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TreesOfTheOtherPrecisionAreRefused()
    {
        TreeScorer single = TreeScorer.Load(TreePacker.Pack(new RandomEnsemble(7).Make(false))), wide = TreeScorer.Load(TreePacker.Pack(new RandomEnsemble(7).Make(false, isDouble: true)));
        Assert.Contains("in single precision", Assert.Throws<OperatorException>(() => new TreeEnsembleRegressor<double>(single)).Message, StringComparison.Ordinal);
        Assert.Contains("in double precision", Assert.Throws<OperatorException>(() => new TreeEnsembleScores<float>(wide)).Message, StringComparison.Ordinal);
        Assert.Contains("Half", Assert.Throws<OperatorException>(() => new TreeEnsembleScores<Half>(single)).Message, StringComparison.Ordinal);
        Assert.Contains("in double precision", Assert.Throws<OperatorException>(() => new TreePrediction<float>(wide)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnnxRuntimeRefusesTensorsOfTheOtherPrecision()
    {
        TreeEnsemble ensemble = new RandomEnsemble(7).Make(false, isDouble: true);
        ensemble = ensemble with { Trees = [.. ensemble.Trees.Select(static tree => tree with { Weights = [.. tree.Weights.Select(static weight => weight with { Value = 0.1 })] })] };
        byte[] file = OnnxTrees.File(ensemble with { IsDouble = false });
        Assert.Contains("not of float", Assert.Single(Planner.Plan(OnnxReader.Read(file)).Obstacles), StringComparison.Ordinal);
        Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(file, "trees"));
    }

    private static OnnxSetting[] Stump(float threshold) =>
    [
        OnnxSetting.Of("nodes_treeids", [0, 0, 0]),
        OnnxSetting.Of("nodes_nodeids", [0, 1, 2]),
        OnnxSetting.Of("nodes_featureids", [0, 0, 0]),
        OnnxSetting.Of("nodes_values", [threshold, 0, 0]),
        OnnxSetting.Of("nodes_modes", ["BRANCH_LEQ", "LEAF", "LEAF"]),
        OnnxSetting.Of("nodes_truenodeids", [1, 0, 0]),
        OnnxSetting.Of("nodes_falsenodeids", [2, 0, 0]),
        OnnxSetting.Of("class_treeids", [0, 0]),
        OnnxSetting.Of("class_nodeids", [1, 2]),
        OnnxSetting.Of("class_ids", [0, 1]),
        OnnxSetting.Of("class_weights", [1f, 1f]),
        OnnxSetting.Of("classlabels_int64s", [0, 1]),
    ];

    private static void AssertAgrees<T, TScore>(byte[] file, TreeEnsemble ensemble, T[] rows, int seed)
        where T : unmanaged
        where TScore : unmanaged, IBinaryFloatingPointIeee754<TScore>
    {
        (TScore[] expected, long[] labels) = OnnxTrees.Run<T, TScore>(file, ensemble, rows, batch: false);
        var runner = new PlanRunner(file);
        int count = rows.Length / ensemble.FeatureCount;
        foreach (int step in new[] { 1, count })
            for (int row = 0; row < count; row += step)
            {
                Tensor<T> input = runner.Input<T>(0);
                input.Resize(step, ensemble.FeatureCount);
                rows.AsSpan(row * ensemble.FeatureCount, input.Length).CopyTo(input.Values);
                runner.Run();
                AssertSameBits<TScore>(expected.AsSpan(row * ensemble.OutputCount, step * ensemble.OutputCount), runner.Output<TScore>(0).Values, seed);
                if (ensemble.IsClassifier) Assert.Equal(labels[row..(row + step)], runner.Output<long>(1).Values.ToArray());
            }
    }

    private static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> found, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            // Equal numbers have equal bits, zeros of one sign; every NaN is as good as another.
            bool same = (expected[i] == found[i] && T.IsNegative(expected[i]) == T.IsNegative(found[i])) || (T.IsNaN(expected[i]) && T.IsNaN(found[i]));
            Assert.True(same, $"seed {seed}, score {i}: {found[i]:R} instead of {expected[i]:R}");
        }
    }
}
