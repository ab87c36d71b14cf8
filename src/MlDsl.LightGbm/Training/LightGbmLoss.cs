namespace MlDsl;

/// <summary>What <see cref="LightGbmAttribute"/> minimises for a label that is a number, by LightGBM's names.</summary>
public enum LightGbmLoss
{
    /// <summary>½·(y − ŷ)²: the mean (<c>regression</c>).</summary>
    Squared,

    /// <summary>|y − ŷ|: the median, which outliers do not move (<c>regression_l1</c>).</summary>
    Absolute,

    /// <summary>Squared up to <see cref="LightGbmAttribute.HuberDelta"/> from the label, and linear beyond (<c>huber</c>).</summary>
    Huber,

    /// <summary>μ − y·ln μ with μ = exp(score): counts and other numbers that are not negative (<c>poisson</c>).</summary>
    Poisson,

    /// <summary>y/μ + ln μ with μ = exp(score): positive numbers whose deviation grows with their mean, as of claims (<c>gamma</c>).</summary>
    Gamma,

    /// <summary>The deviance of a variance that grows with μ to the power <see cref="LightGbmAttribute.TweediePower"/>, with μ = exp(score): sums, many of which are 0 (<c>tweedie</c>).</summary>
    Tweedie,

    /// <summary>|y − ŷ| / max(1, |y|): the relative error (<c>mape</c>).</summary>
    AbsolutePercentage,

    /// <summary>The pinball loss of <see cref="LightGbmAttribute.QuantileLevel"/>: what so large a share of labels does not exceed (<c>quantile</c>).</summary>
    Quantile,
}
