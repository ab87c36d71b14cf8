using System.Globalization;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// Decimal numbers as ML.NET rounds them: for single precision a double times a double power of ten; for double precision exactly where digits and
/// power are exact, and else by the upper half of a product with the 64 leading bits of the power, which is not always the nearest number.
/// </summary>
internal sealed class PowersOfTen
{
    private const int HighestSingle = 39, LowestSingle = 65, Highest = 320, Lowest = 360, HighestExact = 22, Bias = 0x3FF, Infinite = 0x7FF, ExponentAt = 52;
    private const ulong ExactDigits = 1UL << 53;

    private static readonly Lazy<PowersOfTen> Made = new();

    private readonly double[] nearest = [.. Enumerable.Range(-LowestSingle, LowestSingle + HighestSingle + 1).Select(static power => double.Parse(string.Create(CultureInfo.InvariantCulture, $"1e{power}"), CultureInfo.InvariantCulture))];
    private readonly (ulong Bits, int Power)[] leading = [.. Enumerable.Range(-Lowest, Lowest + Highest + 1).Select(Leading)];

    /// <summary>The powers, which are made once.</summary>
    public static PowersOfTen All => Made.Value;

    /// <summary>A number in single precision.</summary>
    public float Single(DecimalText number)
    {
        float value = number switch
        {
            { Digits: 0 } or { Exponent: < -LowestSingle } => 0,
            { Exponent: > HighestSingle } => float.PositiveInfinity,
            _ => (float)(nearest[number.Exponent + LowestSingle] * Whole(number.Digits)),
        };
        return number.IsNegative ? -value : value;
    }

    /// <summary>A number in double precision.</summary>
    public double Double(DecimalText number)
    {
        double value = number switch
        {
            { Digits: 0 } => 0,
            { Exponent: 0 } => Whole(number.Digits),
            { Exponent: > 0 and <= HighestExact, Digits: < ExactDigits } => number.Digits * nearest[number.Exponent + LowestSingle],
            { Exponent: < 0 and >= -HighestExact, Digits: < ExactDigits } => number.Digits / nearest[LowestSingle - number.Exponent],
            { Exponent: > Highest } => double.PositiveInfinity,
            { Exponent: < -Lowest } => 0,
            _ => Scaled(number.Digits, leading[number.Exponent + Lowest]),
        };
        return number.IsNegative ? -value : value;
    }

    // The highest bit or the one below it is set then; bits that are cut off leave a mark, so that nothing looks like a half that is none.
    private static double Scaled(ulong digits, (ulong Bits, int Power) ten)
    {
        int shift = BitOperations.LeadingZeroCount(digits) & ~1, power = ten.Power - shift;
        ulong high = Math.BigMul(digits << shift, ten.Bits, out ulong low);
        if ((long)high < 0)
        {
            high = (high >> 1) | (high & 1);
            power++;
        }
        double value = (long)(low != 0 ? high | 1 : high);
        power += Bias;
        if (power >= Infinite) return double.PositiveInfinity;
        if (power > 0) return value * PowerOfTwo(power);

        // In two steps, of which the second one rounds.
        return value * PowerOfTwo(1) * PowerOfTwo(power + Bias - 1);
    }

    private static double PowerOfTwo(int biased) => BitConverter.UInt64BitsToDouble((ulong)biased << ExponentAt);

    // Rounded once, on every processor.
    private static double Whole(ulong digits) => (long)digits >= 0 ? (long)digits : 2 * (double)(long)((digits >> 1) | (digits & 1));

    // A power of ten is the bits times 2 to the power less 64.
    private static (ulong Bits, int Power) Leading(int exponent)
    {
        BigInteger ten = BigInteger.Pow(10, Math.Abs(exponent));
        int bits = (int)ten.GetBitLength();
        if (exponent >= 0) return bits <= 64 ? ((ulong)ten << (64 - bits), bits) : ((ulong)Rounded(ten, BigInteger.One << (bits - 64)), bits);

        // 1 / ten lies between 2 to the power of -bits and twice that.
        return ((ulong)Rounded(BigInteger.One << (63 + bits), ten), 1 - bits);
    }

    private static BigInteger Rounded(BigInteger dividend, BigInteger divisor) => ((2 * dividend) + divisor) / (2 * divisor);
}
