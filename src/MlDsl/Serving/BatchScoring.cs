using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace MlDsl;

/// <summary>Scores streams of rows: a file, a table, whatever is longer than memory.</summary>
public static class BatchScoring
{
    /// <summary>
    /// What the model says of each row, in the order of the rows. Batches are computed on several threads while rows are read; no more rows are held than
    /// <see cref="BatchScoringOptions.BatchRows"/> times <see cref="BatchScoringOptions.Parallelism"/>. A source that pauses holds back the rows of the batches that it
    /// has begun.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The rows; read once, as far as outputs are asked for.</param>
    /// <param name="options">How; <see cref="BatchScoringOptions.Default"/> where null.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <typeparam name="TInput">A row.</typeparam>
    /// <typeparam name="TOutput">What the model says of it.</typeparam>
    /// <returns>The outputs. Where the model refuses a row or the source fails, the outputs of all rows before come first, and then that exception.</returns>
    public static IAsyncEnumerable<TOutput> ScoreAsync<TInput, TOutput>(
        this IScorer<TInput, TOutput> model, IAsyncEnumerable<TInput> inputs, BatchScoringOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        return Score(model, inputs, options ?? BatchScoringOptions.Default, cancellation);
    }

    private static async IAsyncEnumerable<TOutput> Score<TInput, TOutput>(
        IScorer<TInput, TOutput> model, IAsyncEnumerable<TInput> inputs, BatchScoringOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var running = new Queue<Batch<TInput, TOutput>>();
        var free = new Stack<Batch<TInput, TOutput>>();
        IAsyncEnumerator<TInput> source = inputs.GetAsyncEnumerator(cancellation);
        await using ConfiguredAsyncDisposable closing = source.ConfigureAwait(false);
        ExceptionDispatchInfo? failure = null;
        bool hasMore = true;
        try
        {
            while (true)
            {
                while (hasMore && running.Count < options.Parallelism)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Batch<TInput, TOutput> next = free.TryPop(out Batch<TInput, TOutput>? used) ? used : new(options.BatchRows);
                    (hasMore, failure) = await next.FillAsync(source).ConfigureAwait(false);
                    if (next.Count == 0) break;
                    next.Start(model);
                    running.Enqueue(next);
                }
                if (!running.TryPeek(out Batch<TInput, TOutput>? first)) break;
                await first.Computing.ConfigureAwait(false);
                for (int i = 0; i < first.Answered; i++) yield return first.Outputs[i];
                first.Problem?.Throw();
                free.Push(running.Dequeue());
            }
        }
        finally
        {
            // Nobody computes any more when the enumeration is over.
            foreach (Batch<TInput, TOutput> batch in running) await batch.Computing.ConfigureAwait(false);
        }
        failure?.Throw();
    }

    /// <summary>Rows that are computed together; used again.</summary>
    private sealed class Batch<TInput, TOutput>(int size)
    {
        private readonly TInput[] inputs = new TInput[size];

        public TOutput[] Outputs { get; } = new TOutput[size];

        public int Count { get; private set; }

        /// <summary>The rows before the one that <see cref="Problem"/> is of; all where there is none.</summary>
        public int Answered { get; private set; }

        public ExceptionDispatchInfo? Problem { get; private set; }

        /// <summary>Ends without an exception.</summary>
        public Task Computing { get; private set; } = Task.CompletedTask;

        /// <summary>Whether the source has more rows, and why it has none if it failed.</summary>
        public async ValueTask<(bool HasMore, ExceptionDispatchInfo? Failure)> FillAsync(IAsyncEnumerator<TInput> source)
        {
            Count = 0;
            try
            {
                while (Count < size)
                {
                    if (!await source.MoveNextAsync().ConfigureAwait(false)) return (false, null);
                    inputs[Count++] = source.Current;
                }
                return (true, null);
            }
            catch (Exception problem)
            {
                return (false, ExceptionDispatchInfo.Capture(problem));
            }
        }

        public void Start(IScorer<TInput, TOutput> model) => Computing = Task.Run(() => Compute(model));

        private void Compute(IScorer<TInput, TOutput> model)
        {
            try
            {
                model.Run(inputs.AsSpan(0, Count), Outputs.AsSpan(0, Count));
                Answered = Count;
            }
            catch (Exception)
            {
                // Which row it was: each alone says so.
                OneByOne(model);
            }
        }

        private void OneByOne(IScorer<TInput, TOutput> model)
        {
            try
            {
                for (Answered = 0; Answered < Count; Answered++) model.Run(in inputs[Answered], out Outputs[Answered]);
            }
            catch (Exception problem)
            {
                Problem = ExceptionDispatchInfo.Capture(problem);
            }
        }
    }
}
