using System.Text;

namespace MlDsl.Training;

/// <summary>
/// The steps that have ended, one line of JSON each behind a line that says of which search they are: its only state. Each line is flushed to the
/// disk before the next step counts; a last line that was cut short is dropped, and its step made again.
/// </summary>
internal sealed class SearchLog : IDisposable
{
    private readonly Stream file;
    private readonly string name;
    private readonly List<string> lines = [];
    private long end;

    /// <param name="file">The log, which can be read, written and cut; this owns it.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="header">What tells the search from others, by name.</param>
    /// <exception cref="SearchLogException">It is the log of another search, or cannot be written.</exception>
    public SearchLog(Stream file, string name, IReadOnlyList<KeyValuePair<string, string>> header)
    {
        (this.file, this.name) = (file, name);
        string first = SearchLogLine.OfHeader(header);
        try
        {
            string cut = Read();
            if (lines.Count > 0) SearchLogLine.Check(lines[0], header, name);
            else if (!first.StartsWith(cut, StringComparison.Ordinal)) throw new SearchLogException($"'{name}' is no log of a search; give another file");
            // Nothing of a file is touched before it is known to be the log.
            file.SetLength(end);
            file.Position = end;
            if (lines.Count == 0) Write(first, "its first line");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The number of steps that it has.</summary>
    public int Count => Math.Max(0, lines.Count - 1);

    /// <summary>Opens a file, or makes it.</summary>
    /// <exception cref="SearchLogException">The file cannot be opened or written, or is the log of another search.</exception>
    public static SearchLog Open(string path, IReadOnlyList<KeyValuePair<string, string>> header)
    {
        try
        {
            return new SearchLog(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0), path, header);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SearchLogException($"The log '{path}' cannot be opened: {problem.Message}", problem);
        }
    }

    /// <summary>What the log has of a step.</summary>
    /// <exception cref="SearchLogException">The line is damaged, or of another step.</exception>
    public SearchEvaluation Known(int number, SearchStep step, SearchSpace space) => SearchLogLine.Read(lines[number + 1], $"Line {number + 2} of the log '{name}'", number, step, space);

    /// <summary>Adds a step that has ended.</summary>
    /// <exception cref="SearchLogException">The disk is full, for one; what stood in the log stays.</exception>
    public void Add(int number, SearchEvaluation evaluation, SearchSpace space) =>
        Write(SearchLogLine.Of(number, evaluation, space), FormattableString.Invariant($"trial {evaluation.Step.Trial}"));

    public void Dispose()
    {
        try
        {
            file.Dispose();
        }
        catch (IOException)
        {
            // Every line was flushed when it was written, or its failure told.
        }
    }

    // Takes the whole lines; what follows the last of them was cut short.
    private string Read()
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        lines.AddRange(Encoding.UTF8.GetString(bytes, 0, (int)end).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return Encoding.UTF8.GetString(bytes.AsSpan((int)end));
    }

    private void Write(string line, string what)
    {
        try
        {
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            if (file is FileStream disk) disk.Flush(flushToDisk: true);
            else file.Flush();
            end = file.Position;
            lines.Add(line);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last is what a file system says that holds no file of this length.
            Cut();
            throw new SearchLogException(
                FormattableString.Invariant($"The log '{name}' could not be written at {what}: {problem.Message}. The {Count} steps before are in it; make room, and search again with the same log to go on"),
                problem);
        }
    }

    // What cannot be cut off now is dropped when the log is read.
    private void Cut()
    {
        try
        {
            file.SetLength(end);
        }
        catch (IOException)
        {
            // As said above.
        }
    }
}
