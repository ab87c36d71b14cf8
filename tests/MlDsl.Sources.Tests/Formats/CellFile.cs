using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Formats;

/// <summary>Cells of a file.</summary>
internal sealed class CellFile(string path) : ICellSource
{
    public Dataset<TRow> Of<TRow>() where TRow : IRow<TRow> =>
        path.EndsWith(".parquet", StringComparison.Ordinal) ? Dataset<TRow>.FromParquet(path) : Dataset<TRow>.FromArrow(path);

    /// <summary>Writes the batches of a Parquet file as an Arrow file.</summary>
    public static void ToArrow(string parquet, string arrow)
    {
        using var reader = new ParquetSharp.Arrow.FileReader(parquet);
        using Apache.Arrow.Ipc.IArrowArrayStream stream = reader.GetRecordBatchReader();
        using var writer = new Apache.Arrow.Ipc.ArrowFileWriter(File.Create(arrow), stream.Schema);
        while (stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch) writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }

    /// <summary>Compares the cells with what is expected; behind a bar stands what the error says.</summary>
    public static void Check(string path, string type, string expected, string place)
    {
        if (!expected.StartsWith('|'))
        {
            Assert.Equal(expected, Cell.Read(type, new CellFile(path)));
            return;
        }
        string message = Assert.Throws<DataFormatException>(() => Cell.Read(type, new CellFile(path))).Message;
        Assert.StartsWith($"{path}, {place}: ", message, StringComparison.Ordinal);
        Assert.Contains(expected[1..], message, StringComparison.Ordinal);
    }
}
