namespace MlDsl.Training;

/// <summary>What the code that loads a model expects of its file.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Task">Its task.</param>
/// <param name="Schema">The data set's columns and features.</param>
/// <param name="Positive">The positive class; null where the task has none.</param>
/// <param name="Accept">The differences that the caller knows to be harmless.</param>
internal sealed record ModelContract(string Name, string Task, DatasetSchema Schema, string? Positive, SchemaChange Accept)
{
    /// <exception cref="ModelFileException">The file holds another model, or one of another task.</exception>
    public void CheckNames(string name, string task, string source)
    {
        if (name != Name) throw new ModelFileException($"{source} holds the model '{name}', not '{Name}'; load it with its own type");
        if (task != Task) throw new ModelFileException($"{source} holds a model for {task}, not {Task}; fit and save the model again");
    }
}
