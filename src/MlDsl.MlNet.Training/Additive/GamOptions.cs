using MlDsl.MlNet;
using static MlDsl.Training.OptionRange;

namespace MlDsl.Training;

/// <summary>Options of ML.NET's generalised additive models. Where not said otherwise the defaults are ML.NET's own, and its options' names stand in brackets.</summary>
/// <remarks>
/// <para>
/// Y. Lou, R. Caruana and J. Gehrke, Intelligible Models for Classification and Regression, 2012. Nothing is drawn. It trains on one thread, because by more ML.NET's curves
/// are other ones in the last bit each time, and hears of a cancellation when its rounds are over. It knows no weights of rows (ML.NET finds no step by them), and is told so where they differ.
/// </para>
/// <para>
/// The curve of a feature is a tree over its bins, and the bias a tree of one leaf: a sum in ML.NET's order for rows of which every feature is told, so that such a score is ML.NET's bit for bit;
/// rows of which zeros are left out ML.NET sums in another order. Contributions are the curves' own values less their means. The curves of two classes are of their log-odds. The objective
/// in a model's log is the task's loss of the first 10,000 training rows.
/// </para>
/// </remarks>
public sealed record GamOptions : TrainerOptions
{
    /// <summary>The rounds, 1 to 100,000 (<c>NumberOfIterations</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range; so for all that follow.</exception>
    public int Iterations { get; init => field = Within(value, 1, 100_000, nameof(Iterations)); } = 9500;

    /// <summary>What steps are multiplied by, above 0 and at most 10 (<c>LearningRate</c>).</summary>
    public double LearningRate { get; init => field = value is > 0 and <= 10 ? value : throw Out(value, "above 0 and at most 10", nameof(LearningRate)); } = 0.002;

    /// <summary>The fewest training rows on each side of a step, at least 1 (<c>MinimumExampleCountPerLeaf</c>).</summary>
    public int MinRows { get; init => field = Within(value, 1, int.MaxValue, nameof(MinRows)); } = 10;

    /// <summary>The most pieces of a curve, 2 to 65,535 (<c>MaximumBinCountPerFeature</c>).</summary>
    public int Bins { get; init => field = Within(value, 2, 65_535, nameof(Bins)); } = 255;

    /// <summary>How much a step gains by parting its rows evenly, 0 to 1 (<c>EntropyCoefficient</c>).</summary>
    public double Entropy { get; init => field = UpToOne(value, nameof(Entropy)); }

    /// <summary>Whether rounds are taken as rows that are held back ask for (<c>EnablePruning</c>, by squared errors of numbers and the log-likelihood of classes).</summary>
    public bool Prune { get; init; }

    /// <summary>The share of the training rows that pruning holds back, above 0 and below 1.</summary>
    public double HeldShare { get; init => field = Part(value, nameof(HeldShare)); } = 0.1;

    /// <summary>Whether all rows are learned from, for the best number of rounds, once that is known.</summary>
    public bool Refit { get; init; } = true;

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Value | TargetKind.TwoClasses;

    /// <inheritdoc/>
    public override double HoldBack => Prune ? HeldShare : 0;

    /// <inheritdoc/>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        return new GamTrainer(this, problem, control).Train();
    }

    /// <inheritdoc/>
    /// <remarks>With pruning all rounds that were looked at count.</remarks>
    public override double Work(long rows, TrainingLog log) =>
        Prune ? (rows * (1 - HeldShare) * Iterations) + (Refit ? base.Work(rows, log) : 0) : base.Work(rows, log);

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Write(nameof(Iterations), Iterations);
        options.Write(nameof(LearningRate), LearningRate);
        options.Write(nameof(MinRows), MinRows);
        options.Write(nameof(Bins), Bins);
        options.Write(nameof(Entropy), Entropy);
        options.Write(nameof(Prune), Prune);
        options.Write(nameof(HeldShare), HeldShare);
        options.Write(nameof(Refit), Refit);
    }
}
