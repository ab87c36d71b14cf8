namespace MlDsl.Kernels;

/// <summary>What a leaf gives to one output.</summary>
/// <param name="Output">The target or class, from 0.</param>
/// <param name="Value">The value that is aggregated.</param>
public readonly record struct LeafWeight(int Output, double Value);
