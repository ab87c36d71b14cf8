namespace MlDsl.Training;

/// <summary>What a model's declaration says. Generated code makes one per model type.</summary>
/// <param name="Name">The model's name in files and reports.</param>
/// <param name="Version">Its version.</param>
/// <param name="Options">The trainer's options; their type says which trainer it is.</param>
public sealed record ModelDefinition(string Name, string Version, LinearOptions Options);

/// <summary>A generated model type: its definition and the only way to make an instance.</summary>
public interface IModel<TModel, TInput> where TModel : class, IModel<TModel, TInput> where TInput : struct
{
    /// <summary>What the declaration says.</summary>
    static abstract ModelDefinition Definition { get; }

    /// <summary>The model of <paramref name="state"/>.</summary>
    static abstract TModel Create(ModelState<TInput> state);
}
