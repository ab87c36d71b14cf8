namespace MlDsl;

/// <summary>
/// Turns a partial class into a typed model of trees that another library trained: XGBoost's JSON or UBJSON (gbtree and dart), LightGBM's
/// text. The trees become part of the assembly; the library is not needed. The input is <c>features</c>, one number per feature and NaN
/// where one is missing; the outputs are <c>prediction</c>, as the library predicts, and <c>raw_score</c>, before its objective's transform.
/// </summary>
/// <param name="path">The model file, relative to the project, as its <c>MlModel</c> item names it; <c>/</c> and <c>\</c> are equal.</param>
/// <example><code>
/// [TreeModel("Models/fare.json")]
/// public sealed partial class Fare : IScorer&lt;Trip, float&gt;;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TreeModelAttribute(string path) : Attribute
{
    /// <summary>The model file, relative to the project.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// The SHA-256 of the model file, in hexadecimal, when the build shall accept that file only; <see langword="null"/> accepts any file
    /// that fits the class.
    /// </summary>
    public string? Sha256 { get; set; }
}
