namespace MlDsl.Tasks.Decisions;

/// <summary>A policy beside the one that decided, with the decisions that both are measured on.</summary>
/// <param name="Compared">Their values.</param>
/// <param name="Sample">The decisions.</param>
/// <param name="Policy">The policy's probabilities, as the sample has its own.</param>
internal sealed record PolicyStudy(PolicyComparison Compared, OffPolicySample Sample, double[] Policy);
