namespace MlDsl.Training;

/// <summary>How much of a feature vector one column takes.</summary>
/// <param name="Column">The property or feature method.</param>
/// <param name="Width">The number of positions.</param>
internal readonly record struct ColumnWidth(string Column, int Width);
