using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace MlDsl.Training;

/// <summary>Tracking into one folder, from when it is turned on until it is turned off.</summary>
internal sealed class TrackingSession
{
    // A card stands for its model, also where a threshold or packed trees make another one of it.
    private readonly ConditionalWeakTable<object, TrackedRun> runs = [];
    private readonly RunOutbox? outbox;

    public TrackingSession(string folder, TrackingOptions options)
    {
        (Folder, Options) = (Path.GetFullPath(folder), options);
        if (options.Tracker is { } tracker) outbox = new RunOutbox(tracker, options.ExitWait, Report);
    }

    public string Folder { get; }

    public TrackingOptions Options { get; }

    /// <summary>Begins a run in a folder of its own. Where that fails the run is none that anything is kept of.</summary>
    public TrackedRun Begin(RunFacts facts)
    {
        var id = Guid.NewGuid();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string name = string.Concat(facts.Name.Take(40).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        // The time first, so that a listing is in order; the number keeps processes apart.
        string folder = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss}-{name}-{id.ToString("N")[..8]}"));
        return new TrackedRun(this, folder, id, now, facts);
    }

    /// <summary>The same where the facts are still to be found; null where that fails.</summary>
    public TrackedRun? Begin(Func<RunFacts> facts)
    {
        try
        {
            return Begin(facts());
        }
        catch (Exception problem)
        {
            Report(Folder, $"a run could not be begun: {problem.Message.TrimEnd('.')}; what was to be recorded goes on", problem, isFirst: true);
            return null;
        }
    }

    /// <summary>The run that a model belongs to; null where none is known.</summary>
    public TrackedRun? RunOf(object card) => runs.TryGetValue(card, out TrackedRun? run) ? run : null;

    /// <summary>The run that a model belongs to, begun where none is known.</summary>
    public TrackedRun RunOf(object card, Func<RunFacts> facts)
    {
        lock (runs)
        {
            if (runs.TryGetValue(card, out TrackedRun? known)) return known;
            TrackedRun made = Begin(facts());
            runs.Add(card, made);
            return made;
        }
    }

    /// <summary>Says which run a model belongs to.</summary>
    public void Bind(object card, TrackedRun run) => runs.AddOrUpdate(card, run);

    /// <summary>There is something new of a run.</summary>
    public void Offer(string folder) => outbox?.Offer(folder);

    /// <summary>Tells of a problem, and counts it.</summary>
    public void Report(string run, string message, Exception cause, bool isFirst)
    {
        Tracking.CountProblem();
        try
        {
            if (Options.OnProblem is { } hear) hear(new TrackingProblem(run, message, cause));
            else if (isFirst) Trace.TraceWarning($"Tracking: {run}: {message}");
        }
        catch (Exception)
        {
            // Whoever hears of problems must not end what is tracked.
        }
    }
}
