namespace MlDsl.Training;

/// <summary>How a training runs; nothing here changes what the model predicts.</summary>
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

    /// <summary>Encoded training rows are kept in memory up to this many bytes; larger ones are encoded anew from their source on every pass.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long HoldBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(HoldBytes));
            field = value;
        }
    } = 1L << 30;

    /// <summary>
    /// Whether the model gets a reference of its training rows, with which a service compares the rows that it sees. It takes a part of the first pass over the rows, and some
    /// ten KiB of the file.
    /// </summary>
    public bool Reference { get; init; } = true;

    /// <summary>
    /// The ε of noise on the counts of each column marked <c>[Sensitive]</c> in the reference, from 0.01 to 10; 0, the default, for none. Noise comes of the system's generator each time that a reference is made, so that the file's bytes are others each time. Rows with an
    /// <c>[EventTime]</c> take none: their blocks of time would tell what noise hides.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public double ReferenceNoise { get; init => field = value == 0 ? 0 : CountNoise.Checked(value, nameof(ReferenceNoise)); }

    /// <summary>Whether rows are profiled: those of a part are not, for nobody serves its model.</summary>
    internal bool Profiles => Reference && !IsPart;

    /// <summary>Counts the work of the trainings; null where nobody asks.</summary>
    internal WorkMeter? Meter { get; init; }

    /// <summary>Whether the training belongs to something that is recorded as a whole, such as a search.</summary>
    internal bool IsPart { get; init; }

    internal int Workers => Threads == 0 ? Environment.ProcessorCount : Threads;
}
