using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Whether what is in order of time differs between its stretches more than in any order: a permutation test, exact at any number of ratings.</summary>
/// <remarks>
/// The probability counts the order that is there among the permutations: Phipson and Smyth (2010), "Permutation p-values should never be zero". Where it is small more are tried, until some are as far: Besag and
/// Clifford (1991), "Sequential Monte Carlo p-values".
/// </remarks>
internal static class BlockTest
{
    // Statistics of the same counts in other orders of summing differ in the last digits.
    private const double Rounding = 1e-9;

    // So many orders as far as the one that is there tell a probability well enough.
    private const int Enough = 20;

    /// <param name="count">The number of ratings.</param>
    /// <param name="statistic">How far stretches differ, where the ratings stand in an order.</param>
    /// <param name="stream">What tells this test's permutations from others'.</param>
    /// <param name="permutations">How many orders are tried at least.</param>
    /// <param name="most">How many are tried where few of them are as far; not more where it is lower.</param>
    public static double Run(int count, Func<int[], double> statistic, ulong stream, int permutations, int most = 0)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        double there = statistic(order);
        int asFar = 0, tried = 0;
        ulong draw = 0;
        for (; tried < permutations || (tried < most && asFar < Enough); tried++)
        {
            for (int place = count - 1; place > 0; place--)
            {
                int other = (int)Math.BigMul(EvaluationRandom.At(stream, ++draw), (ulong)place + 1, out _);
                (order[place], order[other]) = (order[other], order[place]);
            }
            if (statistic(order) >= there - (Rounding * Math.Abs(there))) asFar++;
        }
        return (asFar + 1.0) / (tried + 1.0);
    }

    /// <summary>Pearson's χ² of classes by stretches.</summary>
    public static Func<int[], double> OfClasses(int[] codes, int classes, int blocks)
    {
        var totals = new int[classes];
        foreach (int code in codes) totals[code]++;
        var seen = new int[classes];
        return order =>
        {
            double sum = 0;
            for (int block = 0; block < blocks; block++)
            {
                var (from, to) = Block(codes.Length, blocks, block);
                Array.Clear(seen);
                for (int i = from; i < to; i++) seen[codes[order[i]]]++;
                for (int code = 0; code < classes; code++)
                {
                    if (totals[code] == 0) continue;
                    double expected = (double)totals[code] * (to - from) / codes.Length;
                    sum += (seen[code] - expected) * (seen[code] - expected) / expected;
                }
            }
            return sum;
        };
    }

    /// <summary>The squares between the stretches' means.</summary>
    public static Func<int[], double> OfNumbers(double[] values, int blocks)
    {
        double mean = values.Average();
        return order =>
        {
            double sum = 0;
            for (int block = 0; block < blocks; block++)
            {
                var (from, to) = Block(values.Length, blocks, block);
                double part = 0;
                for (int i = from; i < to; i++) part += values[order[i]] - mean;
                sum += part * part / (to - from);
            }
            return sum;
        };
    }

    /// <summary>Where a stretch begins and ends.</summary>
    public static (int From, int To) Block(int count, int blocks, int block) => ((int)((long)count * block / blocks), (int)((long)count * (block + 1) / blocks));
}
