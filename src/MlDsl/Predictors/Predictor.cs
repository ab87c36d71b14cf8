using System.Buffers;

namespace MlDsl;

/// <summary>From features to scores: what a trainer learned, as data. Immutable and safe for any number of threads.</summary>
/// <remarks>A closed set of shapes, so that files are read and models are exported without a registry.</remarks>
public abstract class Predictor
{
    private protected Predictor()
    {
    }

    /// <summary>The shape's name in files.</summary>
    public abstract string Kind { get; }

    /// <summary>The width of the feature vector.</summary>
    public abstract int Width { get; }

    /// <summary>The number of scores of a row, at least 1.</summary>
    public abstract int Outputs { get; }

    /// <summary>The scores of rows, before any link. The same bits as a model's own prediction makes them of.</summary>
    /// <param name="rows">The rows; positions are below <see cref="Width"/>.</param>
    /// <param name="scores">Row-major, rows × <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> has another length.</exception>
    public abstract void Score(in SparseRows rows, Span<float> scores);

    /// <summary>Writes the predictor as it lies in a model file.</summary>
    public abstract void Write(IBufferWriter<byte> file);

    private protected void CheckLength(in SparseRows rows, ReadOnlySpan<float> scores)
    {
        if (scores.Length != (long)rows.Count * Outputs)
            throw new ArgumentException($"{rows.Count} rows of {Outputs} scores need room for {(long)rows.Count * Outputs}, not {scores.Length}", nameof(scores));
    }
}
