using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>The inner loops of <see cref="DenseLayer"/>: sums of up to 64 outputs in four registers of AVX-512, or by vectors of the machine's width.</summary>
internal static unsafe class DenseTiles
{
    private const int Lanes = 16;

    /// <summary>Sums x times a tile of weights, for outputs in multiples of 16 up to 64.</summary>
    public static void Multiply512(float* x, float* weights, float* bias, int inputs, int width, float* into)
    {
        Vector512<float> a = Vector512.Load(bias), b = default, c = default, d = default;
        if (width > Lanes) b = Vector512.Load(bias + Lanes);
        if (width > 2 * Lanes) c = Vector512.Load(bias + (2 * Lanes));
        if (width > 3 * Lanes) d = Vector512.Load(bias + (3 * Lanes));
        switch (width / Lanes)
        {
            case 1:
                for (int i = 0; i < inputs; i++, weights += Lanes) a = Avx512F.FusedMultiplyAdd(Vector512.Create(x[i]), Vector512.Load(weights), a);
                break;
            case 2:
                for (int i = 0; i < inputs; i++, weights += 2 * Lanes)
                {
                    Vector512<float> value = Vector512.Create(x[i]);
                    a = Avx512F.FusedMultiplyAdd(value, Vector512.Load(weights), a);
                    b = Avx512F.FusedMultiplyAdd(value, Vector512.Load(weights + Lanes), b);
                }
                break;
            case 3:
                for (int i = 0; i < inputs; i++, weights += 3 * Lanes)
                {
                    Vector512<float> value = Vector512.Create(x[i]);
                    a = Avx512F.FusedMultiplyAdd(value, Vector512.Load(weights), a);
                    b = Avx512F.FusedMultiplyAdd(value, Vector512.Load(weights + Lanes), b);
                    c = Avx512F.FusedMultiplyAdd(value, Vector512.Load(weights + (2 * Lanes)), c);
                }
                break;
            default:
                for (int i = 0; i < inputs; i++, weights += 4 * Lanes)
                {
                    Vector512<float> value = Vector512.Create(x[i]);
                    a = Avx512F.FusedMultiplyAdd(value, Vector512.Load(weights), a);
                    b = Avx512F.FusedMultiplyAdd(value, Vector512.Load(weights + Lanes), b);
                    c = Avx512F.FusedMultiplyAdd(value, Vector512.Load(weights + (2 * Lanes)), c);
                    d = Avx512F.FusedMultiplyAdd(value, Vector512.Load(weights + (3 * Lanes)), d);
                }
                break;
        }
        a.Store(into);
        if (width > Lanes) b.Store(into + Lanes);
        if (width > 2 * Lanes) c.Store(into + (2 * Lanes));
        if (width > 3 * Lanes) d.Store(into + (3 * Lanes));
    }

    /// <summary>The same for any processor: 16 outputs after another in vectors of eight, or in pairs of four where that is what there is.</summary>
    public static void Multiply(float* x, float* weights, float* bias, int inputs, int width, float* into)
    {
        for (int start = 0; start < width; start += Lanes)
        {
            Vector256<float> a = Vector256.Load(bias + start), b = Vector256.Load(bias + start + 8);
            float* w = weights + start;
            for (int i = 0; i < inputs; i++, w += width)
            {
                Vector256<float> value = Vector256.Create(x[i]);
                a = Add(value, Vector256.Load(w), a);
                b = Add(value, Vector256.Load(w + 8), b);
            }
            a.Store(into + start);
            b.Store(into + start + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(Vector256<float> value, Vector256<float> weights, Vector256<float> sum) =>
        Fma.IsSupported ? Fma.MultiplyAdd(value, weights, sum) : (value * weights) + sum;
}
