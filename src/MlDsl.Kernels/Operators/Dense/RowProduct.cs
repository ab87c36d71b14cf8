using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// x · W + b of one row. The sum of each output begins with its bias and takes one product after another, each rounded for itself: the
/// same bits on every machine. Outputs lie in lanes, whose sums never meet, so that the width of vectors does not matter.
/// </summary>
internal static unsafe class RowProduct
{
    /// <summary>Multiplies.</summary>
    /// <param name="x">The row.</param>
    /// <param name="weights">One row of weights per input, as many in each as there are outputs.</param>
    /// <param name="bias">What the sums begin with; empty for zeros.</param>
    /// <param name="into">The outputs; not the memory of an operand.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Multiply(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> into)
    {
        int inputs = x.Length, outputs = into.Length;
        Check(inputs, outputs, weights.Length, bias.Length);
        if (outputs == 1) into[0] = SingleNumber.Sum(bias.IsEmpty ? 0f : bias[0], x, weights);
        else
        {
            fixed (float* from = x, matrix = weights, start = bias, to = into)
            {
                if (Avx512F.IsSupported && outputs >= Vector512<float>.Count) Multiply<Lanes512<float>, Vector512<float>>(from, matrix, start, to, inputs, outputs);
                else if (Vector256.IsHardwareAccelerated && outputs >= Vector256<float>.Count) Multiply<Lanes256<float>, Vector256<float>>(from, matrix, start, to, inputs, outputs);
                else if (outputs >= Vector128<float>.Count) Multiply<Lanes128<float>, Vector128<float>>(from, matrix, start, to, inputs, outputs);
                else TwoOrThree(from, matrix, start, to, inputs, outputs);
            }
        }
    }

    /// <summary>Checks the lengths of weights and bias.</summary>
    /// <exception cref="ArgumentException">They do not fit together.</exception>
    public static void Check(int inputs, int outputs, int weights, int bias)
    {
        if (weights != (long)inputs * outputs || (bias != outputs && bias != 0)) throw Mismatch(inputs, outputs, weights, bias);
    }

    // The last vectors of a tile overlap those before them: the same sums are stored twice.
    private static void Multiply<TLanes, TVector>(float* x, float* weights, float* bias, float* into, int inputs, int outputs)
        where TLanes : struct, ILanes<TVector, float>
    {
        int lanes = TLanes.Count, last = outputs - lanes;
        for (int n = 0; n < outputs;)
        {
            int left = outputs - n;
            if (left > 2 * lanes)
            {
                Four<TLanes, TVector>(x, weights, bias, into, inputs, outputs, n, n + lanes, Math.Min(n + (2 * lanes), last), Math.Min(n + (3 * lanes), last));
                n += 4 * lanes;
            }
            else if (left > lanes)
            {
                Two<TLanes, TVector>(x, weights, bias, into, inputs, outputs, n, last);
                n += 2 * lanes;
            }
            else
            {
                One<TLanes, TVector>(x, weights, bias, into, inputs, outputs, last);
                n += lanes;
            }
        }
    }

    private static void Four<TLanes, TVector>(float* x, float* weights, float* bias, float* into, int inputs, nint outputs, nint first, nint second, nint third, nint fourth)
        where TLanes : struct, ILanes<TVector, float>
    {
        TVector a = Start<TLanes, TVector>(bias, first), b = Start<TLanes, TVector>(bias, second), c = Start<TLanes, TVector>(bias, third), d = Start<TLanes, TVector>(bias, fourth);
        float* u = weights + first, v = weights + second, w = weights + third, z = weights + fourth, end = x + inputs;
        for (; x != end; x++, u += outputs, v += outputs, w += outputs, z += outputs)
        {
            TVector value = TLanes.All(*x);
            a = TLanes.Add(a, TLanes.Multiply(value, TLanes.Load(u)));
            b = TLanes.Add(b, TLanes.Multiply(value, TLanes.Load(v)));
            c = TLanes.Add(c, TLanes.Multiply(value, TLanes.Load(w)));
            d = TLanes.Add(d, TLanes.Multiply(value, TLanes.Load(z)));
        }
        TLanes.Store(a, into + first);
        TLanes.Store(b, into + second);
        TLanes.Store(c, into + third);
        TLanes.Store(d, into + fourth);
    }

    private static void Two<TLanes, TVector>(float* x, float* weights, float* bias, float* into, int inputs, nint outputs, nint first, nint second)
        where TLanes : struct, ILanes<TVector, float>
    {
        TVector a = Start<TLanes, TVector>(bias, first), b = Start<TLanes, TVector>(bias, second);
        float* u = weights + first, v = weights + second, end = x + inputs;
        for (; x != end; x++, u += outputs, v += outputs)
        {
            TVector value = TLanes.All(*x);
            a = TLanes.Add(a, TLanes.Multiply(value, TLanes.Load(u)));
            b = TLanes.Add(b, TLanes.Multiply(value, TLanes.Load(v)));
        }
        TLanes.Store(a, into + first);
        TLanes.Store(b, into + second);
    }

    private static void One<TLanes, TVector>(float* x, float* weights, float* bias, float* into, int inputs, nint outputs, nint first)
        where TLanes : struct, ILanes<TVector, float>
    {
        TVector a = Start<TLanes, TVector>(bias, first);
        float* u = weights + first, end = x + inputs;
        for (; x != end; x++, u += outputs) a = TLanes.Add(a, TLanes.Multiply(TLanes.All(*x), TLanes.Load(u)));
        TLanes.Store(a, into + first);
    }

    // Of two outputs the last one is calculated twice.
    private static void TwoOrThree(float* x, float* weights, float* bias, float* into, int inputs, int outputs)
    {
        int last = outputs - 1;
        float a = bias == null ? 0f : bias[0], b = bias == null ? 0f : bias[1], c = bias == null ? 0f : bias[last];
        for (int k = 0; k < inputs; k++, weights += outputs)
        {
            float value = x[k];
            a += value * weights[0];
            b += value * weights[1];
            c += value * weights[last];
        }
        into[0] = a;
        into[1] = b;
        into[last] = c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start<TLanes, TVector>(float* bias, nint at)
        where TLanes : struct, ILanes<TVector, float> => bias == null ? TLanes.All(0f) : TLanes.Load(bias + at);

    private static ArgumentException Mismatch(int inputs, int outputs, int weights, int bias) =>
        new(FormattableString.Invariant($"a row of {inputs} numbers and {outputs} outputs want {(long)inputs * outputs} weights and {outputs} numbers to begin with or none; there are {weights} and {bias}"), nameof(weights));
}
