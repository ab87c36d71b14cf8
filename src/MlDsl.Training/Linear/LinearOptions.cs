namespace MlDsl.Training;

/// <summary>
/// What the trainers of the linear family share. They minimise (1/Σw)·Σ wᵢ·lossᵢ + L2/2·‖β‖² + L1·‖β‖₁ over the weights β and
/// the intercept, which is never penalised.
/// </summary>
public abstract record LinearOptions : SolverOptions
{
    private protected LinearOptions()
    {
    }

    /// <summary>Whether an intercept is learned; without it the prediction of an all-zero row is fixed.</summary>
    public bool FitIntercept { get; init; } = true;

    /// <inheritdoc/>
    protected internal override void Describe(OptionWriter options)
    {
        base.Describe(options);
        options.Write(nameof(FitIntercept), FitIntercept);
    }
}
