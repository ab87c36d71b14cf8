namespace MlDsl;

/// <summary>What <see cref="XGBoostAttribute"/> minimises for a label that is a number, by XGBoost's names.</summary>
public enum XGBoostLoss
{
    /// <summary>½·(y − ŷ)²: the mean (<c>reg:squarederror</c>).</summary>
    Squared,

    /// <summary>|y − ŷ|: the median, which outliers do not move (<c>reg:absoluteerror</c>).</summary>
    Absolute,

    /// <summary>δ²·(√(1 + ((y − ŷ)/δ)²) − 1): squared near the label and linear beyond δ, <see cref="XGBoostAttribute.HuberDelta"/> (<c>reg:pseudohubererror</c>).</summary>
    Huber,

    /// <summary>μ − y·ln μ with μ = exp(score): counts and other numbers that are not negative (<c>count:poisson</c>).</summary>
    Poisson,

    /// <summary>y/μ + ln μ with μ = exp(score): positive numbers whose deviation grows with their mean, as of claims (<c>reg:gamma</c>).</summary>
    Gamma,

    /// <summary>The deviance of a variance that grows with μ to the power <see cref="XGBoostAttribute.TweediePower"/>, with μ = exp(score): sums, many of which are 0 (<c>reg:tweedie</c>).</summary>
    Tweedie,

    /// <summary>The number below which the share <see cref="XGBoostAttribute.QuantileLevel"/> of labels lies (<c>reg:quantileerror</c>, from XGBoost 2.0 on).</summary>
    Quantile,
}
