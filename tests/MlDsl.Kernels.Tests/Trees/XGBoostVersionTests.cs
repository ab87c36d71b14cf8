using System.Text;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>What versions newer than this machine's library write; the right numbers follow from their sources, in closed form.</summary>
public sealed class XGBoostVersionTests
{
    [Theory]
    [InlineData("reg:squarederror", "[5E-1]", 1, 2.5f)]
    [InlineData("reg:squarederror", "[5E-1, -2]", 2, 1.5f, -1f)]
    [InlineData("binary:logitraw", "7.5E-1", 1, 2.75f)]
    [InlineData("reg:expectileerror", "[1E0]", 1, 3f)]
    [InlineData("reg:quantileerror", "[9E0,1E0]", 2, 10f, 2f)]
    public void BaseScoresAreListsSince31(string objective, string baseScore, int outputs, params float[] expected) =>
        Assert.Equal(expected, Margins(Read(SmallXGBoost.File(objective: objective, baseScore: baseScore, outputs: outputs, version: "[3, 1, 0]")), [0f, 0f]));

    [Theory]
    [InlineData("[3, 3, 0]", 10f, 2f)]
    [InlineData("[3, 4, 0]", 2f, 10f)]
    public void QuantilesDoNotCrossSince34(string version, params float[] expected)
    {
        TreeModel model = Read(SmallXGBoost.File(objective: "reg:quantileerror", baseScore: "[9E0,1E0]", outputs: 2, version: version));
        float[] scores = Margins(model, [0f, 0f]);
        model.Finish(scores);
        Assert.Equal(expected, scores);
    }

    [Theory]
    [InlineData("[2, 1, 0]", "1E0", "no probability")]
    [InlineData("[3, 2, 0]", "1E0", null)]
    [InlineData("[3, 2, 0]", "1.5E0", "no probability")]
    public void AProbabilityOfOneIsClampedSince32(string version, string baseScore, string? problem)
    {
        string file = SmallXGBoost.File(objective: "binary:logistic", baseScore: baseScore, version: version);
        if (problem is not null) Assert.Contains(problem, Assert.Throws<TreeEnsembleException>(() => Read(file)).Message, StringComparison.Ordinal);
        else Assert.Equal(2f + -MathF.Log((1f / (1f - 1e-6f)) - 1f), Margins(Read(file), [0f, 0f])[0], 1e-5f);
    }

    [Theory]
    [InlineData("count:poisson", "-1E0", "is not above 0")]
    [InlineData("reg:gamma", "0", "is not above 0")]
    [InlineData("survival:cox", "NaN", "is no finite number")]
    [InlineData("reg:expectileerror", "[1E0,2E0]", "one model for each expectile_alpha")]
    [InlineData("rank:unheard", "0", "'rank:unheard' is unknown")]
    public void WhatHasNoMarginIsRefused(string objective, string baseScore, string problem) => Assert.Contains(
        problem,
        Assert.Throws<TreeEnsembleException>(() => Read(SmallXGBoost.File(objective: objective, baseScore: baseScore, outputs: baseScore.Contains(',', StringComparison.Ordinal) ? 2 : 1, version: "[3, 3, 0]"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void WeightsOfDartStandBesideTheTreesSince35() =>
        Assert.Equal([0.5f + 0.5f + 0.25f], Margins(Read(SmallXGBoost.File(model: "\"weight_drop\": [0.5, 0.25],", version: "[3, 5, 0]")), [0f, 0f]));

    // multi_strategy=multi_output_tree: up to 3.2 the nodes' own weights, later a list of the leaves', to which their right children point.
    [Theory]
    [InlineData("[2, 0, 0]", "[2, -1, -1]", "\"base_weights\": [0, 0, 1, 2, 3, 4],")]
    [InlineData("[3, 4, 0]", "[2, 1, 0]", "\"base_weights\": [0, 9, 9], \"leaf_weights\": [3, 4, 1, 2],")]
    public void LeavesMayBeVectorsSince20(string version, string right, string weights)
    {
        TreeModel model = Read(Vectors(version, right, weights));
        Assert.Equal(2, model.Iterations);
        Assert.Equal([0.5f + 1 + 1, 0.5f + 2 + 2], Margins(model, [0f, 0f]));
        Assert.Equal([0.5f + 3 + 3, 0.5f + 4 + 4], Margins(model, [1f, 0f]));
    }

    [Theory]
    [InlineData("[2, -1, -1]", "\"base_weights\": [0, 0, 1, 2, 3],", "3 nodes and 5 weights of vectors of 2")]
    [InlineData("[2, 1, 2]", "\"leaf_weights\": [3, 4, 1, 2],", "The leaf at node 2 has its weights at 2, which is not among the 2")]
    [InlineData("[2, -1, 0]", "\"leaf_weights\": [3, 4, 1, 2],", "The leaf at node 1 has its weights at -1")]
    [InlineData("[2, 1, 0]", "", "has no 'base_weights'")]
    public void VectorsThatAreNotThereAreNamed(string right, string weights, string problem) =>
        Assert.Contains(problem, Assert.Throws<TreeEnsembleException>(() => Read(Vectors("[3, 4, 0]", right, weights))).Message, StringComparison.Ordinal);

    private static string Vectors(string version, string right, string weights) => SmallXGBoost.File(model: "\"iteration_indptr\": [0, 1, 2],", outputs: 2, version: version)
        .Replace("\"right_children\": [2, -1, -1]", $"\"right_children\": {right}", StringComparison.Ordinal)
        .Replace("\"tree_param\"", $"{weights} \"tree_param\"", StringComparison.Ordinal)
        .Replace("\"size_leaf_vector\": \"1\"", "\"size_leaf_vector\": \"2\"", StringComparison.Ordinal);

    [Fact]
    public void AByteOrderMarkIsNoPartOfTheModel() =>
        Assert.Equal([2.5f], Margins(XGBoostFile.Read(Encoding.UTF8.GetBytes('\uFEFF' + SmallXGBoost.File())), [0f, 0f]));

    [Fact]
    public void SmallProbabilitiesKeepTheirDigits()
    {
        TreeModel model = Read(SmallXGBoost.File(objective: "binary:logistic"));
        for (double margin = -80; margin < 80; margin += 0.37)
        {
            float[] scores = [(float)margin];
            model.Finish(scores);
            double expected = 1 / (1 + Math.Exp(-(double)(float)margin));
            Assert.True(Math.Abs(expected - scores[0]) <= 1e-6 * expected, $"{margin}: {scores[0]:R} instead of {expected:R}");
        }
    }

    private static TreeModel Read(string file) => XGBoostFile.Read(Encoding.UTF8.GetBytes(file));

    private static float[] Margins(TreeModel model, float[] row)
    {
        var margins = new float[model.Ensemble.OutputCount];
        TreeScorer.Load(TreePacker.Pack(model.Ensemble)).Predict(row, margins);
        return margins;
    }
}
