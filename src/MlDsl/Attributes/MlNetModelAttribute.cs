namespace MlDsl;

/// <summary>
/// Turns a partial class into a typed model that ML.NET saved: a <c>.zip</c> or <c>.mlnet</c> of ML.NET 1.0 or later. The file is read while
/// building, by a reader of our own, and its steps become part of the assembly; ML.NET is needed neither then nor later, except by a model
/// that is not compiled, which runs through it where the package <c>MlDsl.MlNet</c> is referenced. Inputs are the columns
/// that the predictor depends on; outputs are those that it makes (<c>Score</c>, <c>PredictedLabel</c>, <c>Probability</c>) and what later
/// steps make of them.
/// </summary>
/// <remarks>
/// The class may be bound to the types that the service has for ML.NET's <c>PredictionEngine</c>: <c>[ColumnName]</c>, <c>[VectorType]</c>,
/// <c>[KeyType]</c> and <c>[NoColumn]</c> are honoured. Without the package a step that is not compiled is an error that names the step and its place (MLD2080).
/// </remarks>
/// <param name="path">The model file, relative to the project, as its <c>MlModel</c> item names it; <c>/</c> and <c>\</c> are equal.</param>
/// <example><code>
/// [MlNetModel("Models/fare.zip")]
/// public sealed partial class Fare : IScorer&lt;ModelInput, ModelOutput&gt;;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MlNetModelAttribute(string path) : Attribute
{
    /// <summary>The model file, relative to the project.</summary>
    public string Path { get; } = path;

    /// <summary>What runs the model; <see cref="Backend.Auto"/> unless said otherwise: compiled code, or ML.NET where a step is not compiled.</summary>
    public Backend Backend { get; set; }

    /// <summary>
    /// The SHA-256 of the model file, in hexadecimal, when the build shall accept that file only; <see langword="null"/> accepts any file
    /// that fits the class.
    /// </summary>
    public string? Sha256 { get; set; }
}
