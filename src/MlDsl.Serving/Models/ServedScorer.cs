using System.Diagnostics;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>A served model whose types are known: the generations and their changes.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody takes holds nothing to dispose of.")]
internal sealed partial class ServedScorer<TModel, TInput, TOutput> : ServedModel<TModel> where TModel : class, IScorer<TInput, TOutput>
{
    // Often enough for the first compilation of everything that a call runs.
    private const int WarmUps = 32;

    // A request may be of much work, such as one that fits a method to a history: a service is ready nevertheless.
    private static readonly TimeSpan MostWarmUp = TimeSpan.FromSeconds(1);

    private readonly ScorerBinding<TModel, TInput, TOutput> binding;
    private readonly ServingTelemetry telemetry;
    private readonly TimeProvider clock;
    private readonly IPredictionObserver<TModel, TInput, TOutput>[] observers;
    private readonly RowBatcher<LoadedModel<TModel>, TInput, TOutput>? batcher;
    private readonly SemaphoreSlim changing = new(1, 1);
    private LoadedModel<TModel>? current, previous;
    private string? tried, refusal;
    private int generations, hasFailedListener, hasFailedWitness, hasFailedObserver;
    private bool isClosed;

    public ServedScorer(
        string name, ServingOptions options, ScorerBinding<TModel, TInput, TOutput> binding, ServingTelemetry telemetry, TimeProvider clock, IEnumerable<IPredictionObserver<TModel, TInput, TOutput>> observers)
        : base(name, options)
    {
        (this.binding, this.telemetry, this.clock, this.observers) = (binding, telemetry, clock, [.. observers]);
        if (options.Batching is { } batching) batcher = new(batching, this, clock, static work => ThreadPool.UnsafeQueueUserWorkItem(static work => work(), work, preferLocal: false));
    }

    public override ModelGeneration? Current => Volatile.Read(ref current)?.Generation;

    public override ModelGeneration? Previous => Volatile.Read(ref previous)?.Generation;

    public override TModel Model => Volatile.Read(ref current)?.Model
        ?? throw new InvalidOperationException($"The model '{Name}' is not loaded{(Problem is null ? " yet" : $": {Problem}")}");

    internal override bool HasEffect => binding.HasEffect;

    public override Task<ReloadResult> ReloadAsync(CancellationToken cancellation = default) => ChangeAsync(isForced: true, cancellation);

    internal override Task PollAsync(CancellationToken cancellation) => ChangeAsync(isForced: false, cancellation);

    public override bool Rollback()
    {
        changing.Wait();
        try
        {
            if (previous is not { } back) return false;
            previous = current;
            Volatile.Write(ref current, back);
            Problem = refusal = $"The files were rolled back to generation {back.Generation.Number}; put others there, or reload";
            telemetry.RolledBack(Name, back.Generation);
            return true;
        }
        finally
        {
            changing.Release();
        }
    }

    internal override void Close()
    {
        changing.Wait();
        try
        {
            isClosed = true;
            Interlocked.Exchange(ref current, null)?.Exit();
            Interlocked.Exchange(ref previous, null)?.Exit();
        }
        finally
        {
            changing.Release();
        }
    }

    private async Task<ReloadResult> ChangeAsync(bool isForced, CancellationToken cancellation)
    {
        await changing.WaitAsync(cancellation).ConfigureAwait(false);
        bool isRead = false;
        try
        {
            ModelFiles files = await ModelFiles.ReadAsync(Options, cancellation).ConfigureAwait(false);
            isRead = true;
            if (files.Key == current?.Key)
            {
                // The file that answers is there again.
                (tried, refusal, Problem) = (files.Key, null, null);
                return new ReloadResult(ReloadStatus.Unchanged, Current, null);
            }
            if (isClosed) return new ReloadResult(ReloadStatus.Unchanged, Current, Problem);
            if (!isForced && files.Key == tried)
            {
                // A file that was refused is there again, after one that was not there, say.
                Problem = refusal;
                return new ReloadResult(ReloadStatus.Unchanged, Current, Problem);
            }
            (tried, refusal) = (files.Key, null);
            LoadedModel<TModel> next = Load(files);
            previous?.Exit();
            previous = current;
            Volatile.Write(ref current, next);
            // Who listens may be another by now: a failure is said anew.
            (hasFailedListener, hasFailedWitness, hasFailedObserver) = (0, 0, 0);
            Problem = null;
            telemetry.Loaded(Name, next.Generation);
            return new ReloadResult(ReloadStatus.Loaded, next.Generation, null);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or OutOfMemoryException))
        {
            // Said once: a poll finds the same problem every time.
            if (Problem != problem.Message || isForced) telemetry.Refused(Name, problem.Message, Current is not null);
            Problem = problem.Message;
            if (isRead) refusal = Problem;
            return new ReloadResult(ReloadStatus.Refused, Current, problem.Message);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <exception cref="ModelFileException">The model cannot answer; the message says why.</exception>
    private LoadedModel<TModel> Load(ModelFiles files)
    {
        string source = Options.File is null ? $"The model '{Name}'" : $"'{Options.File}'";
        TModel model = binding.Load(files, source);
        try
        {
            ServedModelFacts facts = binding.FactsOf(model);
            CheckColumns(facts, source);
            foreach (IPredictionObserver<TModel, TInput, TOutput> observer in observers) observer.Admit(model);
            int golden = files.Golden is null ? 0 : binding.CheckGolden(model, files.Golden, $"'{Options.Golden}'");
            var format = new JsonRowFormat(facts.Inputs, Options.Rows, facts.Vocabulary, facts.Summaries) { Form = facts.Form };
            var generation = new ModelGeneration(generations + 1, facts.Name, facts.Version, files.Hash, clock.GetUtcNow(), golden);
            var loaded = new LoadedModel<TModel>(model, facts, format, generation, files.Key) { Likely = current?.Outputs ?? current?.Likely };
            WarmUp(loaded);
            generations++;
            return loaded;
        }
        catch (Exception problem)
        {
            (model as IDisposable)?.Dispose();
            if (problem is ArgumentException or NotSupportedException) throw new ModelFileException($"{source} cannot be served: {problem.Message}", problem);
            throw;
        }
    }

    // A model with a type of its own is checked against that when it is loaded. One without must keep what its callers send.
    private void CheckColumns(ServedModelFacts facts, string source)
    {
        if (current is not { } before) return;
        string Text(ColumnSchema column) => $"{column.Member}:{column.Type}";
        var (old, now) = (before.Facts.Inputs.Select(Text).ToHashSet(StringComparer.Ordinal), facts.Inputs.Select(Text).ToHashSet(StringComparer.Ordinal));
        if (old.SetEquals(now)) return;
        string gone = string.Join(", ", old.Except(now)), come = string.Join(", ", now.Except(old));
        throw new ModelFileException(
            $"{source} has other columns than the model that answers (gone: {(gone.Length > 0 ? gone : "none")}; come: {(come.Length > 0 ? come : "none")}); serve it under a name of its own, or start the service anew");
    }

    // A row made up of the schema goes the whole way. Whether the model takes it does not matter. What documents show is a row of its own, which has no text of a sensitive column.
    private void WarmUp(LoadedModel<TModel> loaded)
    {
        if (loaded.Format.Form is { } form) Rehearse(loaded, form);
        if (loaded.Format.Columns.Count == 0) return;
        byte[] row = loaded.Format.Example(), shown = loaded.Format.ShownExample();
        for (int i = 0; i < WarmUps && Say(loaded, row) is { } said; i++) loaded.Form ??= said;
        if (Say(loaded, shown) is not { } answer) return;
        loaded.Form ??= answer;
        loaded.Example = new(shown, answer);
    }

    // A request that is no row goes the whole way, too, by a format of its own that calls it made up, so that what answers it leaves nothing behind.
    private void Rehearse(LoadedModel<TModel> loaded, RequestForm form)
    {
        if (form.MadeUp(Options.Rows, loaded.Facts.Vocabulary) is not { } request) return;
        var alone = new LoadedModel<TModel>(loaded.Model, loaded.Facts, new JsonRowFormat([], Options.Rows) { Form = form, AreMadeUp = true }, loaded.Generation, loaded.Key);
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmUps && Say(alone, request) is not null && Stopwatch.GetElapsedTime(begun) < MostWarmUp;) i++;
    }

    // What a model says of a made-up row; null where it does not take it.
    private byte[]? Say(LoadedModel<TModel> loaded, byte[] row)
    {
        Exchange exchange = Exchange.Rent(loaded.Format.Columns.Count);
        try
        {
            Compute(loaded, row, exchange);
            if (loaded.Outputs is null) loaded.Settle(OutputLayout.Of(exchange.Bytes.WrittenSpan, binding.Numbers));
            return exchange.Bytes.WrittenSpan.ToArray();
        }
        catch (Exception problem) when (problem is not (NotSupportedException or OutOfMemoryException))
        {
            return null;
        }
        finally
        {
            exchange.Return();
        }
    }
}
