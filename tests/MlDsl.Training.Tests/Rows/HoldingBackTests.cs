using MlDsl.Training;

namespace MlDsl.Training.Tests.Rows;

/// <summary>Which training rows are held back to stop by.</summary>
public sealed class HoldingBackTests
{
    private sealed record Row(int Number, ulong Group = 0, long Time = 0);

    private sealed class Roles(params ColumnRole[] roles) : IRowRoles<Row>
    {
        public DatasetSchema Schema { get; } = new("Row", [.. roles.Select(static (role, i) => new ColumnSchema($"C{i}", $"C{i}", "long", role, "", true))], []);

        public float WeightOf(Row row) => 1;

        public ulong GroupOf(Row row) => row.Group;

        public long EventTimeOf(Row row) => row.Time;
    }

    [Fact]
    public void RowsAreChosenByTheirNumbers()
    {
        var (held, groups) = Choose(new Roles(), [.. Enumerable.Range(0, 1000).Select(static i => new Row(i))], 0.1);
        Assert.Equal(100, held.Length);
        Assert.Empty(groups);
        Assert.Equal(held.Order(), held);
        // Spread over the rows, not a stretch of them.
        Assert.All(held.Chunk(10).Take(9), chunk => Assert.InRange(chunk[^1] - chunk[0], 20, 300));
        Assert.Equal(held, Choose(new Roles(), [.. Enumerable.Range(0, 1000).Select(static i => new Row(i))], 0.1).Rows);
    }

    [Fact]
    public void GroupsStayWhole()
    {
        Row[] rows = [.. Enumerable.Range(0, 1000).Select(static i => new Row(i, Group: (ulong)(i * 7 % 50)))];
        var (held, groups) = Choose(new Roles(ColumnRole.Group), rows, 0.2);
        Assert.Equal(200, held.Length);
        Assert.Equal(held.Select(i => rows[i].Group), groups);
        Assert.Empty(groups.Intersect(rows.Where((_, i) => !held.Contains(i)).Select(static r => r.Group)));
    }

    [Fact]
    public void OfRowsInTimeTheLatestAreHeldBackAndRowsOfOneTimeStayTogether()
    {
        Row[] rows = [.. Enumerable.Range(0, 100).Select(static i => new Row(i, Time: i * 37 % 100 / 8))];
        int[] held = Choose(new Roles(ColumnRole.EventTime), rows, 0.1).Rows;
        Assert.True(held.Length >= 10);
        Assert.True(held.Min(i => rows[i].Time) > rows.Where((_, i) => !held.Contains(i)).Max(static r => r.Time));
    }

    [Fact]
    public void OfGroupsInTimeThoseThatEndLast()
    {
        Row[] rows = [.. Enumerable.Range(0, 300).Select(static i => new Row(i, Group: (ulong)(i / 3), Time: i))];
        var (held, groups) = Choose(new Roles(ColumnRole.Group, ColumnRole.EventTime), rows, 0.1);
        Assert.Equal(Enumerable.Range(270, 30), held);
        Assert.Equal(10, groups.Distinct().Count());
    }

    // Where the latest time has more rows than the share, or nearly all, it is held back; the earliest never is.
    [Theory]
    [InlineData(95)]
    [InlineData(5)]
    public void ALopsidedTimeLeavesRowsOnBothSides(int early)
    {
        Row[] rows = [.. Enumerable.Range(0, 100).Select(i => new Row(i, Time: i < early ? 1 : 2))];
        Assert.Equal(100 - early, Choose(new Roles(ColumnRole.EventTime), rows, 0.1).Rows.Length);
    }

    [Fact]
    public void WhatLeavesNothingIsRefused()
    {
        Row[] same = [.. Enumerable.Range(0, 100).Select(static i => new Row(i, Group: 3, Time: 5))];
        Assert.Contains("All training rows are of one time", Assert.Throws<TrainingException>(() => Choose(new Roles(ColumnRole.EventTime), same, 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("All training rows are of one group", Assert.Throws<TrainingException>(() => Choose(new Roles(ColumnRole.Group), same, 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("1 training rows are too few", Assert.Throws<TrainingException>(() => Choose(new Roles(), same[..1], 0.1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsThatAreNotLearnedFromDoNotCount()
    {
        Row[] rows = [.. Enumerable.Range(0, 100).Select(static i => new Row(i, Time: i))];
        int[] held = HoldingBack.Choose(new Roles(ColumnRole.EventTime), Batches(rows), static (row, number) => row.Number == number && row.Number >= 50, 0.1).Rows;
        // Numbers are those among the rows that are learned from.
        Assert.Equal(Enumerable.Range(45, 5), held);
    }

    private static (int[] Rows, ulong[] Groups) Choose(Roles roles, Row[] rows, double share) => HoldingBack.Choose(roles, Batches(rows), static (_, _) => true, share);

    private static IEnumerable<RowBatch<Row>> Batches(Row[] rows)
    {
        for (int from = 0; from < rows.Length; from += 64)
        {
            var batch = new RowBatch<Row>();
            batch.Set(rows, from, Math.Min(64, rows.Length - from), from, null);
            yield return batch;
        }
    }
}
