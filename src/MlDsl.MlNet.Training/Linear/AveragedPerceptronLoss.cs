namespace MlDsl;

/// <summary>What <see cref="AveragedPerceptronAttribute"/> learns by.</summary>
public enum AveragedPerceptronLoss
{
    /// <summary>A score of the right class counts below a margin of 1, in proportion: the perceptron with a margin.</summary>
    Hinge,

    /// <summary>The same, rounded off.</summary>
    SmoothedHinge,

    /// <summary>The negative log-likelihood of the class.</summary>
    Log,
}
