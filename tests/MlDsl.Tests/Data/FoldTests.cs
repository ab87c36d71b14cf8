using FsCheck;
using FsCheck.Fluent;
using MlDsl.Testing;

namespace MlDsl.Tests.Data;

public sealed class FoldTests
{
    private static readonly DateTime Start = new(2020, 1, 1);

    private static Dataset<Flower> Flowers(int rows) => Dataset<Flower>.FromRows([.. Enumerable.Range(0, rows).Select(static i => new Flower(i, i * i % 5))]);

    private static Dataset<Trade> Trades(int rows) => Dataset<Trade>.FromRows([.. Enumerable.Range(0, rows).Select(static i => new Trade(i, Start.AddHours(i)))]);

    private static void AssertPartition<TRow>(Folds<TRow> folds, IReadOnlyList<TRow> all) where TRow : IRow<TRow>
    {
        Assert.Equal(all.ToHashSet(), [.. folds.SelectMany(static f => f.Validation.Rows)]);
        Assert.Equal(all.Count, folds.Sum(static f => f.Validation.Count));
        foreach (Fold<TRow> fold in folds)
        {
            Assert.Equal(all.Where(r => !fold.Validation.Rows.Contains(r)), fold.Train.Rows);
            Assert.Equal(all.Count, fold.Train.Count + fold.Validation.Count);
        }
        Assert.Equal(Enumerable.Range(0, folds.Count), folds.Select(static f => f.Index));
    }

    [Fact]
    public void PartitionsRowsAtRandom() => Prop.ForAll(
        Gen.Choose(2, 9).ToArbitrary(), Gen.Choose(10, 120).ToArbitrary(),
        static (count, rows) =>
        {
            Dataset<Flower> data = Flowers(rows);
            Folds<Flower> folds = data.FoldsRandom(count, 3);
            AssertPartition(folds, [.. data.Rows]);
            Assert.All(folds, f => Assert.InRange(f.Validation.Count, rows / count, rows / count + 1));
        }).Check(Draws.Of());

    [Fact]
    public void KeepsClassesInProportionInEveryFold()
    {
        Dataset<Flower> data = Flowers(203);
        Folds<Flower> folds = data.FoldsStratified(4, 3);

        AssertPartition(folds, [.. data.Rows]);
        foreach ((int species, int count) in data.Rows.CountBy(static f => f.Species))
            Assert.All(folds, f => Assert.InRange(f.Validation.Rows.Count(r => r.Species == species), count / 4, count / 4 + 1));
    }

    [Fact]
    public void KeepsGroupsTogetherAndFoldsEven()
    {
        Dataset<Visit> data = Dataset<Visit>.FromRows([.. Enumerable.Range(0, 200).Select(static i => new Visit(i, i % 40))]);
        Folds<Visit> folds = data.FoldsByGroup(5, 3);

        AssertPartition(folds, [.. data.Rows]);
        Assert.All(folds, static f => Assert.Equal((40, 0), (f.Validation.Count, f.Train.Rows.Select(static v => v.Patient).Intersect(f.Validation.Rows.Select(static v => v.Patient)).Count())));
        Assert.NotEqual(folds[0].Validation.Fingerprint, data.FoldsByGroup(5, 4)[0].Validation.Fingerprint);
    }

    [Fact]
    public void StaysInsideTheTrainSetItCuts()
    {
        Split<Flower> split = Flowers(200).SplitRandom(0.2, 0.2, 1);
        Folds<Flower> folds = split.Development.FoldsRandom(4, 2);

        AssertPartition(folds, [.. split.Development.Rows]);
        AssertPartition(split.Development.FoldsStratified(4, 2), [.. split.Development.Rows]);
        AssertPartition(folds[1].Train.FoldsRandom(3, 2), [.. folds[1].Train.Rows]);
        Assert.Equal(split.Description, folds.Description.Within);
        Assert.Equal("Random: 4 folds, seed 2, within Random: validation 0.2, test 0.2, seed 1", folds.Description.ToString());
    }

    [Fact]
    public void RollsForwardByShares()
    {
        Folds<Trade> folds = Trades(100).RollingOrigin(3, 0.1, TimeSpan.FromHours(15));

        Assert.Equal([(0, 54, 70, 79), (0, 64, 80, 89), (0, 74, 90, 99)], folds.Select(Ends));
        Assert.All(folds, static f => Assert.Equal(15, f.Embargoed));
    }

    [Fact]
    public void RollsForwardByTime()
    {
        Split<Trade> split = Trades(100).SplitByTime(0.1, 0.2);
        Folds<Trade> folds = split.Development.RollingOrigin(2, TimeSpan.FromHours(10)), whole = Trades(100).RollingOrigin(2, TimeSpan.FromHours(10));

        Assert.Equal([(0, 59, 60, 69), (0, 69, 70, 79)], folds.Select(Ends));
        Assert.Equal([(0, 79, 80, 89), (0, 89, 90, 99)], whole.Select(Ends));
        Assert.Equal([(0, 59, 60, 69), (0, 69, 70, 79)], split.Development.RollingOrigin(2, 0.125).Select(Ends));
    }

    private static (int, int, int, int) Ends(Fold<Trade> fold) =>
        (fold.Train.Rows.Min(static t => t.Id), fold.Train.Rows.Max(static t => t.Id), fold.Validation.Rows.Min(static t => t.Id), fold.Validation.Rows.Max(static t => t.Id));

    [Theory]
    [InlineData(1)]
    [InlineData(201)]
    public void RefusesNumbersOfFoldsOutOfRange(int folds)
    {
        Assert.StartsWith("there can be 2 to 200 folds", Assert.Throws<ArgumentOutOfRangeException>(() => Flowers(10).FoldsRandom(folds, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Flowers(10).FoldsStratified(folds, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trades(10).RollingOrigin(folds, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void RefusesFoldsWithoutRows()
    {
        Assert.Equal(
            "fold 3 of 5 has 3 rows in train and 0 in validation, of 3 of the rows of Flower; make fewer folds, or give more rows (or a shorter horizon or embargo)",
            Assert.Throws<InvalidOperationException>(static () => Flowers(3).FoldsRandom(5, 1)).Message);
        Assert.Equal(
            "the rows of Visit has 1 groups, fewer than 2 folds; make at most as many folds as there are groups",
            Assert.Throws<InvalidOperationException>(static () => Dataset<Visit>.FromRows([new(1, 1), new(2, 1)]).FoldsByGroup(2, 1)).Message);
        Assert.StartsWith("fold 0 of 2 has 0 rows in train", Assert.Throws<InvalidOperationException>(static () => Trades(10).RollingOrigin(2, TimeSpan.FromDays(365_000))).Message, StringComparison.Ordinal);
        Assert.StartsWith("2 windows of 0.01 of 10 rows", Assert.Throws<InvalidOperationException>(static () => Trades(10).RollingOrigin(2, 0.01)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesHorizonsOutOfRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Trades(10).RollingOrigin(2, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Trades(10).RollingOrigin(2, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Trades(10).RollingOrigin(2, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Trades(10).RollingOrigin(2, 0.1, TimeSpan.FromHours(-1)));
    }
}
