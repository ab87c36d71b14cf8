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

    [Fact]
    public void NoKindOfColumnButTheTextOfAGuidAllocatesForARow()
    {
        const int Few = 20_000;
        Kinds[] rows = [.. Enumerable.Range(0, Few).Select(Kinds.Of)];
        IDataView view = rows.AsDataView();
        foreach (DataViewSchema.Column column in view.Schema)
        {
            long least = long.MaxValue;
            for (int i = 0; i < 3; i++) least = Math.Min(least, Allocated(view, column));
            if (column.Name is nameof(Kinds.Code) or nameof(Kinds.MaybeCode)) Assert.InRange(least, Few * 40, Few * 120);
            else Assert.True(least < Few, $"'{column.Name}' takes {least} bytes in {Few} rows");
        }
    }

    [Fact]
    public void FeaturesAllocateNothingForARow()
    {
        const int Few = 20_000;
        TrainSet<Ride> rides = Dataset<Ride>.FromRows([.. Enumerable.Range(0, Few).Select(Ride.Of)]).SplitByGroup(0, 0.1, 1).Train;
        TrainSet<Answer> answers = Dataset<Answer>.FromRows([.. Enumerable.Range(0, Few).Select(Answer.Of)]).SplitRandom(0, 0.1, 1).Train;
        foreach (IDataView view in new[] { rides.AsDataView(RideModel.Fit(rides, new ZeroOptions())), answers.AsDataView(AnswerModel.Fit(answers, new ZeroOptions())) })
        {
            foreach (DataViewSchema.Column column in view.Schema)
            {
                long least = long.MaxValue;
                for (int i = 0; i < 3; i++) least = Math.Min(least, Allocated(view, column));
                Assert.True(least < Few, $"'{column.Name}' takes {least} bytes in {Few} rows");
            }
        }
    }

    private static long Allocated(IDataView view, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        Action read = Reader(cursor, column);
        cursor.MoveNext();
        read();
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (cursor.MoveNext()) read();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Action Reader(DataViewRowCursor cursor, DataViewSchema.Column column) => column.Type.RawType switch
    {
        var t when t == typeof(float) => Reader<float>(cursor, column),
        var t when t == typeof(double) => Reader<double>(cursor, column),
        var t when t == typeof(bool) => Reader<bool>(cursor, column),
        var t when t == typeof(sbyte) => Reader<sbyte>(cursor, column),
        var t when t == typeof(byte) => Reader<byte>(cursor, column),
        var t when t == typeof(short) => Reader<short>(cursor, column),
        var t when t == typeof(ushort) => Reader<ushort>(cursor, column),
        var t when t == typeof(int) => Reader<int>(cursor, column),
        var t when t == typeof(uint) => Reader<uint>(cursor, column),
        var t when t == typeof(long) => Reader<long>(cursor, column),
        var t when t == typeof(ulong) => Reader<ulong>(cursor, column),
        var t when t == typeof(DateTime) => Reader<DateTime>(cursor, column),
        var t when t == typeof(DateTimeOffset) => Reader<DateTimeOffset>(cursor, column),
        var t when t == typeof(TimeSpan) => Reader<TimeSpan>(cursor, column),
        var t when t == typeof(ReadOnlyMemory<char>) => Reader<ReadOnlyMemory<char>>(cursor, column),
        var t when t == typeof(VBuffer<float>) => Reader<VBuffer<float>>(cursor, column),
        var t when t == typeof(VBuffer<double>) => Reader<VBuffer<double>>(cursor, column),
        var t when t == typeof(VBuffer<int>) => Reader<VBuffer<int>>(cursor, column),
        _ => throw new NotSupportedException(column.Name),
    };

    private static Action Reader<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<T> get = cursor.GetGetter<T>(column);
        T value = default!;
        return () => get(ref value);
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
