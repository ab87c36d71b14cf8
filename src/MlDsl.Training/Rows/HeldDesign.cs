namespace MlDsl.Training;

/// <summary>A design matrix whose blocks are held in memory.</summary>
public sealed class HeldDesign : IDesign
{
    private readonly FeatureBlock[] blocks;

    /// <summary>Holds the blocks.</summary>
    /// <param name="width">The number of positions of a feature vector, at least 0.</param>
    /// <param name="blocks">The rows, in order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is negative.</exception>
    public HeldDesign(int width, IEnumerable<FeatureBlock> blocks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentNullException.ThrowIfNull(blocks);
        Width = width;
        this.blocks = [.. blocks];
        Rows = this.blocks.Sum(static block => (long)block.Rows);
    }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public long Rows { get; }

    /// <inheritdoc/>
    public IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation)
    {
        foreach (FeatureBlock block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return block;
        }
    }
}
