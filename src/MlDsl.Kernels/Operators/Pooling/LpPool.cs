using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's LpPool over one to three dimensions: the p-norm of what is under each window.</summary>
/// <typeparam name="T">float, double or float16, which is calculated in single precision.</typeparam>
[Operator("LpPool")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LpPool<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly WindowShape shape;
    private readonly double p;

    /// <param name="kernelShape">The sizes of the window.</param>
    /// <param name="autoPad">How the pads are found: NOTSET, VALID, SAME_UPPER or SAME_LOWER.</param>
    /// <param name="ceilMode">1: a last window that hangs over the end counts.</param>
    /// <param name="dilations">How far elements of a window are apart.</param>
    /// <param name="p">The norm: 1 for the sum of absolute values, 2 for the Euclidean length.</param>
    /// <param name="pads">What is added before each dimension, then behind each.</param>
    /// <param name="strides">How far a window moves.</param>
    /// <exception cref="OperatorException">A number is outside its range.</exception>
    public LpPool(
        long[] kernelShape, string autoPad = "NOTSET", long ceilMode = 0, long[]? dilations = null, float p = 2, long[]? pads = null, long[]? strides = null)
    {
        shape = WindowShape.OfPool(this, autoPad, kernelShape, strides, dilations, pads, ceilMode != 0);
        this.p = LpNorm.Checked(p, this);
    }

    /// <summary>Pools.</summary>
    /// <param name="x">[N, C, …].</param>
    /// <param name="y">The norm under each window.</param>
    /// <exception cref="OperatorException">The window does not fit the input.</exception>
    public void Run(Tensor<T> x, [Result] Tensor<T> y)
    {
        Windows windows = Pools.Over(shape, x, y, this);
        if (typeof(T) == typeof(double)) Pools.Run<T, double, Norm<double>>(x.Values, windows, new(p), y.Values);
        else Pools.Run<T, float, Norm<float>>(x.Values, windows, new(p), y.Values);
    }

    private readonly struct Norm<TWork>(double p) : IPool<T, TWork>
        where TWork : unmanaged, IBinaryFloatingPointIeee754<TWork>
    {
        public TWork Begin => TWork.Zero;

        public bool Counts => false;

        public bool StopsAtPads => false;

        public void Take(ReadOnlySpan<T> values, Span<TWork> sums)
        {
            for (int i = 0; i < sums.Length; i++) sums[i] += LpNorm.Power(TWork.CreateTruncating(values[i]), p);
        }

        public TWork Merge(TWork left, TWork right) => left + right;

        public TWork End(TWork sum, int inside, int covered) => LpNorm.Root(sum, p);
    }
}

/// <summary>The parts of a p-norm; the usual norms without logarithms.</summary>
internal static class LpNorm
{
    /// <exception cref="OperatorException">The number is not positive.</exception>
    public static double Checked(float p, Operator node) =>
        p > 0 && float.IsFinite(p) ? p : throw node.Problem(FormattableString.Invariant($"'p' is {p}; a positive number is expected"));

    public static T Power<T>(T value, double p)
        where T : IBinaryFloatingPointIeee754<T> => p == 2 ? value * value : p == 1 ? T.Abs(value) : T.CreateTruncating(Math.Pow(Math.Abs(double.CreateTruncating(value)), p));

    public static T Root<T>(T sum, double p)
        where T : IBinaryFloatingPointIeee754<T> => p == 2 ? T.Sqrt(sum) : p == 1 ? sum : T.CreateTruncating(Math.Pow(double.CreateTruncating(sum), 1 / p));
}
