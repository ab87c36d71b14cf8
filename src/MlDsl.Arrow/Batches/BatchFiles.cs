using System.Globalization;

namespace MlDsl.Batches;

/// <summary>The records of files of batches, one after the other.</summary>
internal sealed class BatchFiles : IRecordOrigin
{
    private readonly RecordFile[] files;
    private readonly Func<RecordFile, CancellationToken, IBatches> open;

    /// <summary>Notes the files as they are now.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="open">Opens one.</param>
    /// <exception cref="FileNotFoundException">One is not there.</exception>
    /// <exception cref="ArgumentException">There is none, or one twice.</exception>
    public BatchFiles(IReadOnlyList<string> paths, Func<RecordFile, CancellationToken, IBatches> open)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0) throw new ArgumentException("there is no file to read rows from; name one or more", nameof(paths));
        files = [.. paths.Select(static path => new RecordFile(path))];
        if (paths.GroupBy(Path.GetFullPath).FirstOrDefault(static same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"the file '{twice.First()}' is named twice, so its rows would count twice; name it once", nameof(paths));
        this.open = open;
        Name = files.Length == 1 ? files[0].Path
            : string.Create(CultureInfo.InvariantCulture, $"{files[0].Path} and {files.Length - 1} more {(files.Length == 2 ? "file" : "files")}");
    }

    public string Name { get; }

    public string Stamp => string.Join("; ", files.Select(static file => file.Stamp));

    /// <summary>The bytes of all files.</summary>
    public long Length => files.Sum(static file => file.Length);

    public RecordReader Open(IReadOnlyList<string> columns, CancellationToken cancellation) => new BatchReader(
        files.Select(file => (file.Path, (Func<IBatches>)(() => open(file, cancellation)))), columns, Damage.OfFile, files.Length > 1, cancellation);
}
