using FsCheck;
using FsCheck.Fluent;
using MlDsl.Testing;

namespace MlDsl.Tests.Data;

public sealed class TimeSplitTests
{
    private static readonly DateTime Start = new(2020, 1, 1);

    /// <summary>One trade an hour, in no order.</summary>
    private static Dataset<Trade> Trades(int rows) =>
        Dataset<Trade>.FromRows([.. Enumerable.Range(0, rows).OrderBy(static i => RowHash.Mix((ulong)i)).Select(static i => new Trade(i, Start.AddHours(i)))]);

    /// <summary>The hours of trades that follow each other without a gap.</summary>
    private static string Ids(IEnumerable<Trade> trades)
    {
        int[] ids = [.. trades.Select(static t => t.Id).Order()];
        Assert.Equal(Enumerable.Range(ids[0], ids.Length), ids);
        return Hours(ids[0], ids[^1] + 1);
    }

    private static string Hours(int from, int to) => $"{from} to {to}";

    [Fact]
    public void CutsTheOrderOfTimeIntoShares()
    {
        Split<Trade> split = Trades(100).SplitByTime(0.2, 0.3);

        Assert.Equal((Hours(0, 50), Hours(50, 70), Hours(70, 100)), (Ids(split.Train.Rows), Ids(split.Validation.Rows), Ids(split.Test.Selection.Rows())));
        Assert.Equal(Hours(0, 70), Ids(split.Development.Rows));
        Assert.Equal((Start, Start.AddHours(99)), (split.Earliest, split.Latest));
        Assert.Equal((Start.AddHours(50), Start.AddHours(70)), (split.Description.ValidationFrom, split.Description.TestFrom));
        Assert.Equal("Time: validation 0.2, test 0.3, validation from 2020-01-03T02:00:00.0000000, test from 2020-01-03T22:00:00.0000000, embargo 00:00:00", split.Description.ToString());
    }

    [Fact]
    public void KeepsTheEmbargoBeforeEachLaterSide()
    {
        Split<Trade> split = Trades(100).SplitByTime(0.2, 0.3, TimeSpan.FromHours(5));

        Assert.Equal((Hours(0, 45), Hours(50, 65), Hours(70, 100)), (Ids(split.Train.Rows), Ids(split.Validation.Rows), Ids(split.Test.Selection.Rows())));
        Assert.Equal(10, split.Embargoed);
    }

    [Fact]
    public void HoldsOrderAndEmbargoForAnyTimes() => Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(0, 50)).Where(static a => a.Length > 0).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(),
        static (hours, embargo, share) =>
        {
            Dataset<Trade> data = Dataset<Trade>.FromRows([.. hours.Select(static (h, i) => new Trade(i, Start.AddHours(h)))]);
            Split<Trade> split;
            try
            {
                split = data.SplitByTime(share / 100.0, 0.25, TimeSpan.FromHours(embargo));
            }
            catch (InvalidOperationException)
            {
                // Too few different times for these shares.
                return;
            }
            RandomSplitTests.AssertPartition(split, data.Rows);
            DateTime test = split.Test.Selection.Rows().Min(static t => t.When);
            Assert.All(split.Development.Rows, t => Assert.True(t.When < test.AddHours(-embargo)));
            if (split.Validation.Count == 0) return;
            DateTime validation = split.Validation.Rows.Min(static t => t.When);
            Assert.All(split.Train.Rows, t => Assert.True(t.When < validation.AddHours(-embargo)));
        }).Check(Draws.Of());

    [Fact]
    public void CutsAtGivenPoints()
    {
        Split<Trade> split = Trades(100).SplitByTime(Start.AddHours(10), Start.AddHours(90), TimeSpan.FromHours(1));
        Split<Trade> zoned = Trades(100).SplitByTime(
            new DateTimeOffset(Start.AddHours(12), TimeSpan.FromHours(2)), new DateTimeOffset(Start.AddHours(90), TimeSpan.Zero), TimeSpan.FromHours(1));

        Assert.Equal((Hours(0, 9), Hours(10, 89), Hours(90, 100)), (Ids(split.Train.Rows), Ids(split.Validation.Rows), Ids(split.Test.Selection.Rows())));
        Assert.Equal(Ids(split.Train.Rows), Ids(zoned.Train.Rows));
    }

    [Fact]
    public void TakesLaterDataAsTheTestSide()
    {
        Dataset<Trade> test = Dataset<Trade>.FromRows([new(1000, Start.AddHours(90)), new(1001, Start.AddHours(200))]);
        Split<Trade> shares = Trades(100).SplitByTime(0.5, test, TimeSpan.FromHours(10)), points = Trades(100).SplitByTime(Start.AddHours(20), test, TimeSpan.FromHours(10));
        Split<Trade> zoned = Trades(100).SplitByTime(new DateTimeOffset(Start.AddHours(20), TimeSpan.Zero), test, TimeSpan.FromHours(10));

        Assert.Equal((Hours(0, 30), Hours(40, 80)), (Ids(shares.Train.Rows), Ids(shares.Validation.Rows)));
        Assert.Equal((Hours(0, 10), Hours(20, 80)), (Ids(points.Train.Rows), Ids(points.Validation.Rows)));
        Assert.Equal(Ids(points.Validation.Rows), Ids(zoned.Validation.Rows));
        Assert.Equal((30, 30, 2), (shares.Embargoed, points.Embargoed, shares.Test.Count));
        Assert.Equal(Start.AddHours(200), shares.Latest);
    }

    [Fact]
    public void RefusesTestDataThatIsEarlier() => Assert.StartsWith(
        "the train side has 0 of 100 rows of the rows of Trade (train 0, validation 0, test 0, embargoed 100)",
        Assert.Throws<InvalidOperationException>(static () => Trades(100).SplitByTime(0.5, Dataset<Trade>.FromRows([new(1, Start.AddHours(-5))]))).Message, StringComparison.Ordinal);

    [Fact]
    public void RefusesPointsOutOfOrder() => Assert.Equal(
        "the test begins at 2020-01-01T00:00:00.0000000, not after validation (2020-01-02T00:00:00.0000000); give the earlier point first",
        Assert.Throws<ArgumentException>(static () => Trades(10).SplitByTime(Start.AddDays(1), Start)).Message);

    [Fact]
    public void RefusesANegativeEmbargo() => Assert.StartsWith(
        "the embargo is a distance in time: 0 or longer",
        Assert.Throws<ArgumentOutOfRangeException>(static () => Trades(10).SplitByTime(0.1, 0.1, TimeSpan.FromHours(-1))).Message, StringComparison.Ordinal);

    [Fact]
    public void NamesASideThatTiesLeaveWithoutRows() => Assert.StartsWith(
        "the train side has 0 of 10 rows",
        Assert.Throws<InvalidOperationException>(static () => Dataset<Trade>.FromRows([.. Enumerable.Range(0, 10).Select(static i => new Trade(i, Start))]).SplitByTime(0.2, 0.2)).Message, StringComparison.Ordinal);
}
