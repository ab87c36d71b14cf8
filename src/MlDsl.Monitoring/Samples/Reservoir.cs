using MathNet.Numerics.Distributions;

namespace MlDsl.Monitoring.Samples;

/// <summary>
/// Which rows of a stream of unknown length are in a sample of fixed size, each with the same probability: Algorithm L, which draws how many rows it passes over and not a number for each (Li,
/// "Reservoir-sampling algorithms of time complexity O(n(1 + log(N/n)))", ACM Transactions on Mathematical Software 20, 1994).
/// </summary>
/// <remarks>
/// Its state is the largest of the keys that the sampled rows would have been drawn. Given only how many rows there were, that is distributed as the rows-th smallest of so many uniform numbers, and whether
/// a later row is taken does not depend on which were: so that a stream may be taken up again from its count alone.
/// </remarks>
internal struct Reservoir
{
    private readonly int rows;
    private double largest;
    private long passed;

    private Reservoir(int rows, long seen) => (this.rows, Seen) = (rows, seen);

    /// <summary>The rows that there were.</summary>
    public long Seen { get; private set; }

    /// <summary>Goes on after so many rows.</summary>
    public static Reservoir After(long seen, int rows, Random draws)
    {
        var reservoir = new Reservoir(rows, seen);
        if (seen < rows) return reservoir;
        reservoir.largest = Beta.Sample(draws, rows, seen - rows + 1.0);
        reservoir.Leap(draws);
        return reservoir;
    }

    /// <summary>Whether the next row is in the sample, and in the place of which.</summary>
    public bool Takes(Random draws, out int slot)
    {
        Seen++;
        slot = -1;
        if (Seen > rows && passed > 0)
        {
            passed--;
            return false;
        }
        slot = Seen <= rows ? (int)(Seen - 1) : draws.Next(rows);
        if (Seen < rows) return true;
        largest = (Seen == rows ? 1 : largest) * Math.Exp(Math.Log(1 - draws.NextDouble()) / rows);
        Leap(draws);
        return true;
    }

    private void Leap(Random draws)
    {
        // Where it is small, 1 − largest has lost its digits.
        double log = largest < 1e-8 ? -largest : Math.Log(1 - largest);
        passed = (long)Math.Min(Math.Log(1 - draws.NextDouble()) / log, 1e18);
    }
}
