using System.Numerics;

namespace MlDsl.Columns;

/// <summary>
/// The exact sum of doubles: the same for every order and partition, rounded once at the end. Radford M. Neal, "Fast exact summation
/// using small and large superaccumulators" (arXiv:1505.05571): a fixed-point number in 32-bit limbs, each kept in 64 bits so that
/// carries wait. Limbs are made only for the exponents that occur, for a sum per category must be small.
/// </summary>
internal struct ExactSum
{
    /// <summary>Limb 0 has the weight 2^−1088: below the last bit of any double.</summary>
    private const int Origin = 1088;

    /// <summary>Each addition changes a limb by less than 2^33, so 2^29 of them stay within 63 bits.</summary>
    private const int MostPending = 1 << 29;

    private long[]? limbs;
    private int low;
    private int pending;

    /// <summary>Adds <paramref name="value"/>, which is finite.</summary>
    public void Add(double value)
    {
        if (value == 0) return;
        (ulong mantissa, int shift) = Split(value);
        int limb = shift >> 5, bit = shift & 31;
        ulong first = (mantissa & uint.MaxValue) << bit, second = (mantissa >> 32) << bit;
        // (x ^ sign) − sign is x, or −x for a negative value: signs come at random, and a branch would be mispredicted.
        long sign = BitConverter.DoubleToInt64Bits(value) >> 63;
        int at = limb - low;
        long[]? all = limbs;
        if (all is null || at < 0 || at + 2 >= all.Length)
        {
            at = Cover(limb, limb + 2);
            all = limbs!;
        }
        all[at] += ((uint)first ^ sign) - sign;
        all[at + 1] += (((long)(first >> 32) + (uint)second) ^ sign) - sign;
        all[at + 2] += ((long)(second >> 32) ^ sign) - sign;
        if (++pending == MostPending) Carry();
    }

    /// <summary>Adds <paramref name="value"/> <paramref name="times"/> times.</summary>
    public void Add(double value, long times)
    {
        if (value == 0 || times == 0) return;
        (ulong mantissa, int shift) = Split(value);
        UInt128 product = (UInt128)mantissa * (ulong)times;
        int limb = shift >> 5, bit = shift & 31;
        int at = Cover(limb, limb + 4);
        for (int i = 0; i < 4; i++)
        {
            ulong piece = (ulong)(uint)(product >> (32 * i)) << bit;
            long sign = value > 0 ? 1 : -1;
            limbs![at + i] += sign * (uint)piece;
            limbs[at + i + 1] += sign * (long)(piece >> 32);
        }
        if (++pending == MostPending) Carry();
    }

    /// <summary>Adds all that <paramref name="other"/> holds.</summary>
    public void Merge(ref ExactSum other)
    {
        if (other.limbs is null) return;
        other.Carry();
        Carry();
        int at = Cover(other.low, other.low + other.limbs.Length - 1);
        for (int i = 0; i < other.limbs.Length; i++) limbs![at + i] += other.limbs[i];
        pending = 1;
    }

    /// <summary>The sum as an integer times 2^<see cref="Scale"/>.</summary>
    public BigInteger ToInteger()
    {
        if (limbs is null) return BigInteger.Zero;
        Carry();
        BigInteger sum = BigInteger.Zero;
        for (int i = limbs.Length - 1; i >= 0; i--) sum = (sum << 32) + limbs[i];
        return sum << (32 * low);
    }

    /// <summary>The exponent of <see cref="ToInteger"/>'s unit.</summary>
    public const int Scale = -Origin;

    /// <summary>The sum, correctly rounded.</summary>
    public double Round() => RoundRatio(ToInteger(), BigInteger.One, Scale);

    /// <summary>
    /// <paramref name="numerator"/> / <paramref name="denominator"/> · 2^<paramref name="exponent"/>, correctly rounded where the result
    /// is a normal double. The quotient is cut to 55 bits with the rest folded into the last ("round to odd"), which rounds once.
    /// </summary>
    public static double RoundRatio(BigInteger numerator, BigInteger denominator, int exponent)
    {
        if (numerator.IsZero) return 0;
        BigInteger magnitude = BigInteger.Abs(numerator);
        int up = Math.Max(0, 56 + (int)denominator.GetBitLength() - (int)magnitude.GetBitLength());
        BigInteger quotient = BigInteger.DivRem(magnitude << up, denominator, out BigInteger rest);
        int drop = Math.Max(0, (int)quotient.GetBitLength() - 55);
        bool inexact = !rest.IsZero || !(quotient & ((BigInteger.One << drop) - 1)).IsZero;
        double rounded = (long)(quotient >> drop) | (inexact ? 1L : 0L);
        return Math.ScaleB(numerator.Sign * rounded, exponent - up + drop);
    }

    private static (ulong Mantissa, int Shift) Split(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        ulong fraction = bits & 0xF_FFFF_FFFF_FFFF;
        return exponent == 0 ? (fraction, Origin - 1074) : (fraction | 1UL << 52, exponent - 1075 + Origin);
    }

    /// <summary>Makes limbs <paramref name="first"/> to <paramref name="last"/> exist; returns the array index of the first.</summary>
    private int Cover(int first, int last)
    {
        if (limbs is null)
        {
            limbs = new long[last - first + 1];
            low = first;
        }
        else if (first < low || last >= low + limbs.Length)
        {
            int newLow = Math.Min(first, low), newEnd = Math.Max(last + 1, low + limbs.Length);
            long[] wider = new long[newEnd - newLow];
            // The top limb is signed; the limbs above it are 0, so its meaning does not change.
            limbs.CopyTo(wider, low - newLow);
            (limbs, low) = (wider, newLow);
        }
        return first - low;
    }

    /// <summary>Brings every limb but the last into 0 … 2^32 − 1; the last carries the sign.</summary>
    private void Carry()
    {
        if (limbs is null) return;
        for (int i = 0; i < limbs.Length - 1; i++)
        {
            limbs[i + 1] += limbs[i] >> 32;
            limbs[i] &= uint.MaxValue;
        }
        long top = limbs[^1];
        if (top != (int)top)
        {
            Cover(low, low + limbs.Length);
            limbs[^2] = top & uint.MaxValue;
            limbs[^1] = top >> 32;
        }
        pending = 0;
    }
}
