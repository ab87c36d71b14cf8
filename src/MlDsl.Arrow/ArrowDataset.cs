using Apache.Arrow;
using Apache.Arrow.C;
using Apache.Arrow.Ipc;
using MlDsl.Batches;

namespace MlDsl;

/// <summary>
/// Rows of Apache Arrow: <c>Dataset&lt;House&gt;.FromArrow("houses.arrow")</c>, or <c>ArrowDataset.FromArrow&lt;House&gt;("houses.arrow")</c> before C# 14.
/// </summary>
/// <remarks>
/// Fields are found by the columns' names and read batch by batch; those that no column wants are passed over. Dictionaries, nulls, lists (vectors), decimals of
/// any width, timestamps of any unit are read; a timestamp with a zone becomes the time that its clock shows, with the offset, and UTC in a <see cref="DateTime"/>.
/// What 100 ns do not hold is cut off. A nested field that a column wants is refused by name.
/// </remarks>
public static class ArrowDataset
{
    extension<TRow>(Dataset<TRow>) where TRow : IRow<TRow>
    {
        /// <summary>The rows of a file in Arrow's IPC format, of either form: with a footer (Feather 2), or a stream that was written to a file.</summary>
        /// <param name="path">The file. It is opened when rows are first needed, and again on every pass when it is larger than <see cref="ArrowOptions.HoldBytes"/>.</param>
        /// <param name="options">How records become rows; the defaults unless given.</param>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="DataFormatException">
        /// Reading rows throws it: the file is damaged or cut off, lacks a column, or a record is no row; the message names file, record batch, row, column and property.
        /// </exception>
        /// <exception cref="ArgumentException">An option is out of its range.</exception>
        public static Dataset<TRow> FromArrow(string path, ArrowOptions? options = null) => FromArrow<TRow>([path], options);

        /// <summary>The rows of several such files, one after the other. Each has the columns, in whatever order.</summary>
        /// <param name="paths">The files; none may be there twice.</param>
        /// <param name="options">How records become rows; the defaults unless given. <see cref="ArrowOptions.HoldBytes"/> holds for all together.</param>
        /// <exception cref="FileNotFoundException">A file is not there.</exception>
        /// <exception cref="DataFormatException">Reading rows throws it, as for a single file.</exception>
        /// <exception cref="ArgumentException">There is no file, one is there twice, or an option is out of its range.</exception>
        public static Dataset<TRow> FromArrow(IReadOnlyList<string> paths, ArrowOptions? options = null)
        {
            options ??= new ArrowOptions();
            var files = new BatchFiles(paths, static (file, _) => new ArrowFile(file));
            return Dataset<TRow>.Over(files, options, files.Length <= options.HoldBytes);
        }

        /// <summary>The rows of batches in memory. They stay the caller's, who disposes of them when the data set is no longer read.</summary>
        /// <param name="batches">The batches.</param>
        /// <param name="options">How records become rows; the defaults unless given.</param>
        /// <exception cref="DataFormatException">Reading rows throws it: the batches lack a column, or a record is no row.</exception>
        /// <exception cref="ArgumentException">An option is out of its range, or there is no batch.</exception>
        public static Dataset<TRow> FromArrow(IReadOnlyList<RecordBatch> batches, ArrowStreamOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(batches);
            if (batches.Count == 0) throw new ArgumentException("there is no batch, so nothing tells the fields; give one without rows where there are none", nameof(batches));
            options ??= new ArrowStreamOptions();
            return Dataset<TRow>.Over(new BatchStream(() => new HeldBatches(batches), options.Name), options, false);
        }

        /// <summary>
        /// The rows of a stream of batches: of a service, of a database, of another language. Unless <see cref="ArrowStreamOptions.Reread"/> is set it is opened
        /// once and its rows are held.
        /// </summary>
        /// <param name="open">Opens the stream; it is disposed when the pass ends.</param>
        /// <param name="options">How records become rows; the defaults unless given.</param>
        /// <exception cref="DataFormatException">Reading rows throws it: the stream breaks, lacks a column, gives other rows than before, or a record is no row.</exception>
        /// <exception cref="ArgumentException">An option is out of its range.</exception>
        public static Dataset<TRow> FromArrow(Func<IArrowArrayStream> open, ArrowStreamOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(open);
            options ??= new ArrowStreamOptions();
            var stream = new BatchStream(() => new ArrowStream(open() ?? throw new InvalidOperationException($"what opens '{options.Name}' gave null; it must give a stream")), options.Name);
            return options.Reread ? Dataset<TRow>.Over(stream, options, false) : Dataset<TRow>.Held(stream, options, options.MaxHeldRows, options.Spool, options.TooMany);
        }

        /// <summary>
        /// The rows of a stream of the C data interface, as libraries of other languages hand it over. It is read once, when rows are first needed; then its rows are
        /// held and it is released.
        /// </summary>
        /// <param name="stream">The stream. It is this data set's from now on, and what it points to is moved out at once.</param>
        /// <param name="options">How records become rows; the defaults unless given.</param>
        /// <exception cref="DataFormatException">Reading rows throws it: the stream breaks, lacks a column, or a record is no row.</exception>
        /// <exception cref="ArgumentException">An option is out of its range: such a stream cannot be read again.</exception>
        public static unsafe Dataset<TRow> FromArrow(CArrowArrayStream* stream, ArrowStreamOptions? options = null)
        {
            if (stream is null) throw new ArgumentNullException(nameof(stream));
            options ??= new ArrowStreamOptions();
            options.Require(!options.Reread, nameof(ArrowStreamOptions.Reread), "must be false: a stream of the C data interface can be read once only");
            var once = new StreamOnce(CArrowArrayStreamImporter.ImportArrayStream(stream), options.Name);
            return FromArrow<TRow>(once.Take, options);
        }
    }
}
