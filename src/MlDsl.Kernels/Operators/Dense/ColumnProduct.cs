using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels.Operators;

/// <summary>x · w + b of many rows and one output. Rows lie in lanes or beside each other, so that no sum waits for another; each takes its inputs in their order.</summary>
internal static unsafe class ColumnProduct
{
    private const int Turned = 16, Beside = 8;

    /// <summary>Multiplies as many rows as come together.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="weights">The weights of a row.</param>
    /// <param name="first">What the sums begin with.</param>
    /// <param name="into">A result for each row.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="inputs">The numbers of a row.</param>
    /// <returns>The rows that are done, from the first one on.</returns>
    public static int Multiply(float* x, float* weights, float first, float* into, int rows, nint inputs)
    {
        int done = 0;
        if (Avx.IsSupported)
            for (; done <= rows - Turned; done += Turned) MultiplyTurned(x + (done * inputs), weights, first, into + done, inputs);
        for (; done <= rows - Beside; done += Beside) MultiplyBeside(x + (done * inputs), weights, first, into + done, inputs);
        return done;
    }

    private static void MultiplyTurned(float* x, float* weights, float first, float* into, nint inputs)
    {
        Vector256<float> a = Vector256.Create(first), b = a;
        float* y = x + (8 * inputs);
        nint k = 0;
        for (; k <= inputs - 4; k += 4)
        {
            Turn(x + k, inputs, out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
            Turn(y + k, inputs, out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3);
            Vector256<float> weight = Vector256.Create(weights[k]);
            a += a0 * weight;
            b += b0 * weight;
            weight = Vector256.Create(weights[k + 1]);
            a += a1 * weight;
            b += b1 * weight;
            weight = Vector256.Create(weights[k + 2]);
            a += a2 * weight;
            b += b2 * weight;
            weight = Vector256.Create(weights[k + 3]);
            a += a3 * weight;
            b += b3 * weight;
        }
        for (; k < inputs; k++)
        {
            Vector256<float> weight = Vector256.Create(weights[k]);
            a += Column(x + k, inputs) * weight;
            b += Column(y + k, inputs) * weight;
        }
        a.Store(into);
        b.Store(into + 8);
    }

    // Four numbers of each of eight rows become four vectors of a number of each row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(float* x, nint row, out Vector256<float> first, out Vector256<float> second, out Vector256<float> third, out Vector256<float> fourth)
    {
        Vector256<float> a = Pair(x, row), b = Pair(x + row, row), c = Pair(x + (2 * row), row), d = Pair(x + (3 * row), row);
        Vector256<float> low = Avx.UnpackLow(a, b), high = Avx.UnpackHigh(a, b), lower = Avx.UnpackLow(c, d), higher = Avx.UnpackHigh(c, d);
        first = Avx.Shuffle(low, lower, 0b_01_00_01_00);
        second = Avx.Shuffle(low, lower, 0b_11_10_11_10);
        third = Avx.Shuffle(high, higher, 0b_01_00_01_00);
        fourth = Avx.Shuffle(high, higher, 0b_11_10_11_10);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* x, nint row) => Vector256.Create(Vector128.Load(x), Vector128.Load(x + (4 * row)));

    private static Vector256<float> Column(float* x, nint row) =>
        Vector256.Create(*x, x[row], x[2 * row], x[3 * row], x[4 * row], x[5 * row], x[6 * row], x[7 * row]);

    private static void MultiplyBeside(float* r, float* weights, float first, float* into, nint inputs)
    {
        float* s = r + inputs, t = s + inputs, u = t + inputs, v = u + inputs, w = v + inputs, y = w + inputs, z = y + inputs;
        float a = first, b = first, c = first, d = first, e = first, f = first, g = first, h = first;
        for (nint k = 0; k < inputs; k++)
        {
            float weight = weights[k];
            a += r[k] * weight;
            b += s[k] * weight;
            c += t[k] * weight;
            d += u[k] * weight;
            e += v[k] * weight;
            f += w[k] * weight;
            g += y[k] * weight;
            h += z[k] * weight;
        }
        (into[0], into[1], into[2], into[3], into[4], into[5], into[6], into[7]) = (a, b, c, d, e, f, g, h);
    }
}
