namespace MlDsl.Training;

/// <summary>What the code that loads a model expects of its file.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Task">Its task.</param>
/// <param name="Schema">The data set's columns and features.</param>
/// <param name="Positive">The positive class; null where the task has none.</param>
/// <param name="Accept">The differences that the caller knows to be harmless.</param>
internal sealed record ModelContract(string Name, string Task, DatasetSchema Schema, string? Positive, SchemaChange Accept);
