using MlDsl.Monitoring.Scorers;

namespace MlDsl;

/// <summary>
/// Makes a reference of the first rows that a service answers, where nobody has rows that the model was made for: register it as an <see cref="IPredictionObserver{TModel, TInput, TOutput}"/>. What the service sees in that
/// time counts as usual from then on. Safe for any number of threads.
/// </summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="TInput">What it takes.</typeparam>
/// <typeparam name="TOutput">What it says.</typeparam>
public sealed class ReferenceCollector<TModel, TInput, TOutput> : IPredictionObserver<TModel, TInput, TOutput> where TModel : class
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMinutes(1);

    private readonly object gate = new(), writing = new();
    private readonly WatchedColumns<TInput, TOutput> columns;
    private readonly string path;
    private readonly long rows;
    private ScorerSketch<TInput, TOutput>? sketch;
    private ScorerReference<TInput, TOutput>? reference;
    private long dueTicks;
    private bool isWritten;

    /// <summary>A collector that has seen nothing.</summary>
    /// <param name="columns">What is watched. Its <see cref="WatchedColumns{TInput, TOutput}.At"/> may read the service's clock; more than 32,768 rows have no blocks of time, since they are gone.</param>
    /// <param name="path">The file that is written when there are rows enough; of this collector alone, so that each replica of a service has one of its own, or one of them collects.</param>
    /// <param name="rows">How many rows are enough, from 1,000 on; weeks of them where what is seen differs between days.</param>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are too few rows.</exception>
    public ReferenceCollector(WatchedColumns<TInput, TOutput> columns, string path, long rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1000);
        (this.columns, this.path, this.rows) = (columns, path, rows);
        sketch = new ScorerSketch<TInput, TOutput>(columns);
    }

    /// <summary>The reference; null until there are rows enough. It is there whether or not its file could be written.</summary>
    public ScorerReference<TInput, TOutput>? Reference => Volatile.Read(ref reference);

    /// <summary>The clock of what is tried again.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Takes rows that were answered, until there are enough.</summary>
    /// <exception cref="ArgumentException">There are not as many outputs as inputs.</exception>
    /// <exception cref="IOException">The file cannot be written; it is tried again with rows of a minute later.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the same.</exception>
    public void Observe(TModel model, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs)
    {
        if (inputs.Length != outputs.Length) throw new ArgumentException($"{inputs.Length} rows have {outputs.Length} predictions; give one for each", nameof(outputs));
        if (Volatile.Read(ref isWritten)) return;
        if (Reference is null && Whole(inputs, outputs) is { } all)
            Volatile.Write(ref reference, new ScorerReference<TInput, TOutput>(columns, all.Finish(again: null)));
        if (Reference is { } whole) Write(whole);
    }

    // All rows, to the one caller whose rows were the last that are wanted: the others do not wait until they are profiled.
    private ScorerSketch<TInput, TOutput>? Whole(ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs)
    {
        lock (gate)
        {
            if (sketch is not { } all) return null;
            all.Add(inputs, outputs);
            if (all.Rows < rows) return null;
            sketch = null;
            return all;
        }
    }

    // One tries it; who comes meanwhile, or soon after it failed, has requests to answer.
    private void Write(ScorerReference<TInput, TOutput> whole)
    {
        if (Clock.GetUtcNow().UtcTicks < Volatile.Read(ref dueTicks) || !Monitor.TryEnter(writing)) return;
        try
        {
            if (isWritten || Clock.GetUtcNow().UtcTicks < dueTicks) return;
            Volatile.Write(ref dueTicks, (Clock.GetUtcNow() + BetweenWrites).UtcTicks);
            whole.Save(path);
            Volatile.Write(ref isWritten, true);
        }
        finally
        {
            Monitor.Exit(writing);
        }
    }
}
