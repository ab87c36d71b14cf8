using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ML.NET's normalizers by a normal distribution: the share of it below each number, or below its logarithm, by the approximation of
/// S. Winitzki that ML.NET uses. What has no finite number, or no spread, is 0.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
[Operator("NormalShare", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NormalShare<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double A = 0.147;

    private readonly T[] means, deviations;
    private readonly bool isOfLogarithm;

    /// <param name="means">The mean of each column.</param>
    /// <param name="deviations">As many standard deviations.</param>
    /// <param name="isOfLogarithm">Whether logarithms are normal.</param>
    /// <exception cref="OperatorException">The tensors have other elements, or not as many.</exception>
    public NormalShare(Tensor means, Tensor deviations, long isOfLogarithm = 0)
    {
        if (means is not Tensor<T> { Length: > 0 } m || deviations is not Tensor<T> d || m.Length != d.Length) throw Error("it needs as many means as deviations, of the input's type");
        (this.means, this.deviations, this.isOfLogarithm) = (m.Values.ToArray(), d.Values.ToArray(), isOfLogarithm != 0);
    }

    /// <summary>Calculates.</summary>
    /// <param name="x">Rows [N, C].</param>
    /// <param name="y">Shares [N, C].</param>
    public void Run(Tensor<T> x, [Result] Tensor<T> y)
    {
        if (x.Rank != 2 || x.Size(1) != means.Length) throw Error($"the input has the shape {ShapeText.Of(x)}; [N, {means.Length}] is expected");
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++)
        {
            int column = i % means.Length;
            T value = isOfLogarithm ? T.CreateTruncating(Math.Log(double.CreateTruncating(x.Values[i]))) : x.Values[i];
            y.Values[i] = deviations[column] > T.Epsilon && T.IsFinite(value) ? Share(value, means[column], deviations[column]) : T.Zero;
        }
    }

    private static T Share(T value, T mean, T deviation)
    {
        T z = (value - mean) / deviation, half = z * z / T.CreateTruncating(2), scaled = T.CreateTruncating(A) * half;
        double exponent = double.CreateTruncating(-half) * ((4 / Math.PI) + double.CreateTruncating(scaled)) / double.CreateTruncating(T.One + scaled);
        // Of a damaged file's mean that is NaN there is no sign, and a share that is NaN.
        double sign = z > T.Zero ? 1 : z < T.Zero ? -1 : 0;
        return T.CreateTruncating(0.5 + (0.5 * sign * Math.Sqrt(1 - Math.Exp(exponent))));
    }
}
