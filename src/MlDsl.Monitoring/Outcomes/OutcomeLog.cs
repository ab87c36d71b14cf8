using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Monitoring.Outcomes;

/// <summary>
/// The files of a store, written from the end of the last one only. Writers that come while the disk is busy are written together by the next turn, and all of them wait for it.
/// </summary>
internal sealed class OutcomeLog : IDisposable
{
    // Of a file's name, before ".log".
    private const int Digits = 8;

    private readonly object gate = new();
    private readonly string folder;
    private readonly OutcomeStoreOptions options;
    private readonly IdKey check;
    private readonly Action<IReadOnlyList<StoreRecord>> taken;
    private Batch waiting = new();
    private Stream file;
    private string path;
    private long end;
    private bool isWriting, isBroken;

    /// <summary>Opens the files of a folder; every whole record goes to <paramref name="taken"/> in the order in which it was written, and so does every later one.</summary>
    /// <exception cref="OutcomeStoreException">A file is damaged, of another key or of another format.</exception>
    public OutcomeLog(string folder, OutcomeStoreOptions options, Action<IReadOnlyList<StoreRecord>> taken)
    {
        (this.folder, this.options, this.taken) = (folder, options, taken);
        check = IdKey.CheckOf(options.Key.Span);
        // A file that was being written anew when the process went: the old one stands.
        foreach (string partial in Directory.GetFiles(folder, "*.log.partial").Where(static partial => IsNumbered(partial, ".log.partial"))) File.Delete(partial);
        string[] paths = Paths();
        Segment? last = null;
        for (int i = 0; i < paths.Length; i++) taken((last = Segment.Read(paths[i], check, isLast: i == paths.Length - 1)).Records);
        path = last?.Path ?? PathOf(1);
        file = options.Files.Append(path);
        try
        {
            Begin(last?.End ?? 0);
            CutBytes = last is null ? 0 : last.Length - last.End;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How many bytes at the end of the last file were no whole record, as a process left them that was stopped while it wrote.</summary>
    public long CutBytes { get; }

    /// <summary>Adds records, all or none: when it returns they are there, as durably as the options say.</summary>
    /// <exception cref="OutcomeStoreException">The disk is full, for one: nothing of them is there.</exception>
    public void Add(IReadOnlyList<StoreRecord> records)
    {
        using var content = new MemoryStream();
        foreach (StoreRecord record in records) record.Write(content);
        if (content.Length > Frames.Most) throw new ArgumentException($"{records.Count} records at once are more than {Frames.Most} bytes; add them in parts", nameof(records));
        lock (gate)
        {
            Batch mine = waiting;
            Frames.Write(mine.Bytes, content.GetBuffer().AsSpan(0, (int)content.Length));
            mine.Records.Add(records);
            while (!mine.IsDone)
            {
                if (isWriting) Monitor.Wait(gate);
                else Lead(mine);
            }
            if (mine.Problem is { } problem) throw new OutcomeStoreException($"'{path}' cannot be written: {problem.Message}; what was added now is not there", problem);
        }
    }

    /// <summary>Writes every file anew without the records that are not kept; how many those are.</summary>
    /// <param name="keep">Which records stay.</param>
    /// <param name="left">Takes what stays, in order: where a file cannot be written, all that is in it and in those after it.</param>
    /// <param name="done">Called before anything else is written, or an error is thrown.</param>
    /// <exception cref="OutcomeStoreException">A file is damaged, and nothing was changed; or one cannot be written, and those before it were.</exception>
    public int Rewrite(Func<StoreRecord, bool> keep, Action<IReadOnlyList<StoreRecord>> left, Action done)
    {
        lock (gate)
        {
            while (isWriting) Monitor.Wait(gate);
            // Damage is found before anything is written.
            string[] paths = Paths();
            Segment[] segments = [.. paths.Select(each => Segment.Read(each, check, isLast: each == path))];
            int gone = 0;
            Exception? problem = null;
            foreach (Segment segment in segments)
            {
                List<StoreRecord> kept = problem is null ? segment.Records.FindAll(record => keep(record)) : segment.Records;
                if (kept.Count < segment.Records.Count && !TryReplace(segment.Path, kept, out problem)) kept = segment.Records;
                gone += segment.Records.Count - kept.Count;
                left(kept);
            }
            done();
            if (problem is not null) throw new OutcomeStoreException($"The files of '{folder}' cannot all be written anew: {problem.Message}; {gone} records are gone and the others are there: do it again when that is mended", problem);
            return gone;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            while (isWriting) Monitor.Wait(gate);
            isBroken = true;
            file.Dispose();
        }
    }

    // With the gate held; false where the file stays as it was. A problem stops the writing of others.
    private bool TryReplace(string each, List<StoreRecord> kept, out Exception? problem)
    {
        bool isLast = each == path;
        using var bytes = new MemoryStream();
        bytes.Write(Segment.HeadOf(check));
        foreach (StoreRecord[] part in kept.Chunk(1000)) Frame(bytes, part);
        problem = null;
        if (isLast) file.Dispose();
        try
        {
            if (!isLast && kept.Count == 0) File.Delete(each);
            else options.Files.Write(each, bytes.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e;
        }
        bool isReplaced = problem is null;
        if (!isLast) return isReplaced;
        try
        {
            // The new one or the old: what comes now is added to it.
            file = options.Files.Append(each);
            if (isReplaced) end = bytes.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            isBroken = true;
            problem ??= e;
        }
        return isReplaced;
    }

    // With the gate held; it is free while the disk works.
    private void Lead(Batch batch)
    {
        isWriting = true;
        waiting = new Batch();
        // Until it is written: whatever stops this thread, nobody is told that it was.
        batch.Problem = new IOException("the writing was stopped");
        Monitor.Exit(gate);
        try
        {
            Write(batch.Bytes.GetBuffer().AsSpan(0, (int)batch.Bytes.Length));
            batch.Problem = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException)
        {
            batch.Problem = e;
        }
        finally
        {
            Monitor.Enter(gate);
            isWriting = false;
            batch.IsDone = true;
            Monitor.PulseAll(gate);
        }
        // Before any of those who wait has the gate.
        if (batch.Problem is null) foreach (IReadOnlyList<StoreRecord> records in batch.Records) taken(records);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (isBroken) throw new IOException("the store is closed, or an earlier write could not be taken back; open it again");
        if (end > options.SegmentBytes) Next();
        try
        {
            file.Position = end;
            file.Write(bytes);
            if (options.Durability == WriteDurability.Disk) options.Files.Flush(file);
            end += bytes.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            TakeBack();
            throw;
        }
    }

    private void TakeBack()
    {
        try
        {
            file.SetLength(end);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // What stands behind the end might be whole, though nobody was told of it: nothing is added behind it.
            isBroken = true;
        }
    }

    private void Next()
    {
        string next = PathOf(int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture) + 1);
        Stream opened = options.Files.Append(next);
        try
        {
            opened.SetLength(0);
            opened.Write(Segment.HeadOf(check));
            if (options.Durability == WriteDurability.Disk) options.Files.Flush(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
        file.Dispose();
        (file, path, end) = (opened, next, opened.Position);
    }

    // What was cut off is taken away before anything is written behind it.
    private void Begin(long whole)
    {
        file.SetLength(whole);
        if (whole == 0)
        {
            file.Position = 0;
            file.Write(Segment.HeadOf(check));
        }
        options.Files.Flush(file);
        end = file.Length;
    }

    private static void Frame(MemoryStream to, StoreRecord[] records)
    {
        using var content = new MemoryStream();
        foreach (StoreRecord record in records) record.Write(content);
        Frames.Write(to, content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    private string PathOf(int number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:D8}.log"));

    private string[] Paths()
    {
        string[] paths = [.. Directory.GetFiles(folder, "*.log").Where(static path => IsNumbered(path, ".log"))];
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }

    // What is not called by a number is none of ours.
    private static bool IsNumbered(string path, string end) =>
        Path.GetFileName(path) is var name && name.Length == Digits + end.Length && name.EndsWith(end, StringComparison.Ordinal) && name.AsSpan(0, Digits).IndexOfAnyExceptInRange('0', '9') < 0;

    private sealed class Batch
    {
        public MemoryStream Bytes { get; } = new();

        public List<IReadOnlyList<StoreRecord>> Records { get; } = [];

        public bool IsDone { get; set; }

        public Exception? Problem { get; set; }
    }
}
