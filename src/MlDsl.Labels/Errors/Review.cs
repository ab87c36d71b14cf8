namespace MlDsl.Labels;

/// <summary>What a person found in a row.</summary>
/// <param name="Id">What the row is known by.</param>
/// <param name="Tag">What makes it hard, or what is wrong with it. A row that has two gets two reviews.</param>
/// <param name="Note">In the person's words.</param>
public sealed record Review<TTag>(string Id, TTag Tag, string Note = "") where TTag : struct, Enum;

/// <summary>What a model says of a row.</summary>
/// <param name="Id">What the row is known by.</param>
/// <param name="Actual">Its label.</param>
/// <param name="Predicted">The class that the model decides for.</param>
public sealed record ModelAnswer(string Id, string Actual, string Predicted);

/// <summary>What one version of a model says of rows.</summary>
/// <param name="Version">The version.</param>
/// <param name="Answers">What it says.</param>
public sealed record VersionAnswers(string Version, IReadOnlyList<ModelAnswer> Answers);
