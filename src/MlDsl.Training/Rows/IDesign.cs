namespace MlDsl.Training;

/// <summary>
/// A design matrix that can be read again and again: held in memory, or encoded anew from its source on every pass.
/// </summary>
/// <remarks>
/// Trainers read it from the first block to the last and keep nothing per row, so it may be larger than memory. Every pass
/// gives the same rows in the same blocks and the same order; that is what makes training reproducible.
/// </remarks>
public interface IDesign
{
    /// <summary>The number of positions of a feature vector; 0 is a model of the intercept alone.</summary>
    int Width { get; }

    /// <summary>The number of rows of one pass.</summary>
    long Rows { get; }

    /// <summary>Starts a pass. One pass is read by one thread at a time.</summary>
    /// <param name="cancellation">Stops the pass.</param>
    IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation);

    /// <summary>The number that a row has in the data, from 0, for a message about it; its own place where the design knows no other.</summary>
    /// <param name="row">The place of the row in a pass, from 0.</param>
    long NumberOf(long row) => row;
}
