namespace MlDsl;

/// <summary>What <see cref="FastTreeAttribute"/> minimises where the label is a number.</summary>
public enum FastTreeLoss
{
    /// <summary>Squared errors, for the mean.</summary>
    Squared,

    /// <summary>The deviance of a Tweedie distribution, for numbers that are never negative and often 0: the mean behind a logarithm.</summary>
    Tweedie,
}
