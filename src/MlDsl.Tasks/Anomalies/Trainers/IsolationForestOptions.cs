using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of the isolation forest.</summary>
/// <remarks>
/// Liu, Ting and Zhou (2008), "Isolation Forest": each tree cuts a sample of the rows at random, column after column and number after number, until a row
/// is alone or the tree is as deep as a balanced one would be. A column is drawn among those whose values differ; the positions of a category or a text are one
/// column, of which one that differs is drawn, so that a category of many values is drawn no more often than a number. A missing value goes where more of
/// the rows went, so that it says nothing by itself; a column without two values is never cut. A row of more weight is drawn more often, one of weight 0 never.
/// The same rows and seed give the same trees, whatever the number of threads. Takes trees × rows steps to draw, and two passes over the rows beside; holds the
/// features of the rows that are drawn, and, while the threshold is found, up to 24 bytes of each row.
/// </remarks>
public sealed record IsolationForestOptions : TrainerOptions
{
    /// <summary>The number of trees, from 1 to 100,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Trees { get; init => field = Within(value, 1, 100_000, nameof(Trees)); } = 100;

    /// <summary>The rows that each tree is grown on, from 2 to 1,048,576; all of fewer training rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int SampleSize { get; init => field = Within(value, 2, 1 << 20, nameof(SampleSize)); } = 256;

    /// <summary>The share of the training rows that are called anomalies, above 0 and at most 0.5: it sets the threshold, which is a training row's score, and nothing else. Rows of equal score are above it together or not at all, whichever is nearer to the share; where the highest score is that of many more, none is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public double Contamination { get; init => field = value is > 0 and <= 0.5 ? value : throw Out(value, "above 0 and at most 0.5", nameof(Contamination)); } = 0.01;

    /// <summary>Another seed draws other rows and cuts.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Anomaly;

    /// <inheritdoc/>
    public override TrainerTraits Traits => TrainerTraits.Missing;

    /// <inheritdoc/>
    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return IsolationForestTrainer.Train(problem, this, control);
    }

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(Trees), Trees);
        options.Write(nameof(SampleSize), SampleSize);
        options.Write(nameof(Contamination), Contamination);
        options.Write(nameof(Seed), Seed);
    }
}
