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
public sealed record IsolationForestOptions : AnomalyTrainerOptions
{
    /// <summary>The number of trees, from 1 to 100,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Trees { get; init => field = Within(value, 1, 100_000, nameof(Trees)); } = 100;

    /// <summary>The rows that each tree is grown on, from 2 to 1,048,576; all of fewer training rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int SampleSize { get; init => field = Within(value, 2, 1 << 20, nameof(SampleSize)); } = 256;

    /// <summary>Another seed draws other rows and cuts.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        options.Write(nameof(Trees), Trees);
        options.Write(nameof(SampleSize), SampleSize);
        base.Describe(options);
        options.Write(nameof(Seed), Seed);
    }

    private protected override TrainedPredictor Learn(TrainingProblem problem, TrainingControl control) => IsolationForestTrainer.Train(problem, this, control);
}
