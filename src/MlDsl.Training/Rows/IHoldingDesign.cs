namespace MlDsl.Training;

/// <summary>A design that holds blocks within <see cref="TrainingControl.HoldBytes"/>, so that what is made of it has the rest.</summary>
internal interface IHoldingDesign : IDesign
{
    /// <summary>The bytes of the blocks that it holds; 0 where every pass makes them anew.</summary>
    long HeldBytes { get; }

    /// <inheritdoc cref="PassingBlocks.Passing"/>
    IEnumerable<FeatureBlock> Passing(CancellationToken cancellation) => Blocks(cancellation);
}

/// <summary>Passes over blocks that nobody keeps.</summary>
internal static class PassingBlocks
{
    /// <summary>
    /// A pass for a reader that has done with each block when it asks for the next: where blocks are made anew they share memory, of which large ones would otherwise leave
    /// much behind before it is collected.
    /// </summary>
    /// <param name="design">The rows.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public static IEnumerable<FeatureBlock> Passing(this IDesign design, CancellationToken cancellation) => design is IHoldingDesign holding ? holding.Passing(cancellation) : design.Blocks(cancellation);
}
