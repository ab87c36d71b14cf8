namespace MlDsl.Training;

/// <summary>What a trainer of the linear family learned: per output one weight per feature and an intercept. Immutable.</summary>
internal sealed class LinearWeights
{
    private readonly float[] weights;
    private readonly float[] biases;
    private readonly float[] means;

    /// <summary>Takes over the arrays; the caller must not write to them any more.</summary>
    /// <param name="weights">Row-major, outputs × width.</param>
    /// <param name="biases">The intercept of each output; 0 where none was fitted.</param>
    /// <param name="iterations">The iterations that were made.</param>
    /// <param name="converged">Whether the tolerance was reached.</param>
    /// <param name="objective">The objective, penalties included, at these weights.</param>
    /// <param name="means">The mean of each feature over the rows; null where it is not told.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a number is not finite.</exception>
    public LinearWeights(float[] weights, float[] biases, int iterations, bool converged, double objective, float[]? means = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(biases);
        if (biases.Length == 0 || weights.Length % biases.Length != 0)
            throw new ArgumentException($"{weights.Length} weights do not divide among {biases.Length} outputs", nameof(weights));
        if (!weights.All(float.IsFinite) || !biases.All(float.IsFinite))
            throw new ArgumentException("Weights and biases must be finite", nameof(weights));
        this.weights = weights;
        this.biases = biases;
        this.means = means ?? [];
        Iterations = iterations;
        Converged = converged;
        Objective = objective;
    }

    /// <summary>The weights and biases, and the means that contributions start from.</summary>
    public LinearPredictor ToPredictor() => new(weights, biases, means);

    /// <summary>The number of outputs: 1, or the number of classes when there are more than two.</summary>
    public int Outputs => biases.Length;

    /// <summary>The number of positions of a feature vector.</summary>
    public int Width => weights.Length / biases.Length;

    /// <summary>All weights, row-major: those of output k begin at k · <see cref="Width"/>.</summary>
    public ReadOnlySpan<float> Weights => weights;

    /// <summary>The intercept of each output.</summary>
    public ReadOnlySpan<float> Biases => biases;

    /// <summary>The iterations that were made; 1 for a closed form.</summary>
    public int Iterations { get; }

    /// <summary>Whether the tolerance was reached within the allowed iterations.</summary>
    public bool Converged { get; }

    /// <summary>The objective, penalties included, at the end of the training.</summary>
    public double Objective { get; }

    /// <summary>The weights of one output.</summary>
    public ReadOnlySpan<float> Row(int output) => weights.AsSpan(output * Width, Width);
}
