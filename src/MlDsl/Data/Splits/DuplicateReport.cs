namespace MlDsl;

/// <summary>
/// Rows that stand on both sides of a split: what a model has learned by heart it need not predict. Two rows are the same when all
/// their columns have equal values as read (<c>8</c> and <c>8.0</c> are one number), by 64-bit hash.
/// </summary>
/// <param name="ValidationInTrain">The validation rows that also stand in train.</param>
/// <param name="TestInDevelopment">The test rows that also stand in train or validation.</param>
public sealed record DuplicateReport(long ValidationInTrain, long TestInDevelopment);
