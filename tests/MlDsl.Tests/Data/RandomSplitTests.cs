using FsCheck;
using FsCheck.Fluent;
using MlDsl.Testing;

namespace MlDsl.Tests.Data;

public sealed class RandomSplitTests
{
    private static Dataset<Flower> Flowers(int rows, int classes = 3) =>
        Dataset<Flower>.FromRows([.. Enumerable.Range(0, rows).Select(i => new Flower(i, i * i % classes))]);

    private static int[] TestIds(Split<Flower> split) => [.. split.Test.Selection.Rows().Select(static f => f.Id)];

    /// <summary>Every row on exactly one side, in the order of the data; development is train and validation.</summary>
    internal static void AssertPartition<TRow>(Split<TRow> split, IEnumerable<TRow> all) where TRow : IRow<TRow>
    {
        TRow[] train = [.. split.Train.Rows], validation = [.. Rows(split.Validation.Selection)], test = [.. Rows(split.Test.Selection)];
        Assert.Equal((train.Length, validation.Length, test.Length), ((int)split.Train.Count, (int)split.Validation.Count, (int)split.Test.Count));
        Assert.Empty(train.Intersect(validation).Concat(train.Intersect(test)).Concat(validation.Intersect(test)));
        TRow[] rows = [.. all];
        HashSet<TRow> assigned = [.. train, .. validation, .. test];
        Assert.Equal(rows.Length, assigned.Count + split.Embargoed);
        Assert.Equal(rows.Where(r => split.Development.Rows.Contains(r)), split.Development.Rows);
        Assert.Equal(split.Development.Rows.ToHashSet(), [.. train, .. validation]);
        Assert.Equal(split.Development.Fingerprint, split.Train.Fingerprint.Merge(split.Validation.Fingerprint));
    }

    private static IEnumerable<TRow> Rows<TRow>(RowSelection<TRow> selection) where TRow : IRow<TRow> => selection.Count == 0 ? [] : selection.Rows();

    [Fact]
    public void AssignsEveryRowToOneSideInExactShares() => Prop.ForAll(
        Gen.Choose(20, 300).ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(),
        static (rows, validation, seed) =>
        {
            Dataset<Flower> data = Flowers(rows);
            double share = validation < 10 ? 0 : validation / 100.0;
            Split<Flower> split = data.SplitRandom(share, 0.25, seed);
            AssertPartition(split, data.Rows);
            Assert.Equal(Math.Round(rows * 0.25), split.Test.Count);
            Assert.Equal(Math.Round(rows * (0.25 + share)), split.Test.Count + split.Validation.Count);
            Assert.Equal(0, split.Embargoed);
        }).Check(Draws.Of());

    [Fact]
    public void GivesTheSameSplitForTheSameSeedOnAnyThread()
    {
        Dataset<Flower> data = Flowers(5000);
        int[] expected = TestIds(data.SplitRandom(0.1, 0.2, 42));

        Parallel.For(0, 8, _ => Assert.Equal(expected, TestIds(data.SplitRandom(0.1, 0.2, 42))));
        Assert.NotEqual(expected, TestIds(data.SplitRandom(0.1, 0.2, 43)));
        // The seed's meaning is part of the promise: a new version splits as this one.
        Assert.Equal([9, 12, 15, 25, 30], expected.Take(5));
    }

    [Fact]
    public void TakesRowsFromEverywhere()
    {
        // Twenty blocks of 500 rows, 100 expected in each; six standard deviations are 54.
        int[] ids = TestIds(Flowers(10_000).SplitRandom(0, 0.2, 1));

        Assert.All(ids.CountBy(static id => id / 500), static block => Assert.InRange(block.Value, 46, 154));
    }

    [Fact]
    public void KeepsClassesInProportion() => Prop.ForAll(
        Gen.Choose(100, 400).ToArbitrary(), Gen.Choose(1, 1000).ToArbitrary(),
        static (rows, seed) =>
        {
            Dataset<Flower> data = Flowers(rows, 7);
            Split<Flower> split = data.SplitStratified(0.15, 0.3, seed);
            AssertPartition(split, data.Rows);
            Dictionary<int, int> validation = split.Validation.Rows.CountBy(static f => f.Species).ToDictionary(), test = split.Test.Selection.Rows().CountBy(static f => f.Species).ToDictionary();
            foreach ((int species, int count) in data.Rows.CountBy(static f => f.Species))
            {
                Assert.InRange(validation.GetValueOrDefault(species) - count * 0.15, -1, 1);
                Assert.InRange(test.GetValueOrDefault(species) - count * 0.3, -0.5, 0.5);
            }
        }).Check(Draws.Of());

    [Fact]
    public void RefusesToStratifyOneClass()
    {
        string words = "the rows of the rows of Flower are of one class, or their label is a number with fractions; split them with SplitRandom or FoldsRandom";

        Assert.Equal(words, Assert.Throws<InvalidOperationException>(static () => Flowers(10, 1).SplitStratified(0.1, 0.2, 1)).Message);
        Assert.Equal(words, Assert.Throws<InvalidOperationException>(static () => Flowers(10, 1).FoldsStratified(2, 1)).Message);
    }

    [Theory]
    [InlineData(-0.1, 0.2)]
    [InlineData(0.2, 1.0)]
    [InlineData(double.NaN, 0.2)]
    public void RefusesSharesOutOfRange(double validation, double test) =>
        Assert.Contains("is a share of the rows: 0 or more and below 1", Assert.Throws<ArgumentOutOfRangeException>(() => Flowers(10).SplitRandom(validation, test, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void RefusesSharesThatLeaveNothing() => Assert.Equal(
        "validation 0.5 and test 0.5 leave nothing to train on; their sum must be below 1",
        Assert.Throws<ArgumentException>(static () => Flowers(10).SplitStratified(0.5, 0.5, 1)).Message);

    [Fact]
    public void NamesASideWithoutRows()
    {
        Assert.Equal(
            "the test side has 0 of 10 rows of the rows of Flower (train 8, validation 2, test 0, embargoed 0); change the shares or the points in time, shorten the embargo, or give more rows; test: 0 leaves the side out",
            Assert.Throws<InvalidOperationException>(static () => Flowers(10).SplitRandom(0.2, 0.01, 1)).Message);
        Assert.StartsWith("the train side has 0 of 0 rows", Assert.Throws<InvalidOperationException>(static () => Flowers(0).SplitRandom(0, 0, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("the test side has 0 rows: the rows of Flower is empty", Assert.Throws<InvalidOperationException>(static () => Flowers(10).SplitRandom(0.2, Flowers(0), 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GivesEmptySidesWhereAskedAndThrowsOnUse()
    {
        Split<Flower> split = Flowers(10).SplitRandom(0, 0, 1);

        Assert.Equal((10, 0, 0, 10), (split.Train.Count, split.Validation.Count, split.Test.Count, split.Development.Count));
        Assert.Equal(
            "the validation side is empty because the split was made with validation: 0; give it a share of the rows",
            Assert.Throws<InvalidOperationException>(() => split.Validation.Rows.Any()).Message);
        Assert.Throws<InvalidOperationException>(() => split.Test.Batches(CancellationToken.None));
    }

    [Fact]
    public void TakesOtherDataAsTheTestSide()
    {
        Dataset<Flower> data = Flowers(100), test = Dataset<Flower>.FromRows([new(3, 0), new(7, 1), new(1000, 2)]);
        Split<Flower> split = data.SplitStratified(0.2, test, 5);

        Assert.Equal((100, 3), (split.Development.Count, split.Test.Count));
        Assert.Equal(test.Rows, split.Test.Selection.Rows());
        Assert.Equal(2, split.Duplicates.TestInDevelopment);
        Assert.Equal(103, split.Fingerprint.Rows);
        Assert.Equal("Stratified: validation 0.2, test the rows of Flower, seed 5", split.Description.ToString());
    }

    [Fact]
    public void CountsRowsThatStandOnTwoSides()
    {
        // Ten different rows, each ten times: nearly every row of a side also stands in train.
        Dataset<Note> data = Dataset<Note>.FromRows([.. Enumerable.Range(0, 100).Select(static i => new Note("a", i % 10))]);
        Split<Note> split = data.SplitRandom(0.3, 0.3, 9);
        HashSet<Note> train = [.. split.Train.Rows], development = [.. split.Development.Rows];

        Assert.Equal(split.Validation.Rows.Count(train.Contains), split.Duplicates.ValidationInTrain);
        Assert.Equal(split.Test.Selection.Rows().Count(development.Contains), split.Duplicates.TestInDevelopment);
        Assert.InRange(split.Duplicates.TestInDevelopment, 1, 30);
        Assert.Equal(new DuplicateReport(0, 0, null), Flowers(100).SplitRandom(0.3, 0.3, 9).Duplicates);
    }

    [Fact]
    public void PrintsTheFingerprintOfTheDataWhateverItsOrder()
    {
        Flower[] rows = [.. Flowers(50).Rows];
        Split<Flower> split = Dataset<Flower>.FromRows(rows).SplitRandom(0.2, 0.2, 1), reversed = Dataset<Flower>.FromRows(rows.Reverse()).SplitRandom(0.1, 0.1, 7);
        rows[7] = rows[7] with { Id = 1000 };

        Assert.Equal(split.Fingerprint, reversed.Fingerprint);
        Assert.Equal(split.Fingerprint, split.Development.Fingerprint.Merge(split.Test.Fingerprint));
        Assert.NotEqual(split.Fingerprint, Dataset<Flower>.FromRows(rows).SplitRandom(0.2, 0.2, 1).Fingerprint);
        Assert.Matches("^[0-9a-f]{32}-32$", split.Fingerprint.ToString());
    }

    [Fact]
    public void CountsAssessmentsFromAnyThread()
    {
        TestSet<Flower> test = Flowers(10).SplitRandom(0, 0.2, 1).Test;

        Parallel.For(0, 1000, _ => test.CountAssessment());

        Assert.Equal(1001, test.CountAssessment());
    }

    [Fact]
    public void NoticesRowsThatCameInAfterTheSplit()
    {
        var rows = new List<Flower>(Flowers(10).Rows);
        Split<Flower> split = Dataset<Flower>.FromRows(rows).SplitRandom(0, 0.2, 1);
        rows.Add(new(10, 0));

        Assert.StartsWith("the rows of Flower has more rows now than the 10 that were split", Assert.Throws<InvalidOperationException>(() => split.Train.Rows.Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StreamsBatchesInTheSameOrderWithNumbers()
    {
        TrainSet<Flower> train = Flowers(20_000).SplitRandom(0.1, 0.1, 3).Train;
        int[] first = Ids(), second = Ids();

        Assert.Equal(16_000, first.Length);
        Assert.Equal(first, second);
        Assert.Equal(first, first.Order());

        int[] Ids()
        {
            var ids = new List<int>();
            foreach (RowBatch<Flower> batch in train.Batches(CancellationToken.None))
            {
                Assert.InRange(batch.Count, 1, RowBatch<Flower>.Size);
                for (int i = 0; i < batch.Count; i++)
                {
                    Assert.Equal(batch.Number(i), batch.Rows[i].Id);
                    ids.Add(batch.Rows[i].Id);
                }
            }
            return [.. ids];
        }
    }

    [Fact]
    public void StopsAPassWhenCancelled()
    {
        TrainSet<Flower> train = Flowers(20_000).SplitRandom(0.1, 0.1, 3).Train;
        using var source = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (RowBatch<Flower> _ in train.Batches(source.Token)) source.Cancel();
        });
    }
}
