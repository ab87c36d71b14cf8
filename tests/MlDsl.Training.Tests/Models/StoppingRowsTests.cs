namespace MlDsl.Training.Tests.Models;

/// <summary>Which training rows are held back to stop by.</summary>
public sealed class StoppingRowsTests
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
        Row[] rows = [.. Enumerable.Range(0, 1000).Select(static i => new Row(i))];
        HeldRowSet held = Choose(new Roles(), rows, 0.1);
        Assert.InRange(held.Rows.Length, 70, 130);
        Assert.Empty(held.Groups);
        Assert.Equal(held.Rows.Order(), held.Rows);
        Assert.Equal(held.Rows.ToArray(), Choose(new Roles(), rows, 0.1).Rows.ToArray());
        // Of rows that a calibration has left, as many again: it chooses by another hash.
        Func<Row, long, bool> isCalibrated = HeldBack.ByHash(new Roles(), 0.5);
        Assert.InRange(Choose(new Roles(), [.. rows.Where(row => !isCalibrated(row, row.Number))], 0.1).Rows.Length, 25, 80);
    }

    [Fact]
    public void GroupsStayWhole()
    {
        Row[] rows = [.. Enumerable.Range(0, 1000).Select(static i => new Row(i, Group: (ulong)(i * 7 % 50)))];
        HeldRowSet held = Choose(new Roles(ColumnRole.Group), rows, 0.2);
        Assert.Equal(held.Rows.Select(i => rows[i].Group), held.Groups);
        Assert.Empty(held.Groups.Intersect(rows.Where((_, i) => !held.Rows.Contains(i)).Select(static r => r.Group)));
    }

    [Fact]
    public void OfRowsInTimeTheLatestAreHeldBackAndRowsOfOneTimeStayTogether()
    {
        Row[] rows = [.. Enumerable.Range(0, 100).Select(static i => new Row(i, Time: i * 37 % 100 / 8))];
        HeldRowSet held = Choose(new Roles(ColumnRole.EventTime), rows, 0.1);
        Assert.True(held.Rows.Length >= 10);
        Assert.True(held.Rows.Min(i => rows[i].Time) > rows.Where((_, i) => !held.Rows.Contains(i)).Max(static r => r.Time));
    }

    [Fact]
    public void WhatLeavesNothingIsRefused()
    {
        Row[] same = [.. Enumerable.Range(0, 100).Select(static i => new Row(i, Group: 3, Time: 5))];
        Assert.Contains("none is earlier", Assert.Throws<TrainingException>(() => Choose(new Roles(ColumnRole.EventTime), same, 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("would be held back", Assert.Throws<TrainingException>(() => Choose(new Roles(ColumnRole.Group), same, 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("would be held back", Assert.Throws<TrainingException>(() => Choose(new Roles(), [], 0.1)).Message, StringComparison.Ordinal);
    }

    // Rows that teach nothing have no place in the design: what is told are places among those that are there.
    [Fact]
    public void ThePlacesAreThoseOfTheDesign()
    {
        (Row, long)[] rows = [.. Enumerable.Range(50, 50).Select(static i => (new Row(i, Time: i), (long)i))];
        Assert.Equal(Enumerable.Range(45, 5), StoppingRows.Choose(new Roles(ColumnRole.EventTime), rows, 0.1).Rows);
    }

    private static HeldRowSet Choose(Roles roles, Row[] rows, double share) => StoppingRows.Choose(roles, rows.Select(static row => (row, (long)row.Number)), share);
}
