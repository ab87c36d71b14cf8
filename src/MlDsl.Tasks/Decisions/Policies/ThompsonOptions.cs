namespace MlDsl;

/// <summary>How a policy decides by draws of what its model does not know.</summary>
public sealed record ThompsonOptions
{
    /// <summary>500 draws, no action below 0.01, prior precision 1, seed 0.</summary>
    public static ThompsonOptions Default { get; } = new();

    /// <summary>
    /// Draws of the posterior, made once: in each context an action is taken as often as it is the best of a draw. So the logged propensities are those of the policy as it is, exactly; as
    /// an estimate of what all draws would give, a propensity p is off by √(p(1 − p)/draws). 20 to 1,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Draws
    {
        get;
        init => field = value is >= 20 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(Draws), value, "Draws are 20 to 1,000");
    } = 500;

    /// <summary>The least probability of an action that is to be had, at most as much as all of them alike; with 0 some actions are never logged, and no policy that takes them can be evaluated. 0 to below 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public double LeastPropensity
    {
        get;
        init => field = value is >= 0 and < 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(LeastPropensity), value, "The least probability of an action is from 0 to below 0.5");
    } = 0.01;

    /// <summary>Of the linear model, the prior's precision of each weight, in units of the noise's: 1 / variance. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0, or not finite.</exception>
    public double PriorPrecision
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(PriorPrecision), value, "A precision is finite and above 0");
    } = 1;

    /// <summary>The same seed gives the same draws.</summary>
    public int Seed { get; init; }
}
