using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

/// <summary>The encodings with a single feature, and the hashed one.</summary>
public sealed class CategoryValueTests
{
    private static readonly string?[] Ports = ["S", "C", "S", "Q", "C", "S", "B", null];

    [Fact]
    public void TheTwoZerosAreOneCategory()
    {
        Assert.Equal(("0", CategoryKeys.Murmur(0m)), (CategoryKeys.Text(ExactCategory.Of(-0.0m, "x")), CategoryKeys.Murmur(ExactCategory.Of(-0.0m, "x"))));
        Assert.Equal(("0", CategoryKeys.Murmur(0d)), (CategoryKeys.Text(ExactCategory.Of(-0d, "x")), CategoryKeys.Murmur(ExactCategory.Of(-0d, "x"))));
        Assert.Equal(("0", CategoryKeys.Murmur(0f)), (CategoryKeys.Text(ExactCategory.Of(-0f, "x")), CategoryKeys.Murmur(ExactCategory.Of(-0f, "x"))));
    }

    [Theory]
    [InlineData(Unknown.Zero, "C", 1)]
    [InlineData(Unknown.Zero, "Q", -1)]
    [InlineData(Unknown.Zero, null, 2)]
    [InlineData(Unknown.Bucket, "S", 0)]
    [InlineData(Unknown.Bucket, "Z", 2)]
    [InlineData(Unknown.Bucket, null, 3)]
    public void OrdinalIsThePlaceByFrequency(Unknown unknown, string? port, float place)
    {
        CategoryOptions options = new() { Encoding = CategoricalEncoding.Ordinal, Unknown = unknown, MinCount = 2 };
        Assert.Equal([place], Row(Learn(options, Ports), port));
    }

    [Fact]
    public void OrdinalFollowsTheDeclaredOrder() =>
        Assert.Equal([2f], Row(Learn(new CategoryOptions { Encoding = CategoricalEncoding.Ordinal, Values = ["low", "mid", "high"] }), "high"));

    [Theory]
    [InlineData(Unknown.Zero, "S", 0.375)]
    [InlineData(Unknown.Zero, "Q", 0)]
    [InlineData(Unknown.Zero, null, 0.125)]
    [InlineData(Unknown.Bucket, "Q", 0.25)]
    [InlineData(Unknown.Bucket, "never seen", 0.25)]
    public void CountIsTheShareOfTheRows(Unknown unknown, string? port, float share)
    {
        CategoryOptions options = new() { Encoding = CategoricalEncoding.Count, Unknown = unknown, MinCount = 2 };
        CategoryEncoding<string> encoding = Learn(options, Ports);
        Assert.Equal([share], Row(encoding, port));
        Assert.Equal(["Port"], Names(encoding.AppendNames));
    }

    // Targets 0 … 7 in the order of Ports, fold = row mod 5; the mean of all is 3.5.
    [Theory]
    [InlineData(Unknown.Zero, "S", (0 + 2 + 5 + 2 * 3.5) / (3 + 2))]
    [InlineData(Unknown.Zero, "C", (1 + 4 + 2 * 3.5) / (2 + 2))]
    [InlineData(Unknown.Zero, null, (7 + 2 * 3.5) / (1 + 2))]
    [InlineData(Unknown.Zero, "Q", 3.5)]
    [InlineData(Unknown.Bucket, "Q", (3 + 6 + 2 * 3.5) / (2 + 2))]
    public void TargetIsTheShrunkMean(Unknown unknown, string? port, double mean)
    {
        CategoryOptions options = new() { Encoding = CategoricalEncoding.Target, Unknown = unknown, MinCount = 2, Smoothing = 2 };
        Assert.Equal([(float)mean], Row(Learn(options, Ports), port));
    }

    [Theory]
    // Fold 0 holds rows 0 (S, 0) and 5 (S, 5); without them the mean is 23/6 and S has row 2 alone.
    [InlineData(0, false, "S", (2 + 23.0 / 6) / 2)]
    // Fold 3 holds row 3, the only Q: it falls back on the mean of rows 0, 1, 2, 4, 5, 6, 7.
    [InlineData(3, false, "Q", 25.0 / 7)]
    // Before fold 2: rows 0, 1, 5, 6.
    [InlineData(2, true, "S", (0 + 5 + 3.0) / 3)]
    // Nothing is before fold 0.
    [InlineData(0, true, "S", 0.0)]
    public void TargetUsesTheAdmittedFoldsAlone(int excluded, bool before, string port, double mean)
    {
        CategoryLearner<string> learner = new("Port", new CategoryOptions { Encoding = CategoricalEncoding.Target, Smoothing = 1, Nullable = true });
        for (int i = 0; i < Ports.Length; i++) learner.Add(Ports[i], i, i % FoldFilter.Count);
        int position = 0;
        CategoryEncoding<string> encoding = learner.Finish(ref position, new FoldFilter(excluded, before));
        Assert.Equal([(float)mean], Row(encoding, port));
    }

    [Fact]
    public void TargetWithoutSmoothingHasNoDivisionByZero()
    {
        CategoryOptions options = new() { Encoding = CategoricalEncoding.Target, Smoothing = 0, Values = ["S", "never"] };
        Assert.Equal([3.5f], Row(Learn(options, Ports), "never"));
    }

    [Fact]
    public void TargetMustBeFinite()
    {
        CategoryLearner<string> learner = new("Port", new CategoryOptions { Encoding = CategoricalEncoding.Target });
        Action[] calls = [() => learner.Add("S", float.NaN, 0), () => learner.AddMissing(float.PositiveInfinity, 0)];
        foreach (Action call in calls)
        {
            Assert.Equal("The target of a row is NaN or infinite, and 'Port' is encoded by it: give every training row a finite label",
                Assert.Throws<InvalidValueException>(call).Message);
        }
    }

    [Fact]
    public void HashedSetsOneOfManyAndLearnsNothing()
    {
        CategoryOptions options = new() { Encoding = CategoricalEncoding.Hashed, HashBits = 12, Nullable = true };
        CategoryEncoding<string> fitted = Learn(options, Ports), empty = Learn(options);
        HashSet<int> places = [];
        foreach (string? port in (string?[])["S", "C", "Q", "B", "", "a longer category name", null])
        {
            float[] row = Row(fitted, port);
            Assert.Equal(row, Row(empty, port));
            Assert.Equal(1f, Assert.Single(row, static v => v != 0));
            places.Add(Array.IndexOf(row, 1f));
        }
        Assert.Equal(7, places.Count);
        Assert.Equal("Port#4095", Names(fitted.AppendNames)[^1]);
    }

    [Theory]
    [InlineData("S", 0x11A2D8FDEDC37F2AUL)]
    [InlineData("", 0x0C63996A53326930UL)]
    [InlineData("a longer category name", 0xD9186D3755712C37UL)]
    public void HashesAreTheSameInEveryRun(string text, ulong hash) =>
        // The values come from the definition written down in Python.
        Assert.Equal(hash, CategoryKeys.Hash(text));
}
