using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's LinearRegressor: Σ features · coefficients + intercept for each target.</summary>
[Operator("LinearRegressor", Domain = OperatorAttribute.Ml)]
public sealed class LinearRegressor : Operator
{
    private readonly float[] coefficients;
    private readonly float[] intercepts;
    private readonly ScoreTransform transform;
    private readonly int targets;

    /// <param name="coefficients">Those of each target one after another, targets × features.</param>
    /// <param name="intercepts">One per target; none for zeros.</param>
    /// <param name="targets">The number of targets.</param>
    /// <param name="postTransform">What follows.</param>
    /// <exception cref="OperatorException">Lengths do not fit, or the transform is unknown.</exception>
    public LinearRegressor(float[] coefficients, float[]? intercepts = null, long targets = 1, string postTransform = "NONE")
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        if (targets < 1 || coefficients.Length == 0 || coefficients.Length % targets != 0) throw Error($"it has {coefficients.Length} coefficients for {targets} targets");
        if (intercepts is { Length: > 0 } && intercepts.Length != targets) throw Error($"it has {intercepts.Length} intercepts for {targets} targets");
        (this.coefficients, this.targets, transform) = (coefficients, (int)targets, PostTransform.Parse(postTransform));
        this.intercepts = intercepts is { Length: > 0 } ? intercepts : new float[targets];
    }

    /// <summary>Scores rows.</summary>
    /// <param name="input">Rows of features [N, C], or one row [C].</param>
    /// <param name="output">[N, targets].</param>
    public void Run(Tensor<float> input, [Result] Tensor<float> output)
    {
        using Rows rows = Rows.Of(input);
        if (rows.Width * targets != coefficients.Length) throw Mismatch(rows.Width);
        output.Resize(rows.Count, targets);
        LinearScores.Write(rows, coefficients, intercepts, output.Values);
        if (transform == ScoreTransform.None) return;
        for (int i = 0; i < rows.Count; i++) PostTransform.Apply(transform, output.Values.Slice(i * targets, targets));
    }

    private OperatorException Mismatch(int columns) => Error($"the input has {columns} columns; it has coefficients for {coefficients.Length / targets}");
}

/// <summary>The sums of linear models.</summary>
internal static class LinearScores
{
    public static void Write(Rows rows, ReadOnlySpan<float> coefficients, ReadOnlySpan<float> intercepts, Span<float> into)
    {
        for (int i = 0; i < rows.Count; i++)
            for (int k = 0; k < intercepts.Length; k++)
                into[(i * intercepts.Length) + k] = TensorPrimitives.Dot(rows[i], coefficients.Slice(k * rows.Width, rows.Width)) + intercepts[k];
    }
}
