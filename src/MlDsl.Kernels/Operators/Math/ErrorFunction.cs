using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>The error function erf x = 2/√π · ∫₀ˣ e^(-t²) dt.</summary>
internal static class ErrorFunction
{
    // erf x / x as a polynomial of x² for |x| < 1, and erf x as one of (|x| - 2.5) / 1.5 up to 4, where float no longer tells it from 1:
    // both interpolate at the zeros of a Chebyshev polynomial, lowest powers first. The error is below one unit of the last place.
    private static readonly float[] Inner =
        [1.12837917f, -0.376126385f, 0.112837825f, -0.0268654307f, 0.00522103181f, -0.000848408041f, 0.00011265959f, -9.66704457e-6f];

    private static readonly float[] Outer =
    [
        0.999593048f, 0.00326742533f, -0.0122527875f, 0.0281816822f, -0.0436521242f, 0.0464508856f, -0.0318647668f, 0.0092893637f,
        0.00662776527f, -0.00970703843f, 0.00468133513f, 0.000624549626f, -0.00204290023f, 0.000704792604f, 0.000260819559f, -0.000162065819f,
    ];

    /// <summary>Calculates a run in single precision.</summary>
    public static void Apply(ReadOnlySpan<float> x, Span<float> result)
    {
        int i = 0, width = Vector<float>.Count;
        for (; i <= result.Length - width; i += width) Apply(new Vector<float>(x[i..])).CopyTo(result[i..]);
        if (i == result.Length) return;
        Span<float> rest = stackalloc float[width];
        rest.Clear();
        x[i..].CopyTo(rest);
        Apply(new Vector<float>(rest)).CopyTo(rest);
        rest[..(result.Length - i)].CopyTo(result[i..]);
    }

    /// <summary>Calculates one number in double precision.</summary>
    public static double Of(double x)
    {
        if (Math.Abs(x) >= 6) return Math.Sign(x);

        // e^(-x²) · 2/√π · Σ 2ⁿ x^(2n+1) / (1 · 3 · … · (2n+1)): no term is negative, so that nothing cancels.
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }
        return sum * Math.Exp(-x * x) * 2 / Math.Sqrt(Math.PI);
    }

    private static Vector<float> Apply(Vector<float> x)
    {
        Vector<float> size = Vector.Abs(x), one = Vector<float>.One;
        Vector<float> inner = x * Polynomial(Inner, x * x);
        Vector<float> place = (Vector.Min(size, new Vector<float>(4f)) - new Vector<float>(2.5f)) * new Vector<float>(1f / 1.5f);
        Vector<float> outer = Vector.ConditionalSelect(Vector.LessThan(size, new Vector<float>(4f)), Polynomial(Outer, place), one);
        outer = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -outer, outer);

        // NaN compares with nothing, itself included.
        Vector<float> either = Vector.ConditionalSelect(Vector.LessThan(size, one), inner, outer);
        return Vector.ConditionalSelect(Vector.Equals(x, x), either, x);
    }

    private static Vector<float> Polynomial(ReadOnlySpan<float> powers, Vector<float> x)
    {
        var sum = new Vector<float>(powers[^1]);
        for (int i = powers.Length - 2; i >= 0; i--) sum = (sum * x) + new Vector<float>(powers[i]);
        return sum;
    }
}
