namespace MlDsl;

/// <summary>What a trainer learns to predict.</summary>
[Flags]
public enum TargetKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A number.</summary>
    Value = 1,

    /// <summary>Which of two classes: 0 or 1.</summary>
    TwoClasses = 2,

    /// <summary>Which of several classes: the index, from 0.</summary>
    Classes = 4,

    /// <summary>How relevant a row is beside the others of its group: a whole grade, from 0.</summary>
    Relevance = 8,

    /// <summary>Which items a user takes.</summary>
    Preference = 32,
}

/// <summary>The labels that a task takes, and so the type that they come to it as.</summary>
public enum LabelKinds
{
    /// <summary>A number, as <see cref="float"/>.</summary>
    Number,

    /// <summary>A flag, or two values of which one is declared positive, as <see cref="bool"/>.</summary>
    TwoClasses,

    /// <summary>An enumeration, a text or an integer, as itself.</summary>
    Class,

    /// <summary>A grade: a whole number from 0, or an enumeration by its values; as <see cref="float"/>.</summary>
    Grade,
}

/// <summary>What a model of a task is asked about, and so what is generated for it.</summary>
public enum TaskShape
{
    /// <summary>One row at a time: <c>Predict(input)</c>.</summary>
    Rows,

    /// <summary>The rows of a series up to now: <c>Forecast(history, horizon)</c>.</summary>
    Series,

    /// <summary>A user among items: <c>Recommend(user, count)</c>.</summary>
    Interactions,
}

/// <summary>Says of a task what the declaration of a model must know. The generators read it here and know no task by name.</summary>
/// <param name="name">The task's name in files and reports.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskAttribute(string name) : Attribute
{
    /// <summary>The task's name in files and reports.</summary>
    public string Name { get; } = name;

    /// <summary>What a trainer of the task learns: exactly one.</summary>
    public required TargetKind Target { get; init; }

    /// <summary>The labels that the task takes.</summary>
    public required LabelKinds Labels { get; init; }

    /// <summary>The trainer of a model that names none: an attribute marked <see cref="TrainerAttribute"/>.</summary>
    public required Type DefaultTrainer { get; init; }

    /// <summary>What a model of the task is asked about.</summary>
    public TaskShape Shape { get; init; }

    /// <summary>Whether rows must have a <see cref="GroupAttribute"/>: what the task ranks, or otherwise compares, within.</summary>
    public bool NeedsGroup { get; init; }

    /// <summary>
    /// The type that does the task's work, open over the label's type; without it the task's own type does. It implements
    /// <c>MlDsl.Training.ITask&lt;TLabel, TPrediction, TMetrics&gt;</c>.
    /// </summary>
    public Type? Implementation { get; init; }

    /// <summary>
    /// What the task's models derive from: open over type parameters that are called <c>TModel</c>, <c>TRow</c>, <c>TInput</c> and
    /// <c>TLabel</c>, in any order; without it <c>MlDsl.Training.Model</c>.
    /// </summary>
    public Type? Base { get; init; }

    /// <summary>
    /// The task in its place where a model is marked <see cref="IntervalsAttribute"/>, of the same name; without it such a mark is refused.
    /// </summary>
    public Type? WithIntervals { get; init; }
}
