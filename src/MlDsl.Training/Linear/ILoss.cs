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
