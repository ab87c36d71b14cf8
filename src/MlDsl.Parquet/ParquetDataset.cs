using MlDsl.Batches;
using MlDsl.Parquet;

namespace MlDsl;

/// <summary>
/// Rows of Parquet files: <c>Dataset&lt;House&gt;.FromParquet("houses.parquet")</c>, or <c>ParquetDataset.FromParquet&lt;House&gt;("houses.parquet")</c> before C# 14.
/// </summary>
/// <remarks>
/// Row groups are read one after the other, some thousand rows at a time, and only the columns that rows want. Dictionaries, nulls, lists (vectors), decimals,
/// dates, times and timestamps of any unit are read; a timestamp that is adjusted to UTC is in UTC, or as the clock of the zone that the writer noted shows it, and
/// any other is in no zone. What 100 ns do not hold is cut off. A nested column that a row wants is refused by name. Pages with a checksum are held against it.
/// </remarks>
public static class ParquetDataset
{
    extension<TRow>(Dataset<TRow>) where TRow : IRow<TRow>
    {
        /// <summary>The rows of a Parquet file.</summary>
        /// <param name="path">The file. It is opened when rows are first needed, and again on every pass when it is larger than <see cref="ParquetOptions.HoldBytes"/>.</param>
        /// <param name="options">How records become rows; the defaults unless given.</param>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="DataFormatException">
        /// Reading rows throws it: the file is damaged, lacks a column, or a record is no row; the message names file, row group, row (both from 1), column and property.
        /// </exception>
        /// <exception cref="ArgumentException">An option is out of its range.</exception>
        /// <exception cref="PlatformNotSupportedException">Reading rows throws it: the native library is not there for this system.</exception>
        public static Dataset<TRow> FromParquet(string path, ParquetOptions? options = null) => FromParquet<TRow>([path], options);

        /// <summary>The rows of several Parquet files, one after the other. Each has the columns, in whatever order.</summary>
        /// <param name="paths">The files; none may be there twice.</param>
        /// <param name="options">How records become rows; the defaults unless given. <see cref="ParquetOptions.HoldBytes"/> holds for all together.</param>
        /// <exception cref="FileNotFoundException">A file is not there.</exception>
        /// <exception cref="DataFormatException">Reading rows throws it, as for a single file.</exception>
        /// <exception cref="ArgumentException">There is no file, one is there twice, or an option is out of its range.</exception>
        /// <exception cref="PlatformNotSupportedException">Reading rows throws it: the native library is not there for this system.</exception>
        public static Dataset<TRow> FromParquet(IReadOnlyList<string> paths, ParquetOptions? options = null)
        {
            options ??= new ParquetOptions();
            var files = new BatchFiles(paths, static (file, _) => new ParquetFile(file.Path));
            return Dataset<TRow>.Over(files, options, files.Length <= options.HoldBytes);
        }
    }
}
