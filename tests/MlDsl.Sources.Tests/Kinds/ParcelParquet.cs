using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace MlDsl.Sources.Tests.Kinds;

/// <summary>Parquet files of batches.</summary>
public static class ParcelParquet
{
    /// <summary>Writes a file with a row group for each batch, in pages of some rows with checksums.</summary>
    public static void Write(string path, IReadOnlyList<RecordBatch> batches)
    {
        using WriterProperties properties = new WriterPropertiesBuilder().Compression(Compression.Snappy).DataPagesize(1024).EnablePageChecksum().Build();
        using var writer = new FileWriter(path, batches[0].Schema, properties);
        foreach (RecordBatch batch in batches) writer.WriteRecordBatch(batch);
        writer.Close();
    }
}
