namespace MlDsl;

/// <summary>The label of a row that has none: tasks that learn from labels do not take it, so that a model of such a task over such rows does not compile.</summary>
public readonly record struct NoLabel;
