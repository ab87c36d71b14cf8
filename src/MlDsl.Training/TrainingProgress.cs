namespace MlDsl.Training;

/// <summary>Where a training stands.</summary>
/// <param name="Iteration">The number of finished iterations; 0 is the starting point.</param>
/// <param name="Objective">What is minimised, at the current weights.</param>
/// <param name="GradientNorm">The largest element of the scaled gradient: at most the options' tolerance at the end.</param>
/// <param name="Passes">How often the rows have been read.</param>
public readonly record struct TrainingProgress(int Iteration, double Objective, double GradientNorm, int Passes);
