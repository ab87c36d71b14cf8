namespace MlDsl.Training;

/// <summary>What is said of one value of a series.</summary>
/// <param name="Expected">What was expected at its step: the level and the season; NaN while the series warms up.</param>
/// <param name="Deviation">How far off it is, in standard deviations of what is usual; NaN while the series warms up and of a missing value.</param>
/// <param name="IsSpike">Whether it is farther off than values that go on as before are but at the stated rate.</param>
/// <param name="IsChange">Whether the level is told to have changed, at this step and none before since the last change.</param>
/// <param name="ChangedAt">The step at which the level changed, as far as can be told, where <paramref name="IsChange"/>; otherwise 0.</param>
/// <param name="Shift">By how much, in the series' unit, where <paramref name="IsChange"/>; otherwise 0.</param>
public readonly record struct SeriesVerdict(double Expected, double Deviation, bool IsSpike, bool IsChange, long ChangedAt, double Shift)
{
    /// <summary>Nothing is said.</summary>
    internal static SeriesVerdict None => new(double.NaN, double.NaN, false, false, 0, 0);
}
