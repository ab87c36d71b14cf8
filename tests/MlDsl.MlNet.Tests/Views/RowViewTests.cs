using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet.Tests;

/// <summary>Typed views beside what ML.NET makes of objects with the same columns.</summary>
public sealed class RowViewTests
{
    private static readonly Kinds[] Rows = [.. Enumerable.Range(0, 10_000).Select(Kinds.Of)];

    private static readonly IDataView Oracle = new MLContext().Data.LoadFromEnumerable(Rows.Select(Loaded.Of).ToList());

    [Fact]
    public void HasTheColumnsThatMlNetMakesOfObjects()
    {
        DataViewSchema own = Rows.AsDataView().Schema;
        Assert.Equal(Oracle.Schema.Select(static c => (c.Name, c.Type)), own.Select(static c => (c.Name, c.Type)));
        Assert.Equal(Kinds.Schema.Columns.Select(static c => c.Member).Order(), own.Select(static c => c.Name).Order());
    }

    [Fact]
    public void GivesTheSameBitsOfEveryRoleAndType()
    {
        var own = Cells.Read(Rows.AsDataView());
        var oracle = Cells.Read(Oracle);
        Assert.Equal(oracle.Count, own.Count);
        for (int i = 0; i < own.Count; i++)
        {
            Assert.Equal(oracle[i].Cells, own[i].Cells);
            Assert.Equal((oracle[i].Id, (ulong)i), (own[i].Id, own[i].Id));
        }
    }

    [Fact]
    public void NamesTheMembersOfAnEnum()
    {
        DataViewSchema.Column column = Rows.AsDataView().Schema[nameof(Kinds.Weather)];
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue("KeyValues", ref names);
        Assert.Equal(["Rain", "Sun", "Snow"], names.DenseValues().Select(static name => name.ToString()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void CursorsOfASetShareTheRows(int n)
    {
        IDataView view = Rows.AsDataView();
        DataViewRowCursor[] cursors = view.GetRowCursorSet(view.Schema, n);
        Assert.Equal(n, cursors.Length);
        var rows = new List<(ulong Id, long Batch)>();
        foreach (DataViewRowCursor cursor in cursors)
        {
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            for (DataViewRowId own = default; cursor.MoveNext();)
            {
                id(ref own);
                rows.Add((own.Low, cursor.Batch));
            }
            cursor.Dispose();
        }
        // What ML.NET asks of a set: rows of a batch come from one cursor, and in the order of batches they are in that of the view.
        Assert.Equal(Enumerable.Range(0, Rows.Length).Select(static i => (ulong)i), rows.OrderBy(static row => row.Batch).Select(static row => row.Id));
    }

    [Fact]
    public void MlNetPutsCursorsOfASetTogether()
    {
        var context = new MLContext(1);
        IDataView cached = context.Data.Cache(context.Transforms.CopyColumns("Copy", nameof(Kinds.Single)).Fit(Rows.AsDataView()).Transform(Rows.AsDataView()));
        Assert.Equal(Rows.Select(static row => row.Single), cached.GetColumn<float>("Copy"));
    }

    [Fact]
    public void ShufflesAsItIsAsked()
    {
        IDataView view = Rows.AsDataView();
        Assert.True(view.CanShuffle);
        var (first, again, other) = (Ids(1), Ids(1), Ids(2));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(Enumerable.Range(0, Rows.Length).Select(static i => (ulong)i), first.Order());
        List<(ulong Id, string[] Cells)> oracle = Cells.Read(Oracle);
        foreach (var (id, cells) in Cells.Read(view.GetRowCursor(view.Schema, new Random(1)))) Assert.Equal(oracle[(int)id].Cells, cells);
        Assert.Equal(first.Order(), view.GetRowCursorSet(view.Schema, 3, new Random(1)).SelectMany(Cells.Read).Select(static row => row.Id).Order());

        ulong[] Ids(int seed) => [.. Cells.Read(view.GetRowCursor([view.Schema[0]], new Random(seed))).Select(static row => row.Id)];
    }

    [Fact]
    public void ASideThatIsEmptyOrOutgrownSaysSoInEveryCursor()
    {
        var rows = Rows.Take(100).ToList();
        Split<Kinds> split = Dataset<Kinds>.FromRows(rows).SplitByGroup(validation: 0, test: 0.2, seed: 1);
        IDataView train = split.Train.AsDataView(), validation = split.Validation.AsDataView();
        Assert.All(Ways(validation), static way => Assert.Throws<InvalidOperationException>(way));
        rows.Add(Rows[100]);
        Assert.All(Ways(train), static way => Assert.Contains("has more rows now than the 100", Assert.Throws<InvalidOperationException>(way).Message, StringComparison.Ordinal));
    }

    // In order, in sets, shuffled.
    private static Action[] Ways(IDataView view) =>
    [
        () => _ = Cells.Read(view.GetRowCursor(view.Schema)).Count,
        () => _ = view.GetRowCursorSet(view.Schema, 4).SelectMany(Cells.Read).Count(),
        () => _ = Cells.Read(view.GetRowCursor(view.Schema, new Random(5))).Count,
    ];

    [Fact]
    public void SidesOfASplitAreTheirRows()
    {
        Split<Kinds> split = Dataset<Kinds>.FromRows(Rows).SplitByGroup(validation: 0.3, test: 0.2, seed: 3);
        IDataView train = split.Train.AsDataView(), validation = split.Validation.AsDataView();
        Assert.Equal(split.Train.Count, train.GetRowCount());
        Assert.Equal(split.Train.Rows.Select(static row => row.Key), train.GetColumn<long>("Key"));
        Assert.Equal(split.Validation.Rows.Select(static row => row.Key), validation.GetColumn<long>("Key"));
        List<(ulong Id, string[] Cells)> shuffled = Cells.Read(train.GetRowCursor([train.Schema["Key"]], new Random(5)));
        Assert.Equal(split.Train.Rows.Select(static row => row.Key.ToString(CultureInfo.InvariantCulture)).Order(), shuffled.Select(static row => row.Cells[0]).Order());
        Assert.Equal(train.GetColumn<long>("Key").Order(), train.GetRowCursorSet(train.Schema, 4).SelectMany(Cells.Read).Select(static row => long.Parse(row.Cells[0], CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public void RowsThatAreNoListAreReadInTheirOrder()
    {
        IDataView view = Dataset<Kinds>.FromRows(Rows.Where(static row => row.Flag)).AsDataView();
        Assert.False(view.CanShuffle);
        Assert.Null(view.GetRowCount());
        Assert.Single(view.GetRowCursorSet(view.Schema, 4, new Random(1)));
        Assert.Equal(Rows.Where(static row => row.Flag).Select(static row => row.Key), view.GetColumn<long>("Key"));
        Assert.Equal(Rows.Count(static row => row.Flag), view.GetRowCount());
    }

    [Fact]
    public void AFileIsReadAgainForEveryCursor()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, ["name,size,label", .. Enumerable.Range(0, 500).Select(static i => $"n{i},{i}.5,{i}")]);
            foreach (long held in new[] { 0L, 1L << 20 })
            {
                IDataView view = Dataset<Sized>.FromCsv(path, new CsvOptions { HoldBytes = held }).AsDataView();
                Assert.Equal(held > 0, view.CanShuffle);
                for (int pass = 0; pass < 2; pass++)
                {
                    Assert.Equal(Enumerable.Range(0, 500).Select(static i => i + 0.5f), view.GetColumn<float>("Size"));
                    Assert.Equal(Enumerable.Range(0, 500).Select(static i => $"n{i}"), view.GetColumn<string>("Name"));
                }
                Assert.Equal(500, view.GetRowCount());
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void RefusesWhatIsNoColumnAndWhatWasNotAskedFor()
    {
        IDataView view = Rows.AsDataView();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Single"]]);
        Assert.True(cursor.IsColumnActive(view.Schema["Single"]));
        Assert.False(cursor.IsColumnActive(view.Schema["Double"]));
        Assert.Contains("'Double' is not among those", Assert.Throws<ArgumentException>(() => cursor.GetGetter<double>(view.Schema["Double"])).Message, StringComparison.Ordinal);
        Assert.Contains("is read as System.Double", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(view.Schema["Single"])).Message, StringComparison.Ordinal);
        IDataView other = new MLContext().Data.LoadFromEnumerable([new { Other = 1f }]);
        Assert.Contains("'Other' is no column of this view", Assert.Throws<ArgumentException>(() => view.GetRowCursor(other.Schema)).Message, StringComparison.Ordinal);
        ValueGetter<float> get = cursor.GetGetter<float>(view.Schema["Single"]);
        float value = 0;
        Assert.Equal(-1, cursor.Position);
        Assert.Contains("call MoveNext", Assert.Throws<InvalidOperationException>(() => get(ref value)).Message, StringComparison.Ordinal);
        while (cursor.MoveNext()) get(ref value);
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
        Assert.Throws<InvalidOperationException>(() => get(ref value));
    }

    [Fact]
    public void ARowThatBreaksAPromiseIsRefusedOnEveryRoute()
    {
        Kinds[] rows = [.. Rows.Take(5), Rows[5] with { Vector = [1] }];
        IDataView view = rows.AsDataView();
        foreach (Random? random in new[] { null, new Random(1) })
        {
            using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, random);
            Assert.Contains("row 5", Assert.Throws<InvalidValueException>(() => Cells.Read(cursor)).Message, StringComparison.Ordinal);
        }
    }
}

[Dataset]
internal sealed partial record Sized
{
    [Column("name"), Categorical] public required string Name { get; init; }

    [Column("size"), Numeric] public required float Size { get; init; }

    [Column("label"), Label] public float Label { get; init; }
}
