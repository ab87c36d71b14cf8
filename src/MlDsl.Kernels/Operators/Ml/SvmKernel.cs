using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>The kernel of a support vector machine, in LIBSVM's parameters: γ, the constant c and the degree d.</summary>
internal sealed class SvmKernel
{
    private readonly string type;
    private readonly float gamma, constant, degree;

    /// <param name="type"><c>LINEAR</c>, <c>POLY</c>, <c>RBF</c> or <c>SIGMOID</c>.</param>
    /// <param name="parameters">γ, c and d; none for zeros.</param>
    /// <exception cref="OperatorException">The type is unknown, or there are not three parameters.</exception>
    public SvmKernel(string type, float[]? parameters)
    {
        if (type is not ("LINEAR" or "POLY" or "RBF" or "SIGMOID")) throw new OperatorException($"its kernel_type '{type}' is unknown; LINEAR, POLY, RBF and SIGMOID are");
        if (parameters is { Length: > 0 and not 3 }) throw new OperatorException($"it has {parameters.Length} kernel_params; gamma, coef0 and degree are needed");
        this.type = type;
        if (parameters is [var g, var c, var d]) (gamma, constant, degree) = (g, c, d);
    }

    public float Of(ReadOnlySpan<float> x, ReadOnlySpan<float> vector) => type switch
    {
        "LINEAR" => TensorPrimitives.Dot(x, vector),
        "POLY" => MathF.Pow((gamma * TensorPrimitives.Dot(x, vector)) + constant, degree),
        "SIGMOID" => MathF.Tanh((gamma * TensorPrimitives.Dot(x, vector)) + constant),
        _ => MathF.Exp(-gamma * SquaredDistance(x, vector)),
    };

    private static float SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        float sum = 0f;
        for (int i = 0; i < x.Length; i++) sum += (x[i] - y[i]) * (x[i] - y[i]);
        return sum;
    }
}
