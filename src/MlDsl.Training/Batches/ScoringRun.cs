using System.Security.Cryptography;

namespace MlDsl.Training;

/// <summary>One scoring of a file: finds out where it stands, scores what is left, brings the output to its place.</summary>
internal sealed class ScoringRun(DynamicModel model, ScoringPaths paths, FileScoringOptions options, ScoringDisk disk, CancellationToken cancellation)
{
    public FileScoringResult Run()
    {
        var form = new ScoringForm(paths, options);
        ScoringIdentity identity = ScoringIdentity.Of(model, form);
        PredictionLines lines = PredictionLines.Of(model, form, identity);
        form.CheckNames(lines.Own);
        FileRows reader = form.Input == RowFileFormat.Csv ? new CsvFileRows(model.Table, paths.Input, options) : new JsonFileRows(model.Table, paths.Input, options);
        var input = new FileInfo(paths.Input);
        (long length, DateTime written) = (input.Length, input.LastWriteTimeUtc);

        if (!options.Replace && !File.Exists(paths.Journal) && File.Exists(paths.Output)) return Whole(identity);
        using var output = new ScoringOutput(paths, identity, disk);
        if (options.Replace || !output.TryGoOn()) output.Begin(lines.Header);
        long resumed = output.Point.Rows;
        if (output.Point.IsEnd) CheckInput(output.Point);
        else
        {
            ScoreRest(output, reader, lines, length);
            input.Refresh();
            if (!input.Exists || input.Length != length || input.LastWriteTimeUtc != written)
                throw new FileScoringException($"'{paths.Input}' changed while it was scored; begin anew with {nameof(FileScoringOptions.Replace)}, or score a copy");
            output.Add(output.Point with { IsEnd = true });
        }
        output.Finish();
        return Result(output.Point, resumed);
    }

    private void ScoreRest(ScoringOutput output, FileRows reader, PredictionLines lines, long length)
    {
        using var file = new FileStream(paths.Input, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ScoringPoint at = output.Point, saved = at;
        if (!HashedFile.Add(file, at.InputBytes, hash) || HashedFile.Hex(hash.GetCurrentHash()) != at.InputHash) throw Changed();

        using var team = new Team(options.Parallelism);
        var cutter = new CsvChunks(file, paths.Input, reader.Cut, line: at.Line);
        foreach ((ScoredChunk chunk, ScoringPoint end) in team.Map(Stretches(cutter, hash, at), Score, cancellation))
        {
            chunk.Failure?.Throw();
            output.Write(chunk);
            at = end with { Rows = at.Rows + chunk.Rows, Rejected = at.Rejected + chunk.Rejected };
            if (at.Rows - saved.Rows >= options.PartitionRows)
            {
                output.Add(at);
                saved = at;
            }
            options.Progress?.Report(new(at.Rows, at.Rejected, at.InputBytes, length));
        }
        // The end of the input is a place to go on at, too: whatever is between it and the last move is done again.
        output.Add(at);

        (ScoredChunk Chunk, ScoringPoint End) Score((CsvChunk Bytes, ScoringPoint End) stretch, int thread)
        {
            ScoredChunk scored = ScoredChunk.Of(stretch.Bytes, thread, reader, model, lines, paths.Input, options.Rejects is not null);
            cutter.Return(stretch.Bytes.Bytes);
            return (scored, stretch.End);
        }
    }

    // Hashed before another thread gets the bytes.
    private static IEnumerable<(CsvChunk Bytes, ScoringPoint End)> Stretches(CsvChunks cutter, IncrementalHash hash, ScoringPoint end)
    {
        foreach (CsvChunk chunk in cutter.Read())
        {
            hash.AppendData(chunk.Bytes, 0, chunk.Length);
            end = end with { InputBytes = end.InputBytes + chunk.Length, Line = end.Line + chunk.Lines, InputHash = HashedFile.Hex(hash.GetCurrentHash()) };
            yield return (chunk, end);
        }
    }

    /// <summary>The output that is there already, if it is the one asked for.</summary>
    private FileScoringResult Whole(ScoringIdentity identity)
    {
        const string WayOut = "give the output another name, or begin anew with " + nameof(FileScoringOptions.Replace);
        if (ScoringFacts.Read(paths.Facts) is not { } facts)
            throw new FileScoringException($"'{paths.Output}' is there already, and no '{paths.Facts}' says what it is of; {WayOut}");
        if (identity.DifferenceFrom(facts.Identity) is { } difference) throw new FileScoringException($"'{paths.Output}', which is there already, {difference}; {WayOut}");
        CheckInput(facts.End);
        if (!HashedFile.Holds(paths.Output, facts.End.OutputBytes, facts.End.OutputHash)) throw new FileScoringException($"'{paths.Output}' is there already, and was altered since it was scored; {WayOut}");
        if (paths.Rejects is not null && !HashedFile.Holds(paths.Rejects, facts.End.RejectBytes, facts.End.RejectHash))
            throw new FileScoringException($"'{paths.Rejects}' is not what was set aside when '{paths.Output}' was scored; {WayOut}");
        return Result(facts.End, facts.End.Rows);
    }

    private void CheckInput(ScoringPoint point)
    {
        if (!HashedFile.Holds(paths.Input, point.InputBytes, point.InputHash)) throw Changed();
    }

    private FileScoringException Changed() => new(
        $"'{paths.Input}' is not what '{paths.Output}' was scored from so far: its beginning changed; give the output another name, or begin anew with {nameof(FileScoringOptions.Replace)}");

    private static FileScoringResult Result(ScoringPoint point, long resumed) => new(point.Rows, point.Rejected, resumed, point.OutputBytes, point.OutputHash);
}
