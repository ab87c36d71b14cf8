namespace MlDsl;

/// <summary>
/// Room on disk for rows that can be read once only and are too many to be held in memory: of a stream, of a query that is not asked again. They go into a
/// temporary file that only this user can read and that nobody can find: where the system has names without files it has none from the start, and it goes with the
/// process, however that ends. Disposing of the spool frees the room at once, and data sets over it cannot be read any more. Safe for several threads.
/// </summary>
/// <remarks>
/// Rows come back to the bit, as they were held against their columns when they were first read. Members of a row that are no columns do not: they are as the
/// constructor leaves them. The values lie in the file as they are in memory, not encrypted.
/// </remarks>
public sealed class Spool : IDisposable
{
    private readonly object gate = new();
    private readonly List<WeakReference<SpoolFile>> files = [];
    private readonly Func<string, SpoolFile> open;
    private bool isDisposed;
    private long bytes;

    /// <summary>A spool without files; they are made when there are more rows than are held.</summary>
    public Spool() : this(SpoolFile.Create)
    {
    }

    internal Spool(Func<string, SpoolFile> open) => this.open = open;

    /// <summary>The folder of the files; the one for temporary files unless given. It must be there.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>The most bytes of all files together, from 1 MiB; more are a <see cref="DataFormatException"/> that names the ways out.</summary>
    public long MaxBytes { get; init; } = 16L << 30;

    /// <summary>The bytes of the files that are there.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Frees the room. Reading rows that are in it throws an <see cref="ObjectDisposedException"/> from now on.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            foreach (WeakReference<SpoolFile> file in files)
                if (file.TryGetTarget(out SpoolFile? there)) there.Dispose();
            files.Clear();
        }
    }

    /// <summary>Throws where a property is out of its range, before any row is read.</summary>
    internal void Validate()
    {
        if (MaxBytes < 1 << 20) throw new ArgumentException($"{nameof(Spool)}.{nameof(MaxBytes)} must be 1048576 or more");
        if (!Directory.Exists(Folder)) throw new ArgumentException($"{nameof(Spool)}.{nameof(Folder)} must be a folder that is there, which '{Folder}' is not");
        lock (gate) ObjectDisposedException.ThrowIf(isDisposed, this);
    }

    /// <summary>A file without content.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal SpoolFile Open()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            SpoolFile file = open(Folder);
            file.Spool = this;
            files.RemoveAll(static f => !f.TryGetTarget(out _));
            files.Add(new WeakReference<SpoolFile>(file));
            return file;
        }
    }

    /// <summary>Takes room, or gives it back where <paramref name="count"/> is negative; false where there is none left.</summary>
    internal bool TryTake(long count)
    {
        if (Interlocked.Add(ref bytes, count) <= MaxBytes || count < 0) return true;
        Interlocked.Add(ref bytes, -count);
        return false;
    }
}
