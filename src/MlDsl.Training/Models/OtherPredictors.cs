namespace MlDsl.Training;

/// <summary>How predictors are read that only one task has.</summary>
/// <param name="Kind">What files call them.</param>
/// <param name="Read">Reads one.</param>
internal sealed record OtherPredictors(string Kind, Func<ReadOnlyMemory<byte>, Predictor> Read);
