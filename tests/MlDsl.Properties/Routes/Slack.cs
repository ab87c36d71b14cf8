namespace MlDsl.Properties.Routes;

/// <summary>How far the numbers that a predictor takes may be off.</summary>
internal abstract class Slack
{
    /// <summary>The difference that is allowed at a position; 0 wherever bits are compared.</summary>
    public abstract double At(int position, float expected);
}
