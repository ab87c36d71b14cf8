using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's SVMRegressor: Σ coefficient · kernel(x, support vector) + ρ, or the linear model itself where there are no support vectors.</summary>
[Operator("SVMRegressor", Domain = OperatorAttribute.Ml)]
public sealed class SvmRegressor : Operator
{
    private readonly float[] coefficients;
    private readonly float[] vectors;
    private readonly float rho;
    private readonly bool isOneClass;
    private readonly SvmKernel kernel;
    private readonly int supports, width;

    /// <param name="coefficients">One per support vector, or one per feature where there are none.</param>
    /// <param name="rho">What is added: its first number.</param>
    /// <param name="supportVectors">The vectors one after another.</param>
    /// <param name="nSupports">How many.</param>
    /// <param name="kernelType"><c>LINEAR</c>, <c>POLY</c>, <c>RBF</c> or <c>SIGMOID</c>.</param>
    /// <param name="kernelParams">gamma, coef0 and degree.</param>
    /// <param name="oneClass">Whether 1 and -1 stand for above and below 0.</param>
    /// <param name="postTransform"><c>NONE</c>: ONNX Runtime applies no other.</param>
    /// <exception cref="OperatorException">Lengths do not fit, or a name is unknown.</exception>
    public SvmRegressor(
        float[] coefficients,
        float[] rho,
        float[]? supportVectors = null,
        long nSupports = 0,
        string kernelType = "LINEAR",
        float[]? kernelParams = null,
        long oneClass = 0,
        string postTransform = "NONE")
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(rho);
        if (postTransform != "NONE") throw Error($"its post_transform '{postTransform}' cannot be compiled");
        if (rho.Length == 0) throw Error("it has no rho");
        vectors = supportVectors ?? [];
        supports = (int)nSupports;
        if (nSupports < 0 || (nSupports > 0 && (vectors.Length % nSupports != 0 || coefficients.Length != nSupports)))
            throw Error($"it has {coefficients.Length} coefficients and {vectors.Length} numbers for {nSupports} support vectors");
        width = nSupports > 0 ? vectors.Length / (int)nSupports : coefficients.Length;
        kernel = new SvmKernel(kernelType, kernelParams);
        (this.coefficients, this.rho, isOneClass) = (coefficients, rho[0], oneClass != 0);
    }

    /// <summary>Scores rows.</summary>
    /// <param name="input">Rows of features [N, C], or one row [C].</param>
    /// <param name="output">[N, 1].</param>
    public void Run(Tensor<float> input, [Result] Tensor<float> output)
    {
        using FeatureRows rows = FeatureRows.Of(input);
        if (rows.Width != width) throw Error($"the input has {rows.Width} columns; the model has {width} features");
        output.Resize(rows.Count, 1);
        Span<float> into = output.Values;
        for (int i = 0; i < into.Length; i++)
        {
            float sum = Sum(rows[i]) + rho;
            into[i] = isOneClass ? (sum > 0f ? 1f : -1f) : sum;
        }
    }

    private float Sum(ReadOnlySpan<float> row)
    {
        if (supports == 0) return TensorPrimitives.Dot(row, coefficients);
        float sum = 0f;
        for (int j = 0; j < supports; j++) sum += coefficients[j] * kernel.Of(row, vectors.AsSpan(j * width, width));
        return sum;
    }
}
