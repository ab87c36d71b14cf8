using System.Collections.Immutable;

namespace MlDsl.Monitoring;

/// <summary>A window of rows by groups.</summary>
/// <param name="Counts">What <see cref="DriftAlarms"/> of <see cref="GroupReference.Profile"/> observe.</param>
/// <param name="Means">The mean of every group of the reference, with its interval.</param>
/// <param name="Others">The rows of groups that the reference does not have, or has too few rows of.</param>
public sealed record GroupWindow(ProfileWindow Counts, ImmutableArray<GroupMean> Means, long Others);
