namespace MlDsl.Training;

/// <summary>Options of <see cref="ItemNeighboursAttribute"/>.</summary>
public sealed record ItemNeighboursOptions : RecommenderOptions
{
    /// <summary>The most items that are kept as like an item, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Neighbours { get; init => field = OptionRange.Within(value, 1, int.MaxValue, nameof(Neighbours)); } = 100;

    /// <summary>How many common users halve a similarity; finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public double Shrinkage { get; init => field = OptionRange.Strength(value, nameof(Shrinkage)); } = 10;

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(Neighbours), Neighbours);
        options.Write(nameof(Shrinkage), Shrinkage);
    }

    internal override (ItemScorer Scorer, TrainingLog Log) Learn(Interactions data, TrainingControl control) =>
        (new NeighbourScorer(data.ByUser, ItemNeighbours.Fit(data, this, control)), new TrainingLog(1, true, 0));
}

/// <summary>Options of <see cref="PopularityAttribute"/>.</summary>
public sealed record PopularityOptions : RecommenderOptions
{
    internal override (ItemScorer Scorer, TrainingLog Log) Learn(Interactions data, TrainingControl control) => (new PopularityScorer(), new TrainingLog(1, true, 0));
}
