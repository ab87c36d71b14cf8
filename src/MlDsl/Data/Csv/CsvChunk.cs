namespace MlDsl;

/// <summary>A stretch of a file that begins and ends with a record.</summary>
/// <param name="Bytes">What stands there, with room of <see cref="CsvMarks.Padding"/> behind it. Whoever reads the records owns it.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Lines">The number of line breaks.</param>
/// <param name="Rest">Where the file goes on; null where the stretch is read by itself.</param>
internal sealed record CsvChunk(byte[] Bytes, int Length, long Line, int Lines, Stream? Rest)
{
    /// <summary>The most records that it can have; not known where the file goes on.</summary>
    public int MostRecords => Lines + 1;

    /// <summary>The same bytes in memory of their own.</summary>
    public CsvChunk Copy() => this with { Bytes = [.. Bytes] };
}
