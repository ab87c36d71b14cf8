using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>What a model's declaration says. Generated code makes one per model type.</summary>
/// <param name="Name">The model's name in files and reports.</param>
/// <param name="Version">Its version.</param>
/// <param name="Task">Its task's name in files and reports.</param>
/// <param name="Target">What its trainer learns.</param>
/// <param name="Trainer">The trainer with its options, unless <c>Fit</c> is given another.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ModelDefinition(string Name, string Version, string Task, TargetKind Target, TrainerOptions Trainer)
{
    /// <summary>How its probabilities are calibrated; null where they are not.</summary>
    public CalibrationOptions? Calibration { get; init; }

    /// <summary>The intervals of its predictions; null where there are none.</summary>
    public IntervalOptions? Intervals { get; init; }

    /// <summary>What a search of its trainer's options chooses from, unless it is given another space; null where nothing is declared.</summary>
    public SearchSpace? Space { get; init; }
}

/// <summary>A generated model type: its definition and the only way to make an instance.</summary>
/// <typeparam name="TModel">The model type itself.</typeparam>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
public interface IModel<TModel, TInput> where TModel : class, IModel<TModel, TInput> where TInput : struct
{
    /// <summary>What the declaration says.</summary>
    static abstract ModelDefinition Definition { get; }

    /// <summary>The model of <paramref name="state"/>.</summary>
    static abstract TModel Create(ModelState<TInput> state);
}
