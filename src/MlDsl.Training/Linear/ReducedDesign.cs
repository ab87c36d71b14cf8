namespace MlDsl.Training;

/// <summary>A design of fewer columns whose weights tell those of the positions that it stands for, with the same sums and the same squared penalty.</summary>
/// <param name="source">The rows as they are.</param>
internal abstract class ReducedDesign(IDesign source) : IDesign
{
    /// <inheritdoc/>
    public abstract int Width { get; }

    /// <inheritdoc/>
    public long Rows => source.Rows;

    /// <summary>How often the rows were read to know the columns.</summary>
    public abstract int Passes { get; }

    /// <inheritdoc/>
    public abstract IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation);

    /// <inheritdoc/>
    public long NumberOf(long row) => source.NumberOf(row);

    /// <summary>A position that a column stands for, for messages.</summary>
    public abstract int PositionOf(int column);

    /// <summary>The weights of positions.</summary>
    /// <param name="solved">Those of columns.</param>
    /// <param name="means">The mean of each position.</param>
    public abstract LinearWeights Widen(LinearWeights solved, double[] means);
}
