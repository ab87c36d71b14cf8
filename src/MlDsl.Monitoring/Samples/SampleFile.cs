using System.Globalization;
using MlDsl.Training;

namespace MlDsl.Monitoring.Samples;

/// <summary>
/// The file of a period: a row that is sampled is added to its end, and stands there in the place of the one that it replaces; when there are more replaced ones than a sample has, the file is written anew
/// without them. One thread at a time.
/// </summary>
internal sealed class SampleFile : IDisposable
{
    private readonly PredictionLogOptions options;
    private readonly HashSet<int> slots = [];
    private Stream? stream;
    private Reservoir reservoir;
    private long end, marked;
    private int records, marks;
    private bool isBroken;

    private SampleFile(string path, SampleLayout layout, long start, PredictionLogOptions options) => (Path, Layout, Start, this.options) = (path, layout, start, options);

    public string Path { get; }

    public SampleLayout Layout { get; }

    /// <summary>When the period begins, in ticks of UTC.</summary>
    public long Start { get; }

    /// <summary>When it is over.</summary>
    public long End => Start + Layout.Period.Ticks;

    /// <summary>The rows of the sample.</summary>
    public int Count => slots.Count;

    /// <summary>How many bytes at its end were no whole record when it was read.</summary>
    public long CutBytes { get; private init; }

    /// <summary>Makes the file of a period.</summary>
    public static SampleFile New(string folder, SampleLayout layout, long start, PredictionLogOptions options)
    {
        string path = System.IO.Path.Combine(folder, layout.FileOf(start));
        byte[] head = layout.Head(start);
        options.Files.Write(path, head);
        return new SampleFile(path, layout, start, options) { reservoir = Reservoir.After(0, layout.Rows, options.Draws), end = head.Length };
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="PredictionLogException">It is none, or damaged before its end.</exception>
    public static SampleFile Read(string path, PredictionLogOptions options)
    {
        var (layout, start, whole, rows, seen, marks, length) = Contents(path);
        var file = new SampleFile(path, layout, start, options)
        {
            end = whole,
            marked = seen,
            records = rows.Count,
            marks = marks,
            CutBytes = length - whole,
            reservoir = Reservoir.After(seen, layout.Rows, options.Draws),
        };
        foreach (SampleRecord row in rows) file.slots.Add(row.Slot);
        return file;
    }

    /// <summary>Whether the next prediction is sampled; <paramref name="make"/> is asked for it only then.</summary>
    /// <exception cref="PredictionLogException">It cannot be written: it is not there, and counts as not seen.</exception>
    public bool Add<TState>(in TState state, MakeRecord<TState> make)
    {
        if (records + marks - Count > Layout.Rows) Rewrite(static _ => true);
        Reservoir before = reservoir;
        if (!reservoir.Takes(options.Draws, out int slot)) return false;
        try
        {
            Append(make(in state, reservoir.Seen, slot).ToFrame());
        }
        catch
        {
            reservoir = before;
            throw;
        }
        slots.Add(slot);
        marked = reservoir.Seen;
        records++;
        return true;
    }

    /// <summary>The sample.</summary>
    public PredictionSample Sample() => new(
        new DateTimeOffset(Start, TimeSpan.Zero), Layout.Period, reservoir.Seen, [.. Kept(Contents(Path).Rows).Select(static row => row.Prediction).OrderBy(static prediction => prediction.At)]);

    /// <summary>Writes the file anew without the records that are not kept, and without those that others replaced; how many were not to be kept.</summary>
    /// <exception cref="PredictionLogException">The file is damaged, or cannot be written; it is as it was.</exception>
    public int Rewrite(Func<SampleRecord, bool> keep)
    {
        List<SampleRecord> all = Contents(Path).Rows;
        int gone = all.Count(row => !keep(row));
        SampleRecord[] kept = [.. Kept(all).Where(keep)];
        if (kept.Length == records && marks <= 1) return 0;
        using var bytes = new MemoryStream();
        bytes.Write(Layout.Head(Start));
        foreach (SampleRecord row in kept) bytes.Write(row.ToFrame());
        bytes.Write(SampleRecord.MarkOf(reservoir.Seen));
        Close();
        Guard(() => options.Files.Write(Path, bytes.ToArray()), "it is as it was");
        (end, marked, records, marks) = (bytes.Length, reservoir.Seen, kept.Length, 1);
        slots.Clear();
        foreach (SampleRecord row in kept) slots.Add(row.Slot);
        return gone;
    }

    /// <summary>
    /// Lets go of the file, which may be gone on with; writes how many predictions there were, where that is more by one for each row of the sample than the last record says: as often as rows are sampled, however often
    /// rows of another period come in between.
    /// </summary>
    public void Rest()
    {
        if (reservoir.Seen - marked > marked / Layout.Rows) Mark();
        Close();
    }

    /// <summary>Writes how many predictions there were where that is more than the last record says.</summary>
    public void Mark()
    {
        if (marked >= reservoir.Seen || isBroken) return;
        Append(SampleRecord.MarkOf(reservoir.Seen));
        marked = reservoir.Seen;
        marks++;
    }

    public void Dispose() => Close();

    private void Close()
    {
        stream?.Dispose();
        stream = null;
    }

    // A slot that was erased stays empty until another row is drawn for it.
    private static Dictionary<int, SampleRecord>.ValueCollection Kept(List<SampleRecord> all)
    {
        var last = new Dictionary<int, SampleRecord>();
        foreach (SampleRecord row in all) last[row.Slot] = row;
        return last.Values;
    }

    private void Append(byte[] frame)
    {
        if (frame.Length - Frames.Head > Frames.Most) throw new ArgumentException($"A row of {frame.Length} bytes is more than {Frames.Most}, which a sample holds; redact its longest columns");
        Guard(
            () =>
            {
                if (isBroken) throw new IOException("an earlier write could not be taken back; open the log again");
                if (stream is null)
                {
                    stream = options.Files.Append(Path);
                    // What was cut off is taken away before anything is written behind it.
                    if (stream.Length > end) stream.SetLength(end);
                }
                try
                {
                    stream.Position = end;
                    stream.Write(frame);
                    if (options.Durability == WriteDurability.Disk) options.Files.Flush(stream);
                    end += frame.Length;
                }
                catch (Exception e) when (IsOfDisk(e))
                {
                    TakeBack();
                    throw;
                }
            },
            "the prediction is not sampled, and does not count");
    }

    private void TakeBack()
    {
        try
        {
            stream!.SetLength(end);
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            // What stands behind the end might be whole, though nobody was told of it: nothing is added behind it.
            isBroken = true;
        }
    }

    private void Guard(Action act, string left)
    {
        try
        {
            act();
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            throw new PredictionLogException($"'{Path}' cannot be written: {e.Message}; {left}", e);
        }
    }

    private static bool IsOfDisk(Exception problem) => problem is IOException or UnauthorizedAccessException or NotSupportedException;

    private static (SampleLayout Layout, long Start, int End, List<SampleRecord> Rows, long Seen, int Marks, long Length) Contents(string path)
    {
        byte[] file = Bytes(path);
        List<(int At, Range Content)> frames = Frames.All(file, out int end, out bool isCut);
        if (!isCut) throw new PredictionLogException(string.Create(CultureInfo.InvariantCulture, $"'{path}' is damaged at byte {end}: what follows is whole, so that it was not cut off while it was written; put the file back from a backup, or delete it to go on without it"));
        if (frames.Count == 0 || SampleLayout.Read(file[frames[0].Content]) is not var (layout, start)) throw new PredictionLogException($"'{path}' does not begin as a file of sampled predictions of this format; put it back from a backup, or delete it to go on without it");
        var rows = new List<SampleRecord>();
        long seen = 0;
        foreach (var (at, content) in frames.Skip(1))
        {
            if (SampleRecord.Read(file[content], layout) is not var (count, row)) throw new PredictionLogException(string.Create(CultureInfo.InvariantCulture, $"'{path}' has something else at byte {at} than sampled predictions; was it written by a later version?"));
            seen = Math.Max(seen, count);
            if (row is not null) rows.Add(row);
        }
        return (layout, start, end, rows, seen, frames.Count - 1 - rows.Count, file.Length);
    }

    // It may be open for writing, here.
    private static byte[] Bytes(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            throw new PredictionLogException($"'{path}' cannot be read: {e.Message}; where it is gone, open the log again to go on without it", e);
        }
    }
}

/// <summary>Makes the record of a row that is sampled.</summary>
internal delegate SampleRecord MakeRecord<TState>(in TState state, long seen, int slot);
