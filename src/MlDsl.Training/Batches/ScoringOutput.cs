namespace MlDsl.Training;

/// <summary>The output as it grows, the rows set aside, and the journal of both.</summary>
internal sealed class ScoringOutput : IDisposable
{
    private readonly ScoringPaths paths;
    private readonly ScoringDisk disk;
    private readonly ScoringIdentity identity;
    private readonly ScoringJournal journal;
    private HashedFile? predictions, rejects;

    public ScoringOutput(ScoringPaths paths, ScoringIdentity identity, ScoringDisk disk)
    {
        (this.paths, this.identity, this.disk) = (paths, identity, disk);
        journal = new ScoringJournal(disk.Open(paths.Journal), disk);
    }

    /// <summary>Where the run is.</summary>
    public ScoringPoint Point { get; private set; } = new();

    /// <summary>Goes on where a run of the same identity ended; false where there is none to go on with.</summary>
    /// <exception cref="FileScoringException">There is one of something else, or what it wrote was altered.</exception>
    public bool TryGoOn()
    {
        if (journal.Identity is not { } begun) return false;
        if (identity.DifferenceFrom(begun) is { } difference)
            throw new FileScoringException($"'{paths.Partial}', which was begun, {difference}; finish it with what began it, give the output another name, or begin anew with {nameof(FileScoringOptions.Replace)}");
        // A run that ended behind the last move left nothing but its journal.
        if (journal.Points is [.., { IsEnd: true } end] && !File.Exists(paths.Partial))
        {
            if (!File.Exists(paths.Output)) return false;
            if (!HashedFile.Holds(paths.Output, end.OutputBytes, end.OutputHash)) throw Altered(paths.Output);
            if (paths.Rejects is not null && !HashedFile.Holds(RejectsNow(end), end.RejectBytes, end.RejectHash)) throw Altered(RejectsNow(end));
            Point = end;
            return true;
        }
        for (int i = journal.Points.Count - 1; i >= 0; i--)
        {
            if (IsShort(paths.Partial, journal.Points[i].OutputBytes) || (paths.Rejects is not null && IsShort(RejectsNow(journal.Points[i]), journal.Points[i].RejectBytes))) continue;
            Point = journal.Points[i];
            Open(Point);
            return true;
        }
        return false;
    }

    /// <summary>Begins anew.</summary>
    public void Begin(byte[] header)
    {
        Point = new();
        journal.Begin(identity);
        Close();
        disk.Delete(paths.Partial);
        if (paths.Rejects is not null) disk.Delete(paths.RejectsPartial);
        Open(Point);
        predictions!.Write(header);
    }

    public void Write(ScoredChunk chunk)
    {
        predictions!.Write(chunk.Output.WrittenSpan);
        rejects?.Write(chunk.Rejects.WrittenSpan);
    }

    /// <summary>Makes a place to go on at.</summary>
    /// <param name="point">Rows and input so far.</param>
    public void Add(ScoringPoint point)
    {
        predictions!.Flush();
        rejects?.Flush();
        Point = point with { OutputBytes = predictions.Length, OutputHash = predictions.Hash, RejectBytes = rejects?.Length ?? 0, RejectHash = rejects?.Hash ?? ScoringPoint.Nothing };
        journal.Add(Point);
    }

    /// <summary>Brings what is whole to its place: the output last, so that it is there once all is.</summary>
    public void Finish()
    {
        Close();
        if (paths.Rejects is not null && File.Exists(paths.RejectsPartial)) disk.Move(paths.RejectsPartial, paths.Rejects);
        new ScoringFacts(identity, Point).Write(paths.Facts, disk);
        if (File.Exists(paths.Partial)) disk.Move(paths.Partial, paths.Output);
        journal.Dispose();
        disk.Delete(paths.Journal);
    }

    public void Dispose()
    {
        Close();
        journal.Dispose();
    }

    private void Open(ScoringPoint point)
    {
        predictions = new HashedFile(disk.Open(paths.Partial), disk);
        Check(predictions, paths.Partial, point.OutputBytes, point.OutputHash);
        // A run that ended between the moves has brought the rows set aside to their place.
        if (paths.Rejects is null || (point.IsEnd && !File.Exists(paths.RejectsPartial))) return;
        rejects = new HashedFile(disk.Open(paths.RejectsPartial), disk);
        Check(rejects, paths.RejectsPartial, point.RejectBytes, point.RejectHash);
    }

    private string RejectsNow(ScoringPoint point) => point.IsEnd && !File.Exists(paths.RejectsPartial) ? paths.Rejects! : paths.RejectsPartial;

    private static bool IsShort(string path, long length) => length > 0 && (!File.Exists(path) || new FileInfo(path).Length < length);

    private static void Check(HashedFile file, string path, long length, string hash)
    {
        if (!file.TryGoOn(length, hash)) throw Altered(path);
    }

    private static FileScoringException Altered(string path) =>
        new($"'{path}' is not what the run that wrote it left; begin anew with {nameof(FileScoringOptions.Replace)}");

    private void Close()
    {
        predictions?.Dispose();
        rejects?.Dispose();
        (predictions, rejects) = (null, null);
    }
}
