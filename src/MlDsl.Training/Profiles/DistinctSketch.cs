using System.Numerics;

namespace MlDsl.Training;

/// <summary>
/// An estimate of how many distinct values there were, from their hashes alone: HyperLogLog with 4,096 registers, whose standard error is 1.6 %. Merging takes the
/// larger registers, so that every order and partition gives the same bits.
/// </summary>
/// <remarks>Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog", 2007; the estimator, which needs no correction for few values, is that of Ertl, arXiv:1702.01284.</remarks>
internal sealed class DistinctSketch
{
    private const int Bits = 12, Registers = 1 << Bits, Longest = 64 - Bits;

    private readonly byte[] registers = new byte[Registers];

    /// <summary>Takes in a value by its hash, whose bits are well mixed.</summary>
    public void Add(ulong hash)
    {
        int register = (int)(hash >> Longest);
        byte rank = (byte)(1 + Math.Min(BitOperations.LeadingZeroCount(hash << Bits), Longest));
        Add(register, rank);
    }

    /// <summary>The largest rank of each register's hashes; 0 where there was none.</summary>
    public ReadOnlySpan<byte> Ranks => registers;

    /// <summary>The ranks that there can be, from 0 to it.</summary>
    public const int MostRank = Longest + 1;

    /// <summary>Takes in a hash by the register that it chose and its rank.</summary>
    public void Add(int register, byte rank)
    {
        if (registers[register] < rank) registers[register] = rank;
    }

    /// <summary>Takes in all that another sketch took in.</summary>
    public void Merge(DistinctSketch other)
    {
        for (int i = 0; i < Registers; i++) Add(i, other.registers[i]);
    }

    /// <summary>How many distinct values there were, about.</summary>
    public double Estimate()
    {
        Span<int> ranks = stackalloc int[Longest + 2];
        ranks.Clear();
        foreach (byte rank in registers) ranks[rank]++;
        if (ranks[0] == Registers) return 0;
        double sum = Registers * Tau(1 - (ranks[Longest + 1] / (double)Registers));
        for (int rank = Longest; rank >= 1; rank--) sum = 0.5 * (sum + ranks[rank]);
        sum += Registers * Sigma(ranks[0] / (double)Registers);
        return Registers / (2 * Math.Log(2)) * Registers / sum;
    }

    // Both as in Ertl's algorithms 5 and 6, until the sum stands still.
    private static double Sigma(double x)
    {
        double y = 1, sum = x, before;
        do
        {
            x *= x;
            before = sum;
            sum += x * y;
            y += y;
        }
        while (sum != before);
        return sum;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1) return 0;
        double y = 1, sum = 1 - x, before;
        do
        {
            x = Math.Sqrt(x);
            before = sum;
            y *= 0.5;
            sum -= (1 - x) * (1 - x) * y;
        }
        while (sum != before);
        return sum / 3;
    }
}
