namespace MlDsl.Training.Tests;

/// <summary>What lambdas can hold of <see cref="EvaluationRows"/>, which is a ref struct.</summary>
internal sealed record RowFacts(float[]? Weights = null, ulong[]? Groups = null, SliceColumn[]? Slices = null, string? Side = null)
{
    public EvaluationRows Rows => new() { Weights = Weights, Groups = Groups, Slices = Slices, Side = Side };
}
