namespace MlDsl.Training;

/// <summary>Options of logistic regression; the loss is the negative log-likelihood of the row's class.</summary>
/// <remarks>In scikit-learn's words: LogisticRegression's C is 1/(L2·Σw).</remarks>
public sealed record LogisticRegressionOptions : LinearOptions
{
    /// <summary>What a row of each class counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public ClassWeights ClassWeights
    {
        get;
        init => field = value is ClassWeights.None or ClassWeights.Balanced
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ClassWeights), value, "ClassWeights must be None or Balanced");
    }

    /// <inheritdoc/>
    public override TargetKind Targets => TargetKind.TwoClasses | TargetKind.Classes;

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(ClassWeights), ClassWeights.ToString());
    }

    private protected override LinearWeights Solve(TrainingProblem problem, TrainingControl control) =>
        LogisticRegressionTrainer.Train(problem.Rows, problem.Classes, this, control);

    private protected override Link LinkFor(TargetKind target) => target == TargetKind.TwoClasses ? Link.Logit : Link.Softmax;
}
