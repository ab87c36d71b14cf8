namespace MlDsl.Serving;

/// <summary>A row that may be shown, with nothing of a sensitive column in it, and what the model says of that row.</summary>
/// <param name="Row">The row, as JSON.</param>
/// <param name="Answer">The answer, as JSON.</param>
internal sealed record RowExample(byte[] Row, byte[] Answer);
