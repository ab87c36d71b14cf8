namespace MlDsl.Labels.Tests.Noise;

/// <summary>Labels made wrong on purpose: a fifth of all, alike in all classes or by class.</summary>
internal static class Flips
{
    private const double Share = 0.2;

    /// <summary>The classes of rows, some of them wrong.</summary>
    /// <param name="labels">The right ones, from 0.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="byClass">
    /// Whether a class turns into the one behind it only, and more often than others: of two classes the second at 40 per cent, of several at rates from 4 to 36 per cent in an order by the
    /// seed. Else every label turns into any other at the same rate.
    /// </param>
    /// <param name="seed">Another seed, other labels.</param>
    public static int[] Of(int[] labels, int classes, bool byClass, int seed)
    {
        var random = new Random(seed);
        double[] rates = byClass ? Rates(labels, classes, random) : [.. Enumerable.Repeat(Share, classes)];
        return [.. labels.Select(label => random.NextDouble() >= rates[label] ? label : byClass ? (label + 1) % classes : (label + 1 + random.Next(classes - 1)) % classes)];
    }

    private static double[] Rates(int[] labels, int classes, Random random)
    {
        double[] shares = [.. Enumerable.Range(0, classes).Select(label => labels.Count(l => l == label) / (double)labels.Length)];
        if (classes == 2) return [(Share - (2 * Share * shares[1])) / shares[0], 2 * Share];
        double[] rates = [.. Enumerable.Range(0, classes).Select(label => Share * (0.2 + (1.6 * label / (classes - 1))))];
        random.Shuffle(rates);
        double mean = rates.Zip(shares, static (rate, share) => rate * share).Sum();
        return [.. rates.Select(rate => rate * Share / mean)];
    }
}
