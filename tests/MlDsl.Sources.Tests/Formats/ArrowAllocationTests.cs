using Apache.Arrow;
using MlDsl.Sources.Tests.Rows;
using MlDsl.Testing;

namespace MlDsl.Sources.Tests.Formats;

[Collection(Alone.Name)]
public sealed class ArrowAllocationTests
{
    private const int Count = 50_000;

    [Fact]
    public void AValueThatComesByItselfCostsNoObject()
    {
        var (numbers, wholes) = (new DoubleArray.Builder(), new Int64Array.Builder());
        for (int i = 0; i < Count; i++)
        {
            numbers.Append(i);
            wholes.Append(i);
        }
        Assert.InRange(Allocated(wholes.Build()), 0, Allocated(numbers.Build()) + (Count * 4L));
    }

    private static long Allocated(IArrowArray array)
    {
        var schema = new Schema([new Field("v", array.Data.DataType, true)], null);
        Dataset<NumberCell> cells = Dataset<NumberCell>.FromArrow([new RecordBatch(schema, [array], array.Length)], new ArrowStreamOptions());
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Assert.Equal(Count, cells.Count());
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return least;
    }
}
