namespace MlDsl.Monitoring;

/// <summary>What a model did to one row of a group.</summary>
/// <param name="Group">The group: the value of a <c>[Sensitive]</c> column, or of several together as <c>"Female, Black"</c>. It may have arrived with the outcome.</param>
/// <param name="Value">A loss, an error of 0 or 1, a decision of 0 or 1: whatever is to be watched, a finite number.</param>
public readonly record struct GroupValue(string Group, double Value);

/// <summary>The mean of a group in a window.</summary>
/// <param name="Group">The group.</param>
/// <param name="Rows">Its rows in the window.</param>
/// <param name="Reference">The mean in the reference.</param>
/// <param name="Mean">The mean in the window; NaN without rows.</param>
/// <param name="Low">The lower end of its interval of 95 %; NaN with fewer than two rows.</param>
/// <param name="High">The upper end.</param>
public readonly record struct GroupMean(string Group, long Rows, double Reference, double Mean, double Low, double High);
