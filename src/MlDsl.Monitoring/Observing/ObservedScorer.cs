namespace MlDsl.Observing;

/// <summary>A model whose rows are counted when they are scored; what it refuses is not.</summary>
internal sealed class ObservedScorer<TModel, TInput, TOutput>(TModel model, IPredictionObserver<TModel, TInput, TOutput> observer) : IScorer<TInput, TOutput>
    where TModel : class, IScorer<TInput, TOutput>
{
    public void Run(in TInput input, out TOutput output)
    {
        model.Run(in input, out output);
        observer.Observe(model, new ReadOnlySpan<TInput>(in input), new ReadOnlySpan<TOutput>(in output));
    }

    public void Run(ReadOnlySpan<TInput> inputs, Span<TOutput> outputs)
    {
        model.Run(inputs, outputs);
        observer.Observe(model, inputs, outputs);
    }

    public async ValueTask<TOutput> RunAsync(TInput input, CancellationToken cancellation = default)
    {
        TOutput output = await model.RunAsync(input, cancellation).ConfigureAwait(false);
        observer.Observe(model, new ReadOnlySpan<TInput>(in input), new ReadOnlySpan<TOutput>(in output));
        return output;
    }
}
