using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>
/// The file of the labels, one event on a line: tools add whole lines to its end, one at a time, and change none; people may. A line that is cut off or wrong is told and left as it is.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="project">What labels may be.</param>
/// <param name="disk">Where it lies.</param>
internal sealed class LabelFile(string path, LabelProject project, LabelDisk disk)
{
    /// <summary>Reads all lines.</summary>
    /// <exception cref="LabelException">The file cannot be read.</exception>
    public LabelLines Read() => Guarded("read", () => Parse(disk.Read(path) ?? [], path, project));

    /// <summary>Adds events, all of them or none, and flushes them to the disk.</summary>
    /// <exception cref="LabelException">An event is none that a line may say, the disk is full, for one, or another program does not let go of the file; nothing was added.</exception>
    public void Append(IReadOnlyList<LabelEvent> events)
    {
        if (events.Count == 0) return;
        using var lines = new MemoryStream();
        var line = new LabelLine(project, path);
        foreach (LabelEvent said in events)
        {
            lines.Write(line.Checked(said));
            lines.WriteByte((byte)'\n');
        }
        Guarded("written", () =>
        {
            using var log = new RunLog(path, disk);
            log.Add(lines.ToArray(), isDurable: true);
            return true;
        });
    }

    /// <summary>The events of a file's bytes, and what is wrong with its lines.</summary>
    public static LabelLines Parse(ReadOnlySpan<byte> bytes, string path, LabelProject project)
    {
        var reader = new LabelLine(project, path);
        var events = new List<(LabelEvent Event, int Line)>();
        var problems = new List<LabelProblem>();
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        for (int number = 1; bytes.Length > 0; number++)
        {
            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            // Blanks around a line, and the carriage returns of some editors, say nothing.
            ReadOnlySpan<byte> text = line.TrimEnd(" \t\r"u8);
            if (text.TrimStart(" \t"u8).Length == 0) continue;
            LabelEvent? said = reader.Read(text, number, out LabelProblem? problem);
            if (said is not null) events.Add((said, number));
            else problems.Add(problem!);
        }
        return new LabelLines(path, events, problems);
    }

    private T Guarded<T>(string what, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LabelException($"'{path}' cannot be {what}: {problem.Message}", problem);
        }
    }
}

/// <summary>What a label file holds.</summary>
/// <param name="File">The file.</param>
/// <param name="Events">Its events with their lines.</param>
/// <param name="Problems">What is wrong with the others.</param>
internal sealed record LabelLines(string File, IReadOnlyList<(LabelEvent Event, int Line)> Events, IReadOnlyList<LabelProblem> Problems);
