namespace MlDsl;

/// <summary>A task: what kind of label is predicted, and so which metrics and predictions there are. Its type is marked <see cref="TaskAttribute"/>.</summary>
public interface ITask;

/// <summary>
/// Marks a partial class as a model: MlDsl gives it <c>Fit</c>, <c>Evaluate</c>, <c>Assess</c>, <c>Predict</c>, <c>Save</c> and
/// <c>Load</c>. A trainer attribute beside it says how it learns; without one it is the linear trainer of the task.
/// </summary>
/// <typeparam name="TRow">The data set it learns from.</typeparam>
/// <typeparam name="TTask">What it learns.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute<TRow, TTask> : Attribute where TTask : ITask
{
    /// <summary>The model's name in files and reports; the class's own name unless set.</summary>
    public string? Name { get; init; }

    /// <summary>The model's version in files and reports.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Of a task over series the most steps that are forecast at once, at least 1; other tasks have none.</summary>
    public int Horizon { get; init; }

    /// <summary>
    /// Whether the model is meant to leave as ONNX: what does not is an error of the declaration then (MLD0320), and what becomes an input of
    /// the graph a warning (MLD0322).
    /// </summary>
    public bool Export { get; init; }

    /// <summary>
    /// Whether <c>ExportOnnx</c> without options may call operators that only ONNX Runtime has: <c>com.microsoft.MurmurHash3</c>, for hashed
    /// categories.
    /// </summary>
    public bool AllowContribOperators { get; init; }
}
