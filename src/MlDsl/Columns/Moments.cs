using System.Numerics;

namespace MlDsl.Columns;

/// <summary>
/// Mean and variance of floats, exact before one final rounding: the square of a float is an exact double, and both sums are
/// <see cref="ExactSum"/>s. So the result is the same for every order and partition.
/// </summary>
internal struct Moments
{
    private ExactSum sum;
    private ExactSum squares;

    /// <summary>How many values were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds <paramref name="value"/>.</summary>
    public void Add(float value)
    {
        sum.Add(value);
        squares.Add((double)value * value);
        Count++;
    }

    /// <summary>Adds <paramref name="value"/> <paramref name="times"/> times.</summary>
    public void Add(float value, long times)
    {
        sum.Add(value, times);
        squares.Add((double)value * value, times);
        Count += times;
    }

    /// <summary>Adds all that <paramref name="other"/> holds.</summary>
    public void Merge(ref Moments other)
    {
        sum.Merge(ref other.sum);
        squares.Merge(ref other.squares);
        Count += other.Count;
    }

    /// <summary>The mean, correctly rounded; of no value, 0.</summary>
    public double Mean() => Count == 0 ? 0 : ExactSum.RoundRatio(sum.ToInteger(), Count, ExactSum.Scale);

    /// <summary>The standard deviation with the divisor n; exactly 0 when all values are the same.</summary>
    public double Deviation()
    {
        if (Count == 0) return 0;
        BigInteger total = sum.ToInteger();
        // n·Σx² − (Σx)², both in units of 2^(2·Scale).
        BigInteger numerator = Count * (squares.ToInteger() << -ExactSum.Scale) - total * total;
        return Math.Sqrt(ExactSum.RoundRatio(numerator, (BigInteger)Count * Count, 2 * ExactSum.Scale));
    }
}
