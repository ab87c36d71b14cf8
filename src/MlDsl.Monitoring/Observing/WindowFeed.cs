using MlDsl.Monitoring;
using MlDsl.Monitoring.Domains;

namespace MlDsl.Observing;

/// <summary>Hands closed windows on to alarms and to who hears of them: in the order in which they were closed, one after the other, whatever threads close them.</summary>
/// <param name="model">The model's type.</param>
/// <param name="options">Who hears.</param>
/// <param name="log">Where it is remembered and measured.</param>
internal sealed class WindowFeed(string model, MonitoringOptions options, MonitorLog log) : IDisposable
{
    private readonly object hearing = new();
    private readonly Queue<(ClosedWindow Window, bool IsByHand, DrawnRows? Rows)> waiting = new();
    private readonly DriftWatch? watch = options.Alarms is { } budgets ? new DriftWatch(model, budgets, options.StateFolder, problem => Tell(model, options, log, problem)) : null;

    private readonly DomainWatch? domain = options.Domain is { } classifier ? new DomainWatch(classifier, options.Alarms ?? new(), problem => Tell(model, options, log, problem)) : null;

    /// <summary>Puts a window behind those that wait.</summary>
    public void Add(ClosedWindow window, bool isByHand, DrawnRows? rows)
    {
        lock (waiting) waiting.Enqueue((window, isByHand, rows));
    }

    /// <summary>Hands on all that waits; what a listener throws is thrown when all have been handed on.</summary>
    public void Drain()
    {
        List<Exception> problems = [];
        lock (hearing)
        {
            while (Next() is var (window, isByHand, rows))
            {
                Hand(window, isByHand, problems);
                if (rows is not null) Hand(window, isByHand, rows, problems);
            }
        }
        if (problems.Count == 1) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(problems[0]);
        if (problems.Count > 1) throw new AggregateException(problems);
    }

    /// <summary>The same where nobody asks how it went.</summary>
    public void DrainQuietly()
    {
        try
        {
            Drain();
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            Tell(problem);
        }
    }

    /// <summary>Tells of a problem that nobody asked about.</summary>
    public void Tell(Exception problem) => Tell(model, options, log, problem);

    /// <summary>The evidence of these windows is measured no more.</summary>
    public void Dispose() => log.Dispose();

    private (ClosedWindow Window, bool IsByHand, DrawnRows? Rows)? Next()
    {
        lock (waiting) return waiting.TryDequeue(out var next) ? next : null;
    }

    private void Hand(ClosedWindow closed, bool isByHand, List<Exception> problems)
    {
        log.Add(closed);
        Try(() => options.OnClosed?.Invoke(closed), problems);
        WindowVerdict? verdict = null;
        Try(() => verdict = watch?.Observe(closed, isByHand), problems);
        if (verdict is null) return;
        log.Add(verdict);
        log.SetRaised(watch!.Raised);
        foreach (DriftAlarm alarm in verdict.Alarms)
        {
            log.Add(alarm);
            Try(() => options.OnAlarm?.Invoke(alarm), problems);
        }
    }

    private void Hand(ClosedWindow closed, bool isByHand, DrawnRows rows, List<Exception> problems)
    {
        DomainDrift? drift = null;
        Try(() => drift = domain?.Observe(closed, rows, isByHand), problems);
        if (drift is null) return;
        log.Add(drift);
        Try(() => options.Domain!.OnTested?.Invoke(drift), problems);
    }

    private static void Try(Action act, List<Exception> problems)
    {
        try
        {
            act();
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            problems.Add(problem);
        }
    }

    // Who hears of problems may fail as well.
    private static void Tell(string model, MonitoringOptions options, MonitorLog log, Exception problem)
    {
        log.Gauges.CountProblem();
        try
        {
            if (options.OnProblem is { } hear) hear(problem);
            else System.Diagnostics.Trace.TraceWarning($"Monitoring of '{model}': {problem.Message}");
        }
        catch (Exception second) when (second is not OutOfMemoryException)
        {
            System.Diagnostics.Trace.TraceWarning($"Monitoring of '{model}': {problem.Message}; and who hears of it failed: {second.Message}");
        }
    }
}
