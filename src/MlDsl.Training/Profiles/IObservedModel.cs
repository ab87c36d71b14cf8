namespace MlDsl.Training;

/// <summary>A model with a reference, in whose cells the rows that it answers can be counted.</summary>
internal interface IObservedModel<TInput, TOutput>
{
    /// <summary>What the training rows were like; null where that is not known.</summary>
    ReferenceProfile? Reference { get; }

    /// <summary>The cells of the reference; null without one.</summary>
    ProfileCells? NewCells();

    /// <summary>
    /// Counts rows and what was said of them, all or, where one of them cannot be read and this throws, none; allocates nothing, and may be called by any number of threads, each with counts of its own.
    /// </summary>
    /// <param name="cells">What <see cref="NewCells"/> gave.</param>
    /// <param name="inputs">The rows, at most <see cref="ProfileBlock.MostRows"/>.</param>
    /// <param name="outputs">What was said of each.</param>
    /// <param name="counts">As many as <see cref="ProfileCells.Count"/>.</param>
    /// <returns>How many rows were counted.</returns>
    long Count(ProfileCells cells, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs, Span<long> counts);
}

/// <summary>
/// An observed model whose calls have rows of their own, which can be taken one by one. Of one that is none a call has much of what another one had, as histories have: how far its rows vary by chance is not known, so that no alarm of them
/// would have a rate.
/// </summary>
internal interface ISampledModel<TInput, TOutput> : IObservedModel<TInput, TOutput>
{
    /// <summary>Writes rows into a block, as they are counted.</summary>
    /// <param name="block">The block.</param>
    /// <param name="layout">Where values lie in it.</param>
    /// <param name="inputs">The rows, at most <see cref="ProfileBlock.MostRows"/>.</param>
    void Write(ProfileBlock block, ProfileLayout layout, ReadOnlySpan<TInput> inputs);
}
