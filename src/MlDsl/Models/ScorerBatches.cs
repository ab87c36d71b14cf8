using System.Runtime.ExceptionServices;

namespace MlDsl;

/// <summary>Batches on more than one core.</summary>
public static class ScorerBatches
{
    // Fewer rows take less time than handing them to another thread.
    private const int LeastRows = 64, MostRows = 4096, PartsPerWorker = 4;

    /// <summary>
    /// Scores a batch on several cores: parts of it, each with <see cref="IScorer{TInput, TOutput}.Run(ReadOnlySpan{TInput}, Span{TOutput})"/>;
    /// result <c>i</c> belongs to record <c>i</c>. For models whose rows do not look at each other. The threads' bookkeeping is allocated;
    /// what a part allocates is up to the scorer.
    /// </summary>
    /// <param name="scorer">The model.</param>
    /// <param name="inputs">The records.</param>
    /// <param name="outputs">As many results.</param>
    /// <param name="options">How many cores at most, and when to stop; all cores by default.</param>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; parts of the results may be written.</exception>
    public static void RunParallel<TInput, TOutput>(
        this IScorer<TInput, TOutput> scorer, ReadOnlyMemory<TInput> inputs, Memory<TOutput> outputs, ParallelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        if (inputs.Length != outputs.Length)
            throw new ArgumentException($"{inputs.Length} inputs and {outputs.Length} outputs: a batch needs as many of either", nameof(outputs));
        options ??= new ParallelOptions();
        int workers = options.MaxDegreeOfParallelism > 0 ? options.MaxDegreeOfParallelism : Environment.ProcessorCount;
        int part = Math.Clamp(inputs.Length / (workers * PartsPerWorker), LeastRows, MostRows);
        try
        {
            Parallel.For(0, (inputs.Length + part - 1) / part, options, i =>
            {
                int start = i * part, count = Math.Min(part, inputs.Length - start);
                scorer.Run(inputs.Span.Slice(start, count), outputs.Span.Slice(start, count));
            });
        }
        catch (AggregateException e)
        {
            // As without threads: the error itself, not a bundle of one per part.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
