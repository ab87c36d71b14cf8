namespace MlDsl.Training;

/// <summary>How much clusters depend on which rows they were found in.</summary>
/// <param name="AdjustedRand">The mean adjusted Rand index of clusters found in half of the rows, over those found in all, on all rows; with the interval that the level says of the resamples.</param>
/// <param name="Resamples">The index of each resample.</param>
public sealed record ClusterStability(Metric AdjustedRand, IReadOnlyList<double> Resamples)
{
    /// <summary>Such as <c>0.982 [0.971, 0.993] over 20 resamples</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{AdjustedRand} over {Resamples.Count} resamples");
}
