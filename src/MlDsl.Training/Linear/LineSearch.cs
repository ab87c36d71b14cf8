namespace MlDsl.Training;

/// <summary>How far to go along a direction.</summary>
internal abstract class LineSearch
{
    /// <summary>The share of the promised decrease that a step must keep.</summary>
    protected const double Decrease = 1e-4;

    /// <summary>A step may raise the objective by this share of it, which is what rounding makes of no change.</summary>
    protected const double Rounding = 1e-14;

    /// <summary>The most evaluations of one search.</summary>
    protected const int Evaluations = 40;

    /// <summary>The value of what the objective leaves out.</summary>
    public abstract double Penalty(ReadOnlySpan<double> point);

    /// <summary>The gradient of objective and penalty together, in the sense in which it vanishes at the minimum.</summary>
    public abstract void Gradient(Iterate at, Span<double> gradient);

    /// <summary>Takes a step; false when none along the direction lowers the value.</summary>
    public abstract bool Step(IObjective objective, Iterate from, ReadOnlySpan<double> gradient, Span<double> direction, Iterate to);
}
