namespace MlDsl.Training;

/// <summary>How a training runs; nothing here changes its result.</summary>
public sealed record TrainingControl
{
    /// <summary>The number of threads; 0 uses all processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Threads));
            field = value;
        }
    }

    /// <summary>Hears of every iteration, on the thread that trains.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops the training with an <see cref="OperationCanceledException"/> within about one block of rows.</summary>
    public CancellationToken Cancellation { get; init; }

    internal int Workers => Threads == 0 ? Environment.ProcessorCount : Threads;
}

/// <summary>Where a training stands.</summary>
/// <param name="Iteration">The number of finished iterations; 0 is the starting point.</param>
/// <param name="Objective">What is minimised, at the current weights.</param>
/// <param name="GradientNorm">The largest element of the scaled gradient: at most the options' tolerance at the end.</param>
/// <param name="Passes">How often the rows have been read.</param>
public readonly record struct TrainingProgress(int Iteration, double Objective, double GradientNorm, int Passes);
