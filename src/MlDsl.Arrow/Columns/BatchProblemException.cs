namespace MlDsl.Columns;

/// <summary>What is wrong with a batch, and the way out; who reads it adds the place.</summary>
internal sealed class BatchProblemException(string message, Exception? inner = null) : Exception(message, inner);
