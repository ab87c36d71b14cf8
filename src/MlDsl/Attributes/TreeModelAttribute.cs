namespace MlDsl;

/// <summary>
/// Turns a partial class into a typed model of trees that another library trained: XGBoost's JSON or UBJSON (gbtree and dart), LightGBM's
/// text. The trees become part of the assembly; the library is not needed. The input is <c>features</c>, one number per feature and NaN
/// where one is missing; the outputs are <c>prediction</c>, as the library predicts, and <c>raw_score</c>, before its objective's transform.
/// </summary>
/// <remarks>
/// Numbers have the library's precision: <c>float</c> for XGBoost, <c>double</c> for LightGBM, whose outputs a <c>float</c> may take rounded.
/// A categorical feature whose values the file holds (pandas columns of LightGBM, data frames of XGBoost 3.1 and later) is an input of its
/// own, given as the value: a text, a whole number, a number or a truth value. Of other categorical features the file knows only codes, and
/// those of the training are to be given. XGBoost's <c>missing</c> is not in its file: where it was another number than NaN, give NaN instead.
/// </remarks>
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

    /// <summary>Which iterations take part where training was stopped early; the build warns where a class does not say it (MLD2040).</summary>
    public TreeIterations Iterations { get; set; }
}
