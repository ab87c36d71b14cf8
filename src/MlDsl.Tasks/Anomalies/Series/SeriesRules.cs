namespace MlDsl.Training;

/// <summary>When what is told of a series.</summary>
/// <param name="WarmUp">The seasons before anything is.</param>
/// <param name="Spike">The standard deviations beyond which a value is a spike.</param>
/// <param name="Change">The sum beyond which the level has changed.</param>
/// <param name="LevelShare">What of a deviation the level takes on.</param>
internal readonly record struct SeriesRules(int WarmUp, double Spike, double Change, double LevelShare);
