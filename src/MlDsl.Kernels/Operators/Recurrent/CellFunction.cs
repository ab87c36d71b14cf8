using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels.Operators;

/// <summary>A function that recurrent operators apply to their sums, chosen by name.</summary>
internal sealed class CellFunction
{
    private readonly Form form;
    private readonly float alpha, beta;

    private CellFunction(Form form, float alpha, float beta) => (this.form, this.alpha, this.beta) = (form, alpha, beta);

    private enum Form
    {
        Affine,
        Relu,
        LeakyRelu,
        ThresholdedRelu,
        Tanh,
        ScaledTanh,
        Sigmoid,
        HardSigmoid,
        Elu,
        Softsign,
        Softplus,
    }

    /// <summary>The functions of an attribute, each with the next of the parameters if it takes one.</summary>
    /// <param name="names">Their names, in any case.</param>
    /// <param name="alphas">The first parameters; one that is left out is that of the ONNX operator of the name, or 0.</param>
    /// <param name="betas">The second parameters.</param>
    /// <param name="node">Who asks.</param>
    /// <exception cref="OperatorException">There is no such function.</exception>
    public static CellFunction[] InOrder(ReadOnlySpan<string> names, float[]? alphas, float[]? betas, Operator node)
    {
        var functions = new CellFunction[names.Length];
        int alpha = 0, beta = 0;
        for (int i = 0; i < names.Length; i++)
        {
            Form form = Parse(names[i], node);
            bool takesAlpha = form is Form.Affine or Form.LeakyRelu or Form.ThresholdedRelu or Form.ScaledTanh or Form.HardSigmoid or Form.Elu;
            bool takesBeta = form is Form.Affine or Form.ScaledTanh or Form.HardSigmoid;
            float usual = form switch { Form.LeakyRelu => 0.01f, Form.HardSigmoid => 0.2f, Form.Elu => 1, _ => 0 };
            functions[i] = new(
                form, takesAlpha ? Next(alphas, ref alpha, usual) : 0, takesBeta ? Next(betas, ref beta, form == Form.HardSigmoid ? 0.5f : 0) : 0);
        }
        return functions;
    }

    /// <summary>Puts the results in the place of the numbers.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public void Apply<T>(Span<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T a = T.CreateTruncating(alpha), b = T.CreateTruncating(beta);
        switch (form)
        {
            case Form.Sigmoid: TensorPrimitives.Sigmoid(x, x); break;
            case Form.Tanh: Tanh(x); break;
            case Form.Relu: TensorPrimitives.Max(x, T.Zero, x); break;
            case Form.Affine: foreach (ref T n in x) n = (a * n) + b; break;
            case Form.LeakyRelu: foreach (ref T n in x) n = n >= T.Zero ? n : a * n; break;
            case Form.ThresholdedRelu: foreach (ref T n in x) n = n > a ? n : T.Zero; break;
            case Form.ScaledTanh: foreach (ref T n in x) n = a * T.Tanh(b * n); break;
            case Form.HardSigmoid: foreach (ref T n in x) n = T.Clamp((a * n) + b, T.Zero, T.One); break;
            case Form.Elu: foreach (ref T n in x) n = n >= T.Zero ? n : a * (T.Exp(n) - T.One); break;
            case Form.Softsign: foreach (ref T n in x) n /= T.One + T.Abs(n); break;
            default: foreach (ref T n in x) n = T.Max(n, T.Zero) + T.LogP1(T.Exp(-T.Abs(n))); break;
        }
    }

    private static void Tanh<T>(Span<T> x)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) HyperbolicTangent.Apply(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(x));
        else HyperbolicTangent.Apply(MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(x));
    }

    private static Form Parse(string name, Operator node) =>
        Enum.TryParse(name, ignoreCase: true, out Form form) && !char.IsAsciiDigit(name[0]) && Enum.IsDefined(form)
            ? form
            : throw node.Problem($"'activations' has '{name}'; Affine, Relu, LeakyRelu, ThresholdedRelu, Tanh, ScaledTanh, Sigmoid, HardSigmoid, Elu, Softsign or Softplus is expected");

    private static float Next(float[]? values, ref int at, float otherwise) => at < (values?.Length ?? 0) ? values![at++] : otherwise;
}
