using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Testing;

namespace MlDsl.MlNet.Tests;

[Collection(Alone.Name)]
public sealed class RowViewAllocationTests
{
    private const int Rows = 200_000;

    private static readonly Sized[] All = [.. Enumerable.Range(0, Rows).Select(static i => new Sized { Name = $"n{i % 10}", Size = i, Label = i })];

    [Fact]
    public void ACursorAllocatesNothingForARow()
    {
        foreach (IDataView view in new[] { All.AsDataView(), All.ToList().AsDataView(), Dataset<Sized>.FromRows(All).SplitRandom(0.2, 0.2, 1).Train.AsDataView() })
        {
            // What a cursor takes for itself, a batch of references among it, is less than a byte a row.
            long least = long.MaxValue;
            for (int i = 0; i < 3; i++) least = Math.Min(least, Allocated(view));
            Assert.InRange(least, 0, Rows / 2);
        }
    }

    private static long Allocated(IDataView view)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
        {
            var name = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Name"]);
            var size = cursor.GetGetter<float>(view.Schema["Size"]);
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            (ReadOnlyMemory<char> text, float number, DataViewRowId own) = (default, 0f, default);
            while (cursor.MoveNext())
            {
                name(ref text);
                size(ref number);
                id(ref own);
            }
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
