using MlDsl.Monitoring;
using MlDsl.Monitoring.Scorers;
using MlDsl.Training;

namespace MlDsl.Tool.Watching;

/// <summary>The first windows that services wrote into a folder, put together: the reference is the one that a service makes of the same windows.</summary>
internal static class CollectedRows
{
    /// <summary>Makes a reference, and writes it.</summary>
    /// <exception cref="ToolException">There are no windows or no rows in them, they are of several models, one is there twice, or one cannot be read; the message names it.</exception>
    public static (FirstSchema Schema, ReferenceProfile Profile) Reference(string folder, string? keyFile, string to)
    {
        ReadOnlyMemory<byte> key = keyFile is null ? default : KeyOf(keyFile);
        string[] paths = [.. Directory.EnumerateFiles(folder, "*" + FirstWindowFile.Extension).Order(StringComparer.Ordinal)];
        if (paths.Length == 0) throw new ToolException($"'{folder}' has no windows, whose names end in {FirstWindowFile.Extension}; a service writes them that collects its {nameof(FirstWindows)}, and keeps them with {nameof(FirstWindows.KeepsWindows)}");
        FirstSchema? schema = null;
        List<FirstSpan> spans = [];
        long rows = 0;
        Dictionary<(Guid, long, long), string> seen = [];
        foreach (string path in paths)
        {
            FirstWindow window = Read(path, key);
            if (schema is not null && window.Schema.DifferenceFrom(schema) is { } difference)
                throw new ToolException($"'{path}' {difference}, unlike '{paths[0]}'; a reference is of windows of one version of one model: put others into a folder of their own");
            FirstSpan span = window.Span;
            if (!seen.TryAdd(span.Id, path)) throw new ToolException($"'{path}' is the same window as '{seen[span.Id]}'; its rows would count twice: delete one");
            schema ??= window.Schema;
            spans.Add(span);
            rows += window.Rows;
        }
        if (rows < 2) throw new ToolException($"The windows of '{folder}' have fewer than two rows; a reference is of a few thousand at least");
        ReferenceProfile profile = FirstWindow.Reference(schema!, spans, paths.Select(path => Read(path, key)));
        try
        {
            RunDisk.Machine.Write(to, ReferenceFile.Write(profile));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{to}' cannot be written: {problem.Message}");
        }
        return (schema!, profile);
    }

    private static FirstWindow Read(string path, ReadOnlyMemory<byte> key)
    {
        try
        {
            return FirstWindowFile.Read(File.ReadAllBytes(path), key);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or DriftException)
        {
            throw new ToolException($"'{path}': {problem.Message}");
        }
    }

    private static ReadOnlyMemory<byte> KeyOf(string path)
    {
        try
        {
            return Convert.FromBase64String(File.ReadAllText(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ToolException($"--key '{path}' is no file with a key as base64: {problem.Message}");
        }
    }
}
