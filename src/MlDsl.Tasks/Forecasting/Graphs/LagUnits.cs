namespace MlDsl.Forecasting;

/// <summary>Level and spread of histories in a graph: doubles, [N, 1].</summary>
/// <param name="Level">The level.</param>
/// <param name="Spread">The spread; 1 where there is none.</param>
/// <param name="Varies">Whether there is a spread.</param>
/// <param name="Zero">0, and NaN where a value of the history is not finite.</param>
internal readonly record struct LagUnits(string Level, string Spread, string Varies, string Zero);
