using MlDsl.Monitoring;

namespace MlDsl.Observing;

/// <summary>
/// The alarms of the models that one monitor watches: for each reference its own, which go on where the folder has a state of it. One thread at a time.
/// </summary>
/// <param name="model">The model's name.</param>
/// <param name="budgets">How often alarms may be false.</param>
/// <param name="folder">Where states are kept; null for none.</param>
/// <param name="problem">Hears of states that could not be read or written.</param>
internal sealed class DriftWatch(string model, AlarmOptions budgets, string? folder, Action<Exception> problem)
{
    // References whose alarms are at hand: of the models that answer, and of those that may answer again.
    private const int Most = 4;

    private readonly List<Watched> known = [];

    /// <summary>What was raised, in this process or before it, of the reference that was looked at last.</summary>
    public IEnumerable<(AlarmKind Kind, string Column, ShiftKind What, DateTimeOffset At)> Raised => known.Count == 0 ? [] : known[^1].Alarms.Raised;

    /// <summary>Looks at a window.</summary>
    /// <param name="closed">The window.</param>
    /// <param name="isByHand">Whether it is looked at however short it is.</param>
    /// <returns>What it says; null where its reference is of no rows or columns that could be watched.</returns>
    public WindowVerdict? Observe(ClosedWindow closed, bool isByHand)
    {
        if (closed.Overlaps || closed.Reference.Rows <= 0 || closed.Reference.Columns.IsEmpty) return null;
        Watched watched = Of(closed.Reference);
        WindowVerdict verdict = watched.Alarms.Observe(closed.Window, isByHand ? TimeSpan.Zero : watched.Alarms.LeastSpan);
        if (watched.Path is { } path) Keep(watched.Alarms, path);
        return verdict;
    }

    private Watched Of(ReferenceProfile reference)
    {
        int place = known.FindIndex(one => ReferenceEquals(one.Reference, reference));
        // The same file, loaded once more, is the same reference.
        string? identity = place < 0 ? ProfileHash.OfAll(reference) : null;
        if (place < 0) place = known.FindIndex(one => one.Identity == identity);
        Watched watched = place < 0 ? New(reference, identity!) : known[place];
        if (place >= 0) known.RemoveAt(place);
        known.Add(watched with { Reference = reference });
        if (known.Count > Most) known.RemoveAt(0);
        return watched;
    }

    private Watched New(ReferenceProfile reference, string identity)
    {
        var alarms = new DriftAlarms(reference, budgets);
        if (folder is null) return new Watched(reference, identity, alarms, null);
        string path = Path.Combine(folder, $"{model}-{identity[..16]}.alarms");
        if (!File.Exists(path)) return new Watched(reference, identity, alarms, path);
        try
        {
            alarms.Restore(path);
        }
        catch (DriftException damage)
        {
            string aside = path + ".damaged";
            File.Move(path, aside, overwrite: true);
            problem(new DriftException($"{damage.Message}; it lies at '{aside}' now, and the alarms of '{model}' begin anew", damage));
        }
        return new Watched(reference, identity, alarms, path);
    }

    private void Keep(DriftAlarms alarms, string path)
    {
        try
        {
            Directory.CreateDirectory(folder!);
            alarms.Save(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem(new IOException($"The state of the alarms of '{model}' could not be written to '{path}': {failure.Message}; it is tried again after the next window, and a restart before that forgets what came since the last", failure));
        }
    }

    private sealed record Watched(ReferenceProfile Reference, string Identity, DriftAlarms Alarms, string? Path);
}
