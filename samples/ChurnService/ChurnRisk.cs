using MlDsl;

namespace ChurnService;

/// <summary>What the service says of a customer.</summary>
public readonly record struct ChurnRisk(
    [property: Output("label")] bool Leaves,
    [property: Output("probabilities", Offset = 1)] float Probability);
