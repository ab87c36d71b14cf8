namespace MlDsl.Training;

/// <summary>
/// Options of the linear ranking by pairs; the loss is the mean over queries of the mean over their pairs of rows with different grades of
/// log(1 + exp(−(s − s′))), where s is the score of the row with the higher grade.
/// </summary>
/// <remarks>
/// RankNet's loss with linear scores: Burges et al. (2005), "Learning to Rank using Gradient Descent". A query counts as the mean weight of its rows,
/// however many pairs it has. The intercept makes the scores of the training rows 0 on average; it orders nothing. Beside the design it holds some
/// 17 bytes of a row, and reads the rows twice for each evaluation.
/// </remarks>
public sealed record LinearRankingOptions : SolverOptions
{
    /// <summary>
    /// The most pairs of a query that are compared; at least 1. Of a query with more, as many are drawn, each pair equally likely and the same ones
    /// in every iteration.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxPairs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxPairs));
            field = value;
        }
    } = 100_000;

    /// <summary>Another seed draws other pairs of queries with more than <see cref="MaxPairs"/>.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.Relevance;

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(MaxPairs), MaxPairs);
        options.Write(nameof(Seed), Seed);
    }

    private protected override LinearWeights Solve(TrainingProblem problem, TrainingControl control) => LinearRankingTrainer.Train(problem.Rows, this, control);

    private protected override Link LinkFor(TargetKind target) => Link.Identity;
}
