namespace MlDsl.Training;

/// <summary>
/// What trainers of linear weights share. They minimise a mean loss + L2/2·‖β‖² + L1·‖β‖₁ over the weights β, by L-BFGS, or OWL-QN where L1 is
/// above 0.
/// </summary>
public abstract record SolverOptions : TrainerOptions
{
    private protected SolverOptions()
    {
    }

    /// <summary>The strength of the absolute penalty, which sets weights to exactly 0; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The strength is negative or not finite.</exception>
    public double L1 { get; init => field = Strength(value, nameof(L1)); }

    /// <summary>
    /// The strength of the squared penalty, on weights in the features' own units; at least 0. The default keeps collinear
    /// features harmless.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The strength is negative or not finite.</exception>
    public double L2 { get; init => field = Strength(value, nameof(L2)); } = 1e-4;

    /// <summary>The largest number of iterations; at least 1. A training that needs more returns with <c>Converged</c> false.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxIterations
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxIterations));
            field = value;
        }
    } = 500;

    /// <summary>
    /// When to stop: once no feature's correlation with what is still unexplained, in units of the labels' own spread, exceeds
    /// this. Between 0 and 1, both excluded. Independent of the units of features and labels.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double Tolerance
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Tolerance), value, "Tolerance must be above 0 and below 1");
    } = 1e-6;

    /// <inheritdoc/>
    public sealed override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(control);
        LinearWeights solved = FitMemory.Train(Widths(problem), problem.Classes > 2 ? problem.Classes : 1, () => Solve(problem, control));
        return new TrainedPredictor(solved.ToPredictor(), LinkFor(problem.Target), new TrainingLog(solved.Iterations, solved.Converged, solved.Objective));
    }

    private static ColumnWidth[] Widths(TrainingProblem problem) => problem.Plan is { } plan
        ? [.. plan.Encodings.Select(static e => new ColumnWidth(e.Column, e.Width))]
        : [new ColumnWidth("(all)", problem.Rows.Width)];

    private protected abstract LinearWeights Solve(TrainingProblem problem, TrainingControl control);

    private protected abstract Link LinkFor(TargetKind target);

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        options.Write(nameof(L1), L1);
        options.Write(nameof(L2), L2);
        options.Write(nameof(MaxIterations), MaxIterations);
        options.Write(nameof(Tolerance), Tolerance);
    }

    private static double Strength(double value, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and at least 0");
}
