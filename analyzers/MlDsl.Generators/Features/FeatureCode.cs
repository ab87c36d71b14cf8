namespace MlDsl.Generators.Features;

/// <summary>What a feature computes, told by its code: what model files compare.</summary>
/// <param name="Hash">The algorithm's version and a hash, or the version that the user gave; empty where nobody asked for it.</param>
/// <param name="NotCovered">What the code reaches and the hash does not tell, each with the reason.</param>
internal sealed record FeatureCode(string Hash, EquatableArray<string> NotCovered)
{
    /// <summary>What an analyzer, which writes no code, has of it.</summary>
    public static readonly FeatureCode None = new("", default);
}
