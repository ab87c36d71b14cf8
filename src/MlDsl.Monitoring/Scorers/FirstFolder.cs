using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>The folder of a model's first windows, which several processes may write. One thread at a time.</summary>
/// <param name="model">The model's name, with which the files begin.</param>
/// <param name="options">Where they lie, and how many are wanted.</param>
/// <param name="schema">What they must be of.</param>
/// <param name="problem">Hears of windows that are left out.</param>
internal sealed class FirstFolder(string model, FirstWindows options, FirstSchema schema, Action<Exception> problem)
{
    // What is known of files, which do not change: null of those that are left out.
    private readonly Dictionary<string, (FirstSpan Span, long Rows)?> known = new(StringComparer.Ordinal);

    /// <summary>Where the reference is, once it is there.</summary>
    public string Reference { get; } = Path.Combine(options.Folder, model + ".reference");

    /// <summary>How far it is, by what was read.</summary>
    public CollectedWindows Collected => new(FirstWindow.Count(Own.Select(static one => one.Span)), options.Windows, Own.Sum(static one => one.Rows), options.Rows, IsWhole: false);

    private IEnumerable<(FirstSpan Span, long Rows)> Own => known.Values.Where(static one => one is not null).Select(static one => one!.Value);

    /// <summary>Writes a window, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(FirstWindow window)
    {
        FirstSpan span = window.Span;
        string path = Path.Combine(options.Folder, FormattableString.Invariant($"{model}-{span.Source:N}-{span.Number:D6}-{span.Part:D3}{FirstWindowFile.Extension}"));
        Directory.CreateDirectory(options.Folder);
        RunDisk.Machine.Write(path, FirstWindowFile.Write(window, options.Key));
        known[path] = (span, window.Rows);
    }

    /// <summary>Looks at what other processes wrote, and this one's before it was started again.</summary>
    public void Scan()
    {
        foreach (string gone in known.Keys.Where(static path => !File.Exists(path)).ToArray()) known.Remove(gone);
        Dictionary<(Guid, long, long), string> seen = [];
        foreach (var (path, one) in known)
            if (one is { } own) seen[own.Span.Id] = path;
        foreach (string path in Paths())
        {
            if (known.ContainsKey(path) || Read(path) is not { } window) continue;
            bool isNew = seen.TryAdd(window.Span.Id, path);
            known[path] = isNew ? (window.Span, window.Rows) : null;
            if (!isNew) problem(new DriftException($"The window '{path}' is the same as '{seen[window.Span.Id]}'; its rows are counted once: delete it"));
        }
    }

    /// <summary>Makes the reference of the windows that are there.</summary>
    /// <returns>What is written as the reference: another process may have been first. Null where windows were taken away meanwhile.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public ReferenceProfile? Make()
    {
        string[] paths = [.. known.Keys.Where(path => known[path] is not null)];
        FirstSpan[] spans = [.. paths.Select(path => known[path]!.Value.Span)];
        bool isGone = false;
        ReferenceProfile made = FirstWindow.Reference(schema, spans, Windows());
        if (isGone) return null;
        string own = $"{Reference}.{Guid.NewGuid():N}";
        RunDisk.Machine.Write(own, ReferenceFile.Write(made));
        try
        {
            // Two processes that are done at once have one reference: the file of whoever is first.
            File.Move(own, Reference, overwrite: false);
        }
        catch (IOException) when (File.Exists(Reference))
        {
            File.Delete(own);
        }
        return Existing();

        IEnumerable<FirstWindow> Windows()
        {
            foreach (string path in paths)
            {
                if (Read(path) is { } window) yield return window;
                else isGone = true;
            }
        }
    }

    /// <summary>The reference that is there; null where there is none.</summary>
    /// <exception cref="ModelFileException">It is damaged, or cannot be read.</exception>
    public ReferenceProfile? Existing()
    {
        if (!File.Exists(Reference)) return null;
        try
        {
            return ReferenceFile.Read(File.ReadAllBytes(Reference));
        }
        catch (Exception damage) when (damage is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"'{Reference}': {damage.Message}; where windows are to be collected anew, delete it", damage);
        }
    }

    /// <summary>Deletes the windows that became the reference, unless they are to stay; those that were left out stay.</summary>
    public void Clear()
    {
        if (options.KeepsWindows) return;
        foreach (string path in known.Keys.Where(path => known[path] is not null).ToArray())
        {
            try
            {
                File.Delete(path);
                known.Remove(path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                problem(new IOException($"The window '{path}' is in the reference and could not be deleted: {failure.Message}; delete it", failure));
            }
        }
    }

    private string[] Paths() => Directory.Exists(options.Folder) ? [.. Directory.EnumerateFiles(options.Folder, $"{model}-*{FirstWindowFile.Extension}").Order(StringComparer.Ordinal)] : [];

    // Null where it is none of these windows, and then it is told once.
    private FirstWindow? Read(string path)
    {
        try
        {
            FirstWindow window = FirstWindowFile.Read(File.ReadAllBytes(path), options.Key);
            if (window.Schema.DifferenceFrom(schema) is not { } difference) return window;
            known[path] = null;
            problem(new DriftException($"The window '{path}' {difference}; it is left out of the reference: give each version of a model and of its columns a folder of its own, or delete the window"));
        }
        catch (DriftException locked)
        {
            known[path] = null;
            problem(new DriftException($"'{path}': {locked.Message}; it is left out of the reference", locked));
        }
        catch (ModelFileException damage)
        {
            known.Remove(path);
            string aside = path + ".damaged";
            File.Move(path, aside, overwrite: true);
            problem(new DriftException($"'{path}': {damage.Message}; it lies at '{aside}' now, and its rows are not in the reference", damage));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Another process made the reference.
            known.Remove(path);
        }
        return null;
    }
}
