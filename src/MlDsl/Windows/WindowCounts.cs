namespace MlDsl;

/// <summary>The rows that windows over time of other rows do not see. The rows themselves are there, with their own windows.</summary>
/// <param name="Late">Those that were known later after their event time than <see cref="EventTimeAttribute.Lateness"/> allows.</param>
/// <param name="Repeated">Those that came again, with the group, event time, id and values of an earlier one.</param>
public readonly record struct WindowCounts(long Late, long Repeated);
