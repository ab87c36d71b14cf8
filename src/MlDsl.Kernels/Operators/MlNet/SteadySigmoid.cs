using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>1 / (1 + e⁻ˣ) as ML.NET's factorization machines have it: an exponential that is rounded to single precision and never overflows.</summary>
[Operator("SteadySigmoid", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SteadySigmoid : Operator
{
    /// <summary>Calculates.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="y">As many.</param>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "Every operator is called as an object.")]
    public void Run(Tensor<float> x, [Result] Tensor<float> y)
    {
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++)
        {
            float exponential = MlNetNumber.WideExp(-Math.Abs(x.Values[i]));
            y.Values[i] = x.Values[i] > 0 ? 1 / (1 + exponential) : exponential / (1 + exponential);
        }
    }
}
