using System.Collections.Immutable;

namespace MlDsl.Monitoring;

/// <summary>How two columns depend on each other, now and in the reference: each may be as it was while both together are not.</summary>
/// <param name="First">The one column.</param>
/// <param name="Second">The other.</param>
/// <param name="ChiSquared">Pearson's χ² over their coarse groups together.</param>
/// <param name="JensenShannon">The Jensen–Shannon distance over these.</param>
public sealed record PairDrift(string First, string Second, BinStatistic ChiSquared, BinStatistic JensenShannon)
{
    /// <summary>The statistics of the pairs that the window counts; none where it counts none.</summary>
    /// <exception cref="DriftException">The window was counted for another reference.</exception>
    public static ImmutableArray<PairDrift> Of(ReferenceProfile reference, ProfileWindow window)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(window);
        ProfileWindows.Check(reference, reference.Hash, window);
        return [.. reference.Pairs.Zip(window.Pairs, (pair, counts) => new PairDrift(
            reference.Columns[pair.First].Name,
            reference.Columns[pair.Second].Name,
            BinStatistics.ChiSquared(pair.Counts.AsSpan(), counts.AsSpan()),
            BinStatistics.JensenShannon(pair.Counts.AsSpan(), counts.AsSpan())))];
    }
}
