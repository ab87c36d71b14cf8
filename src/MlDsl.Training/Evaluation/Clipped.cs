namespace MlDsl.Training;

/// <summary>Log-likelihoods that stay finite.</summary>
internal static class Clipped
{
    /// <summary>
    /// Probabilities are clipped to this and to 1 minus this before a logarithm: the spacing of float at 1, as scikit-learn does for
    /// probabilities of this type.
    /// </summary>
    public const double Epsilon = 1.0 / (1 << 23);

    /// <summary>The negative log-likelihood of an outcome of this probability, in nats.</summary>
    public static double LogLoss(double probability) => -Math.Log(Math.Clamp(probability, Epsilon, 1 - Epsilon));
}
