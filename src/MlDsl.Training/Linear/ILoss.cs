namespace MlDsl.Training;

/// <summary>The loss of one row as a function of its linear outputs.</summary>
internal interface ILoss
{
    /// <summary>The loss; each output is replaced by the loss's derivative with respect to it.</summary>
    double Evaluate(Span<double> outputs, float label);
}

/// <summary>½·(y − ŷ)².</summary>
internal readonly struct SquaredLoss : ILoss
{
    public double Evaluate(Span<double> outputs, float label)
    {
        double residual = outputs[0] - label;
        outputs[0] = residual;
        return 0.5 * residual * residual;
    }
}

/// <summary>The negative log-likelihood of 0 or 1, given the log-odds of 1.</summary>
internal readonly struct LogisticLoss : ILoss
{
    public double Evaluate(Span<double> outputs, float label)
    {
        // exp only of what is not positive, so that nothing overflows.
        double odds = outputs[0], small = Math.Exp(-Math.Abs(odds));
        outputs[0] = (odds >= 0 ? 1 / (1 + small) : small / (1 + small)) - label;
        return Math.Max(odds, 0) + Math.Log(1 + small) - (label * odds);
    }
}

/// <summary>The negative log-likelihood of a class, given the unnormalised log-probability of each.</summary>
internal readonly struct SoftmaxLoss : ILoss
{
    public double Evaluate(Span<double> outputs, float label)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double output in outputs)
            largest = Math.Max(largest, output);
        double own = outputs[(int)label] - largest;
        for (int index = 0; index < outputs.Length; index++)
            sum += outputs[index] = Math.Exp(outputs[index] - largest);
        for (int index = 0; index < outputs.Length; index++)
            outputs[index] /= sum;
        outputs[(int)label] -= 1;
        return Math.Log(sum) - own;
    }
}

/// <summary>
/// μ − y·log μ, half the Poisson deviance up to a constant, given log μ. Infinite where exp overflows; the line search steps back.
/// </summary>
internal readonly struct PoissonLoss : ILoss
{
    public double Evaluate(Span<double> outputs, float label)
    {
        double logMean = outputs[0], mean = Math.Exp(logMean);
        outputs[0] = mean - label;
        return mean - (label * logMean);
    }
}

/// <summary>The pinball loss of y − ŷ, averaged over a window about it: the loss itself outside of the window, and a parabola within.</summary>
/// <param name="level">The share of labels that shall not exceed ŷ.</param>
/// <param name="half">The half of the window; positive. The average exceeds the loss by a quarter of it at most.</param>
internal readonly struct SmoothedPinballLoss(double level, double half) : ILoss
{
    /// <summary>The half of the window.</summary>
    public double Half => half;

    public double Evaluate(Span<double> outputs, float label)
    {
        double residual = label - outputs[0];
        if (Math.Abs(residual) >= half)
        {
            double share = residual > 0 ? level : level - 1;
            outputs[0] = -share;
            return share * residual;
        }
        double slope = (residual / (2 * half)) + level - 0.5;
        outputs[0] = -slope;
        return (residual * residual / (4 * half)) + ((level - 0.5) * residual) + (half / 4);
    }
}
