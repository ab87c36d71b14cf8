using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>Scores of scikit-learn's own trees are its own scores.</summary>
/// <remarks>
/// Made with scikit-learn 1.2.1: <c>IsolationForest(n_estimators=3, max_samples=16, random_state=7).fit(X)</c> over the rows that <see cref="Row"/> makes as float32; of each
/// estimator's <c>tree_</c> feature, threshold, children and n_node_samples, and <c>-score_samples(X[:12])</c>.
/// </remarks>
public sealed class ScikitForestTests
{
    private static readonly double[] Expected =
    [
        0.5058137696563597,
        0.5540646763014481,
        0.45840645562279136,
        0.5581238362500419,
        0.6745906364862874,
        0.6745906364862874,
        0.4766380617224996,
        0.43959310427428805,
        0.7443552084196416,
        0.4617648092671023,
        0.478024965618054,
        0.4617648092671023,
    ];

    private static readonly ScikitTree[] Trees =
    [
        new(
            [0, 1, 1, 1, -1, -1, 1, -1, -1, 2, -1, -1, 2, 0, 0, -1, -1, 0, -1, -1, -1],
            [4.087168189271897, 2.540751825804241, 0.3194930187051619, -1.462671862199284, 0, 0, 1.4084905236533334, 0, 0, 6.504279073795434, 0, 0, 8.396967993069891, 4.272007144008301, 4.139848843631264, 0, 0, 6.476835114928817, 0, 0, 0],
            [1, 2, 3, 4, -1, -1, 7, -1, -1, 10, -1, -1, 13, 14, 15, -1, -1, 18, -1, -1, -1],
            [12, 9, 6, 5, -1, -1, 8, -1, -1, 11, -1, -1, 20, 17, 16, -1, -1, 19, -1, -1, -1],
            [16, 11, 9, 6, 4, 2, 3, 2, 1, 2, 1, 1, 5, 4, 2, 1, 1, 2, 1, 1, 1]),
        new(
            [0, 0, 1, 2, -1, -1, -1, 1, 0, -1, -1, 2, -1, -1, 1, -1, -1],
            [6.718403996652181, 3.57253773735023, 1.2276131185831565, 1.7422571490715524, 0, 0, 0, -0.6185427380812087, 4.350881996611544, 0, 0, 10.638609117427194, 0, 0, -0.539349157148669, 0, 0],
            [1, 2, 3, 4, -1, -1, -1, 8, 9, -1, -1, 12, -1, -1, 15, -1, -1],
            [14, 7, 6, 5, -1, -1, -1, 11, 10, -1, -1, 13, -1, -1, 16, -1, -1],
            [16, 14, 7, 6, 2, 4, 1, 7, 2, 1, 1, 5, 4, 1, 2, 1, 1]),
        new(
            [1, 0, 1, -1, 2, -1, -1, 1, 0, -1, -1, 1, -1, -1, 1, -1, -1],
            [4.932009709734475, 3.3566542606482535, -1.9762000692897477, 0, 10.884659418549695, 0, 0, -2.3921437598262654, 5.69035060718439, 0, 0, 3.3418316116285656, 0, 0, 5.143417378488657, 0, 0],
            [1, 2, 3, -1, 5, -1, -1, 8, 9, -1, -1, 12, -1, -1, 15, -1, -1],
            [14, 7, 4, -1, 6, -1, -1, 11, 10, -1, -1, 13, -1, -1, 16, -1, -1],
            [16, 14, 5, 1, 4, 2, 2, 9, 2, 1, 1, 7, 4, 3, 2, 1, 1]),
    ];

    [Fact]
    public void ScoresAreScikits()
    {
        var predictor = new TreePredictor(new TreeEnsemble { IsDouble = true, FeatureCount = 3, OutputCount = 1, Trees = [.. Trees.Select(static tree => tree.ToTree())] }, Trees.Length);
        for (int i = 0; i < Expected.Length; i++)
        {
            var score = new float[1];
            predictor.Score(new SparseRows([0, 3], [0, 1, 2], Row(i)), score);
            Assert.Equal(Expected[i], Outcome.PowerOfTwo(score[0]), 1e-6);
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1.2073923576)]
    [InlineData(256, 10.2447709201)]
    public void ExpectedPathsAreScikits(int rows, double expected) => Assert.Equal(expected, PathLength.Expected(rows), 1e-9);

    private static float[] Row(int i) => i == 5 ? [20, 9, -7] : [i * 37 % 60 / 8f, (i * i % 23 * 0.5f) - 3, i * i % 11 * 1.5f];

    private sealed record ScikitTree(int[] Features, double[] Thresholds, int[] Left, int[] Right, int[] Rows)
    {
        public Tree ToTree()
        {
            var depths = new int[Features.Length];
            var nodes = new TreeNode[Features.Length];
            var weights = new List<LeafWeight>();
            for (int i = 0; i < nodes.Length; i++)
            {
                if (Features[i] < 0)
                {
                    nodes[i] = TreeNode.Leaf(weights.Count);
                    weights.Add(new LeafWeight(0, PathLength.LeafValue(depths[i], Rows[i], Rows[0])));
                    continue;
                }
                depths[Left[i]] = depths[Right[i]] = depths[i] + 1;
                nodes[i] = TreeNode.Branch(Features[i], TreeComparison.LessOrEqual, Thresholds[i], Left[i], Right[i]);
            }
            return new Tree { Nodes = nodes, Weights = weights };
        }
    }
}
