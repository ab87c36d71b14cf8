using FsCheck;
using FsCheck.Fluent;
using MlDsl.Columns;
using MlDsl.Testing;

namespace MlDsl.Training.Tests.Profiles;

[Collection(Alone.Name)]
public sealed class ProfileSketchTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(200, 3)]
    [InlineData(5_000, 8)]
    [InlineData(40_000, 5)]
    public void AnyPartitionGivesTheSameBits(int rows, int parts)
    {
        var made = ProfileRows.Made(rows, seed: rows, cities: rows == 40_000 ? 30_000 : 40);
        byte[] once = ProfileRows.Bytes(ProfileRows.Sketch(made));
        var random = new Random(parts);
        int[] part = [.. made.Select(_ => random.Next(parts))];
        Assert.Equal(once, ProfileRows.Bytes(ProfileRows.Sketch(made, parts, row => part[row])));
    }

    [Fact]
    public void OrderAndBlocksDoNotMatter() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
    {
        var random = new Random(seed);
        var made = ProfileRows.Made(random.Next(0, 300), seed);
        int[] order = [.. Enumerable.Range(0, made.Length)];
        random.Shuffle(order);
        var sketch = new ProfileSketch(ProfileRows.LayoutOf(ProfileRows.Columns), isTimed: true);
        ProfileFeed[] feeds = [.. Enumerable.Range(0, 3).Select(from => new ProfileFeed(sketch, from))];
        foreach (int row in order)
        {
            ProfileFeed feed = feeds[random.Next(3)];
            feed.Add(row, made[row].Ticks, made[row].Values);
            if (random.Next(20) == 0) feed.Flush();
        }
        foreach (ProfileFeed feed in feeds) feed.Flush();
        return ProfileRows.Bytes(ProfileRows.Sketch(made)).AsSpan().SequenceEqual(ProfileRows.Bytes(sketch));
    }).Check(Draws.Of());

    [Fact]
    public void CountsAreThoseOfTheRows()
    {
        var made = ProfileRows.Made(5_000, seed: 1);
        ReferenceProfile profile = ProfileRows.Sketch(made).Finish(ProfileOptions.Default);
        Assert.Equal(5_000, profile.Rows);
        Assert.Equal(["Age", "Count", "City", "Group", "Said", "At", "Flag", "Parts"], profile.Columns.Select(static c => c.Name));
        ProfiledColumn[] columns = ProfileRows.Columns;
        for (int i = 0; i < columns.Length; i++)
        {
            var finder = new CellFinder(profile.Columns[i]);
            var cells = new long[profile.Columns[i].Cells];
            foreach (var (values, _) in made)
                cells[columns[i].Kind == ColumnProfileKind.Number ? finder.CellOf(columns[i].NumberOf(in values[i])) : finder.CellOf(columns[i].TextOf(in values[i]))]++;
            Assert.Equal(cells, profile.Columns[i].ToCells());
        }
        Assert.Equal("years", profile.Columns[0].Unit);
        Assert.Equal("length", profile.Columns[4].Of);
        Assert.Equal("hour of week", profile.Columns[5].Of);
        Assert.Equal("norm", profile.Columns[7].Of);
        // 40 days from a Monday on, each of which the sample has whole.
        Assert.Equal(40, profile.Blocks.Length);
        Assert.Equal(TimeSpan.FromDays(1), profile.BlockLength);
        Assert.Equal(new DateTime(2024, 1, 1), profile.BlockStart);
        Assert.Equal(5_000, profile.Blocks.Sum(static b => b.Rows));
        Assert.All(profile.Pairs, static pair => Assert.Equal(5_000, pair.Counts.Sum()));
        PairProfile strongest = profile.Pairs.Single(static p => p is { First: 0, Second: 1 });
        Assert.InRange(strongest.Correlation, 0.9, 1);
    }

    [Fact]
    public void QuantilesAreWithinTheStatedBound()
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, 20_000).Select(_ => (float)Math.Exp(4 * random.NextDouble()) * (random.Next(3) == 0 ? -1 : 1))];
        var sketch = new NumberSketch();
        foreach (float value in values) sketch.Add(NumberSketch.KeyOf(value));
        Array.Sort(values);
        long before = 0;
        foreach (var (key, count) in sketch.Buckets())
        {
            double middle = NumberSketch.MiddleOf(key, isInteger: false);
            for (long rank = before; rank < before + count; rank++)
                Assert.InRange(Math.Abs(middle - values[rank]), 0, Math.Abs(values[rank]) * NumberSketch.RelativeError);
            before += count;
        }
        Assert.Equal(values.Length, before);
    }

    [Fact]
    public void MomentsAreWithinTheStatedBound()
    {
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 50_000).Select(_ => 20 + (float)(5 * random.NextDouble()))];
        ColumnProfile profile = One(values);
        double mean = values.Average(static v => (double)v), deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        Assert.InRange(profile.Mean, mean * (1 - NumberSketch.RelativeError), mean * (1 + NumberSketch.RelativeError));
        Assert.InRange(profile.Deviation, deviation * 0.995, deviation * 1.005);
        Assert.InRange(profile.Distinct, 40_000, 52_000);
        Assert.Equal(12, profile.Bins);
        Assert.All(profile.Counts, static c => Assert.InRange(c, 50_000 / 12 * 0.8, 50_000 / 12 * 1.2));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void DistinctValuesAreEstimated(int distinct)
    {
        var sketch = new DistinctSketch();
        for (int times = 0; times < 2; times++)
            for (int i = 0; i < distinct; i++) sketch.Add(RowHash.Mix(RowHash.Mix((ulong)i)));
        // Four standard errors.
        Assert.InRange(sketch.Estimate(), distinct * 0.936, distinct * 1.064);
    }

    [Fact]
    public void NoDistinctValueIsNone() => Assert.Equal(0, new DistinctSketch().Estimate());

    [Fact]
    public void AConstantIsOneBin()
    {
        ColumnProfile profile = One([.. Enumerable.Repeat(3f, 100)]);
        Assert.Equal(100, Assert.Single(profile.Counts));
        Assert.Empty(profile.Edges);
        Assert.Equal(0, profile.Deviation);
    }

    [Fact]
    public void WhatIsNoNumberIsCountedApart()
    {
        ColumnProfile profile = One([.. Enumerable.Repeat(float.NaN, 30), .. Enumerable.Repeat(float.PositiveInfinity, 4), float.NegativeInfinity, .. Enumerable.Range(0, 20).Select(static i => (float)i)]);
        Assert.Equal((30, 5, 20), (profile.Missing, profile.Unknown, profile.Counts.Sum()));
    }

    [Fact]
    public void AColumnWithoutValuesHasNoBin()
    {
        ColumnProfile profile = One([float.NaN, float.NaN]);
        Assert.Equal((0, 2L), (profile.Bins, profile.Missing));
        Assert.Equal(double.NaN, profile.Mean);
        Assert.Equal(1, new CellFinder(profile).CellOf(5f));
    }

    [Fact]
    public void FewValuesAreNotStored()
    {
        // 9 of 10 rows that a bin has at least: neither their place nor their mean shows.
        ColumnProfile profile = One([.. Enumerable.Repeat(42f, 9)]);
        Assert.Equal((0, 9L), (profile.Bins, profile.Unknown));
        Assert.Equal(double.NaN, profile.Mean);
    }

    [Fact]
    public void EveryBinHasEnoughRows()
    {
        var random = new Random(5);
        for (int seed = 0; seed < 60; seed++)
        {
            int rows = random.Next(10, 400);
            ColumnProfile profile = One([.. Enumerable.Range(0, rows).Select(_ => (float)Math.Round(random.NextDouble() * random.Next(1, 50), random.Next(3)))]);
            Assert.All(profile.Counts, static c => Assert.True(c >= 10));
            Assert.Equal(rows, profile.Counts.Sum());
            // The cuts are of the grid, whatever the values were.
            Assert.All(profile.Edges, static e => Assert.Equal(e, NumberSketch.LowerOf(NumberSketch.KeyOf((float)e))));
        }
    }

    [Fact]
    public void ASensitiveColumnHasNoRareCategory()
    {
        var made = ProfileRows.Made(4_000, seed: 2);
        ColumnProfile profile = ProfileRows.Sketch(made).Finish(ProfileOptions.Default).Columns[3];
        Assert.Equal(["a", "b"], profile.Categories.Order(StringComparer.Ordinal));
        Assert.InRange(profile.Unknown, 10, 49);
        Assert.True(profile.IsSensitive);
    }

    [Fact]
    public void HugeTextsAreCountedAndNotKept()
    {
        var count = new ColumnCount(ColumnProfileKind.Category);
        count.Add(Enumerable.Repeat<string?>(new string('a', 100_000), 50).ToArray());
        ColumnProfile profile = ColumnBins.Of(ProfileRows.Columns[2], count, [], ProfileOptions.Default);
        Assert.Equal((0, 50L), (profile.Bins, profile.Unknown));
        Assert.Equal(1, new CellFinder(profile).CellOf(new string('a', 100_000)));
    }

    [Fact]
    public void FrequentTextsOfVeryManyAreFound()
    {
        // Half of the rows are of four texts, the others all different: too many to count each.
        var made = Enumerable.Range(0, 60_000).Select(static i => i % 2 == 0 ? $"often {i / 2 % 4}" : $"once {i}").ToArray();
        var sketch = new ProfileSketch(ProfileRows.LayoutOf(ProfileRows.Columns[2]), isTimed: false);
        var feed = new ProfileFeed(sketch, from: 0);
        for (int i = 0; i < made.Length; i++) feed.Add(i, 0, ColumnValue.Text(made[i]));
        feed.Flush();
        ColumnProfile profile = sketch.Finish(ProfileOptions.Default).Columns[0];
        Assert.Equal(["often 0", "often 1", "often 2", "often 3"], profile.Categories.Order(StringComparer.Ordinal));
        Assert.All(profile.Counts, static c => Assert.InRange(c, 7_500, 7_510));
        Assert.Equal(60_000, profile.ToCells().Sum());
        Assert.InRange(profile.Distinct, 30_004 * 0.936, 30_004 * 1.064);
    }

    [Fact]
    public void WhatOccursOnceIsNoCategoryHoweverManyThereAre()
    {
        // So many that every bucket has more rows than a category at least; the text that comes first by its letters shares a bucket with a frequent one, perhaps.
        var sketch = new CategorySketch();
        List<string> sampled = [];
        for (int i = 0; i < 1_000_000; i++)
        {
            string text = i % 100 == 0 ? "often" : $"Name {i}";
            sketch.Add(text);
            if (i % 125 == 0 || i % 125 == 7) sampled.Add(text);
        }
        Assert.Equal(["often"], sketch.Frequent(32, 10, sampled, sketch.Rows).Select(static one => one.Text));
    }

    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 50)]
    public void NoBlockOfTimeIsOfAFewRows(bool isSensitive, int least)
    {
        ColumnSchema schema = ProfileRows.Schema.Single(static c => c.Name == "Count") with { Role = isSensitive ? ColumnRole.Sensitive : ColumnRole.None };
        var sketch = new ProfileSketch(ProfileRows.LayoutOf(ProfiledColumn.FromSchema(schema)), isTimed: true);
        var feed = new ProfileFeed(sketch, from: 0);
        // Days of one row first, in the middle and last; days of 60, and a stretch of 6 a day.
        int[] days = [1, 60, 60, 1, 60, 0, 0, .. Enumerable.Repeat(6, 20), 60, 1];
        long row = 0;
        for (int day = 0; day < days.Length; day++)
            for (int i = 0; i < days[day]; i++, row++) feed.Add(row, new DateTime(2024, 1, 1).AddDays(day).Ticks, ColumnValue.Integer(row % 5));
        feed.Flush();
        ReferenceProfile profile = sketch.Finish(ProfileOptions.Default);
        Assert.All(profile.Blocks, block => Assert.True(block.Rows == 0 || block.Rows >= least));
        Assert.Equal(days.Length, profile.Blocks.Length);
        Assert.Equal([0, 61, 60, 0, 61, 0, 0], profile.Blocks.Take(7).Select(static block => block.Rows));
        Assert.Equal(0, profile.Blocks[^1].Rows);
        Assert.Equal(profile.Columns[0].ToCells(), Enumerable.Range(0, profile.Columns[0].Cells).Select(cell => profile.Blocks.Sum(block => block.Counts[cell])));
        Assert.Equal(ReferenceFile.Write(profile), ReferenceFile.Write(ReferenceFile.Read(ReferenceFile.Write(profile))));
    }

    [Fact]
    public void TooFewRowsHaveNoBlocks()
    {
        var sketch = new ProfileSketch(ProfileRows.LayoutOf(ProfileRows.Columns[1]), isTimed: true);
        var feed = new ProfileFeed(sketch, from: 0);
        for (int row = 0; row < 9; row++) feed.Add(row, new DateTime(2024, 1, 1).AddDays(row).Ticks, ColumnValue.Integer(row));
        feed.Flush();
        Assert.Empty(sketch.Finish(ProfileOptions.Default).Blocks);
    }

    [Fact]
    public void APairOfASensitiveColumnShowsNoFewRows()
    {
        // 30 of 1,000 rows are of a group and late: fewer than 50, which each of both is of more.
        ProfiledColumn[] columns = [ProfileRows.Columns[3], ProfileRows.Columns[6]];
        Assert.Empty(Pairs(30, columns).Pairs);
        Assert.Equal(2, Pairs(60, columns).Pairs[0].Counts.Count(static count => count == 60 || count == 140));
        // Where none is sensitive, all pairs are there.
        Assert.Single(Pairs(30, [ProfileRows.Columns[2], ProfileRows.Columns[6]]).Pairs);

        static ReferenceProfile Pairs(int both, ProfiledColumn[] columns)
        {
            var sketch = new ProfileSketch(ProfileRows.LayoutOf(columns), isTimed: false);
            var feed = new ProfileFeed(sketch, from: 0);
            for (int row = 0; row < 1_000; row++) feed.Add(row, 0, ColumnValue.Text(row < 200 ? "a" : "b"), ColumnValue.Flag(row < both || row >= 600));
            feed.Flush();
            return sketch.Finish(ProfileOptions.Default);
        }
    }

    [Fact]
    public void AColumnWithoutValuesTakesLittleRoom()
    {
        long least = long.MaxValue;
        for (int turn = 0; turn < 3; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var sketch = new NumberSketch();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Empty(sketch.Buckets());
        }
        Assert.InRange(least, 1, 1_024);
    }

    [Fact]
    public void NoRowIsAProfileToo()
    {
        ReferenceProfile profile = ProfileRows.Sketch([]).Finish(ProfileOptions.Default);
        Assert.Equal((0, 0), (profile.Rows, profile.Blocks.Length));
        Assert.All(profile.Columns, static c => Assert.Equal(0, c.Bins));
        Assert.Equal(ReferenceFile.Write(profile), ReferenceFile.Write(ReferenceFile.Read(ReferenceFile.Write(profile))));
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ProfileOptions { MostBins = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ProfileOptions { MostCategories = 251 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ProfileOptions { LeastRows = 0 });
    }

    private static ColumnProfile One(float[] values)
    {
        var count = new ColumnCount(ColumnProfileKind.Number);
        count.Add(values);
        return ColumnBins.Of(ProfileRows.Columns[0], count, [], ProfileOptions.Default);
    }
}
