using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>The bytes of compact forests beside those of the layouts for speed: of trees as trainers grow them, leaf by leaf or level by level, and of random ones.</summary>
public sealed class CompactSizeTests(ITestOutputHelper output)
{
    private const int Trees = 500, Depth = 6;

    [Theory]
    [InlineData(12, 255, 64)]
    [InlineData(20, 120, 64)]
    [InlineData(12, 254, 31)]
    public void AForestTakesAPartOfItsBytes(int features, int thresholds, int leaves)
    {
        TreeEnsemble ensemble = CompleteEnsemble.Make(Trees, leaves, features, thresholds);
        // Where trees have one shape and few slots, the compact form is the fast one.
        byte[] chosen = TreePacker.Pack(ensemble);
        Assert.Equal(leaves == 64, TreeScorer.Load(chosen).Packed.Compact is not null);
        long fast = TreePacker.Pack(ensemble, TreeLayout.Masks).Length, exact = TreePacker.Pack(ensemble, TreePacking.Compact).Length, codes = TreePacker.Pack(ensemble, TreePacking.Leaves8).Length;
        Assert.InRange(exact, 1, (long)(0.65 * fast));
        Assert.InRange(codes, 1, fast / 4);
    }

    // The worst that a forest can be: each tree complete, features, thresholds and leaves at random. Of 255 thresholds, as trainers take them; and, with 0, no two
    // alike, where each takes three bytes and more beside its branch.
    [Theory]
    [InlineData(10, 255, 0.65)]
    [InlineData(32, 255, 0.65)]
    [InlineData(100, 255, 0.65)]
    [InlineData(10, 0, 0.66)]
    [InlineData(32, 0, 0.65)]
    [InlineData(100, 0, 0.65)]
    public void CompleteTreesTakeTwoThirdsOfTheSmallestOtherLayout(int features, int thresholds, double most) =>
        Compare($"random, {features} features, {thresholds} thresholds", CompleteEnsemble.Make(Trees, 1 << Depth, features, thresholds), most);

    [TheoryWith(XGBoostLibrary.Library)]
    [InlineData(10)]
    [InlineData(32)]
    [InlineData(100)]
    public void TreesThatXGBoostGrewTakeTwoThirds(int features)
    {
        const int Rows = 4000;
        var random = new Random(features);
        float[] rows = [.. Enumerable.Range(0, Rows * features).Select(_ => random.NextSingle())];
        float[] labels = [.. Enumerable.Range(0, Rows).Select(row => MathF.Sin(6 * rows[row * features]) + (rows[(row * features) + 1] * rows[(row * features) + features - 1]) + (0.3f * random.NextSingle()))];
        using XGBoostLibrary library = XGBoostLibrary.Train(rows, labels, Trees, null, ("tree_method", "hist"), ("max_bin", "256"), ("max_depth", "6"), ("eta", "0.1"), ("colsample_bytree", "0.5"));
        TreeEnsemble ensemble = XGBoostFile.Read(library.Save("json")).Ensemble;
        Assert.Contains(ensemble.Trees, static tree => tree.Nodes.Count < (2 << Depth) - 1);
        Compare($"XGBoost, {features} features", ensemble, 0.65);
    }

    private void Compare(string name, TreeEnsemble ensemble, double most)
    {
        long least = Math.Min(TreePacker.Pack(ensemble, TreeLayout.Chunks).Length, TreePacker.Pack(ensemble, TreeLayout.Masks).Length);
        long exact = TreePacker.Pack(ensemble, TreePacking.Compact).Length, codes = TreePacker.Pack(ensemble, TreePacking.Leaves8).Length;
        output.WriteLine(FormattableString.Invariant($"{name}: bytes={least} compact={exact} share={(double)exact / least:F3} leaves8={(double)codes / least:F3}"));
        Assert.InRange(exact, 1, (long)(most * least));
    }
}
