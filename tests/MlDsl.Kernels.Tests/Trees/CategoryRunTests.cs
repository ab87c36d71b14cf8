using System.Numerics;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Sets of categories as bits: each score of a compact forest has the bits of a plain walk, on every path, and what lies outside is refused.</summary>
public sealed class CategoryRunTests
{
    private const int Rows = 300, Features = 4;

    // A set in one byte, in as many as a vector has, in more, and in so many that a list of its few categories takes less.
    [Theory]
    [InlineData(2, true)]
    [InlineData(8, true)]
    [InlineData(41, true)]
    [InlineData(128, true)]
    [InlineData(129, true)]
    [InlineData(300, true)]
    [InlineData(60_000, false)]
    public void SetsOfAnyWidthAreFound(int categories, bool areBits)
    {
        foreach (CategoryRounding rounding in Enum.GetValues<CategoryRounding>())
        {
            foreach (bool isDouble in new[] { false, true })
            {
                TreeEnsemble ensemble = Forest(new Random(categories), categories, 0, rounding) with { IsDouble = isDouble };
                Assert.Equal(areBits, RunsOf(TreePacker.Pack(ensemble, TreePacking.Compact)) > 0);
                if (isDouble) Compare(ensemble, Values<double>(categories));
                else Compare(ensemble, Values<float>(categories));
            }
        }
    }

    // What is cut off below 0 is none of a set that takes no such number, and one of a set that does; 2.5 is no category that bits stand for.
    [Theory]
    [InlineData(CategoryRounding.None, false)]
    [InlineData(CategoryRounding.NotNegative, true)]
    [InlineData(CategoryRounding.TowardZero, false)]
    public void SetsWithNumbersBelowZeroAreBitsWhereThoseCountForNothing(CategoryRounding rounding, bool areBits)
    {
        TreeEnsemble ensemble = Forest(new Random(1), 20, -1, rounding);
        Assert.Equal(areBits, RunsOf(TreePacker.Pack(ensemble, TreePacking.Compact)) > 0);
        Compare(ensemble, Values<float>(20));
        TreeEnsemble halves = ensemble with { Trees = [.. ensemble.Trees.Select(static tree => tree with { CategorySets = [.. tree.CategorySets.Select(static set => set with { Values = [.. set.Values, 2.5] })] })] };
        Assert.Equal(0, RunsOf(TreePacker.Pack(halves, TreePacking.Compact)));
        Compare(halves, Values<float>(20));
    }

    [Fact]
    public void SetsBesideNumbersAndOtherSetsAreFound()
    {
        foreach (CategoryRounding rounding in Enum.GetValues<CategoryRounding>())
        {
            var random = new LeafWiseEnsemble(5);
            TreeEnsemble ensemble = random.Make(new(60, 30) { Sets = rounding, HasMissing = true, IsMixed = true, ZeroIsMissing = true, Numbers = 30, Flags = 60 });
            Compare(ensemble, random.Rows<float>(ensemble, Rows));
        }
    }

    // Branches of sets alone, each another, as XGBoost splits categories: 14 of 16 bytes a branch were its set's.
    [Fact]
    public void AForestOfSetsTakesAFifth()
    {
        TreeEnsemble ensemble = Forest(new Random(2), 41, 0, CategoryRounding.NotNegative);
        byte[] masks = TreePacker.Pack(ensemble, TreeLayout.Masks), packed = TreePacker.Pack(ensemble, TreePacking.Leaves8);
        Assert.NotNull(TreeScorer.Load(masks).Packed.Masks);
        Assert.InRange(packed.Length, 1, masks.Length / 5);
    }

    [Theory]
    [InlineData(nameof(PackedCategoryRun.Feature), Features, "run 0 of sets is none")]
    [InlineData(nameof(PackedCategoryRun.Feature), -1, "run 0 of sets is none")]
    [InlineData(nameof(PackedCategoryRun.Kind), 1, "run 0 of sets is none")]
    [InlineData(nameof(PackedCategoryRun.Count), 0, "run 0 of sets is none")]
    [InlineData(nameof(PackedCategoryRun.Count), 5, "slots and runs of sets, and says")]
    [InlineData(nameof(PackedCategoryRun.Categories), 0, "run 0 of sets is none")]
    [InlineData(nameof(PackedCategoryRun.Categories), (1 << 16) + 1, "run 0 of sets is none")]
    [InlineData(nameof(PackedCategoryRun.Categories), 300, "its sets take")]
    public unsafe void RunsThatAreNoneAreRefused(string member, int value, string message)
    {
        byte[] packed = TreePacker.Pack(Forest(new Random(3), 20, 0, CategoryRounding.NotNegative), TreePacking.Compact);
        fixed (byte* start = packed)
        {
            byte* run = start + ((PackedHeader*)start)->Roots.Start;
            *(int*)(run + System.Runtime.InteropServices.Marshal.OffsetOf<PackedCategoryRun>(member)) = value;
        }
        Assert.Contains(message, Assert.Throws<TreeEnsembleException>(() => TreeScorer.Load(packed)).Message, StringComparison.Ordinal);
    }

    private static unsafe int RunsOf(byte[] packed) => TreeScorer.Load(packed).Packed.Compact!.RunCount;

    // A hundred trees of fifteen sets each, among them the lowest category and the last.
    private static TreeEnsemble Forest(Random random, int categories, int lowest, CategoryRounding rounding)
    {
        return new TreeEnsemble { FeatureCount = Features, OutputCount = 1, Trees = [.. Enumerable.Range(0, 100).Select(_ => Tree())] };

        Tree Tree()
        {
            const int Branches = 15;
            var nodes = new TreeNode[(2 * Branches) + 1];
            for (int i = 0; i < nodes.Length; i++) nodes[i] = i < Branches ? TreeNode.Member(random.Next(Features), i, (2 * i) + 1, (2 * i) + 2, random.Next(3) == 0) : TreeNode.Leaf(i - Branches);
            return new Tree
            {
                Nodes = nodes,
                Weights = [.. Enumerable.Range(0, Branches + 1).Select(_ => new LeafWeight(0, random.NextSingle() - 0.5f))],
                CategorySets = [.. Enumerable.Range(0, Branches).Select(_ => new CategorySet([.. Enumerable.Range(0, Math.Min(categories, 20)).Select(_ => (double)random.Next(lowest, categories)).Append(categories - 1).Append(lowest).Distinct()], rounding))],
            };
        }
    }

    private static T[] Values<T>(int categories)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, Rows * Features).Select(_ => random.Next(12) switch
        {
            0 => T.NaN,
            1 => random.Next(2) == 0 ? T.PositiveInfinity : T.NegativeInfinity,
            2 => random.Next(2) == 0 ? T.NegativeZero : -T.Epsilon,
            3 => T.CreateTruncating(-0.5),
            4 => T.CreateTruncating(-1.5),
            5 => T.CreateTruncating(random.Next(categories) + 0.5),
            6 => T.CreateTruncating(categories + random.Next(3)),
            7 => T.CreateTruncating(2.5),
            _ => T.CreateTruncating(random.Next(categories)),
        })];
    }

    private static void Compare<T>(TreeEnsemble ensemble, T[] rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expected = PlainWalk.Score(ensemble, rows), batch = new T[Rows], single = new T[1];
        byte[] packed = TreePacker.Pack(ensemble, TreePacking.Compact);
        foreach (ScoringPath path in Paths.Runnable(TreeScorer.Load(packed).Packed))
        {
            TreeScorer scorer = TreeScorer.Load(packed, path);
            scorer.ScoreBatch<T>(rows, batch, []);
            Assert.Equal(expected, batch);
            for (int row = 0; row < Rows; row++)
            {
                scorer.Score<T>(rows.AsSpan(row * ensemble.FeatureCount, ensemble.FeatureCount), single);
                Assert.Equal(expected[row], single[0]);
            }
        }
    }
}
