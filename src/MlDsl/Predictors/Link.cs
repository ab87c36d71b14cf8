using System.Text.Json.Serialization;

namespace MlDsl;

/// <summary>What makes a prediction of a model's linear score.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Link>))]
public enum Link
{
    /// <summary>The score itself.</summary>
    Identity,

    /// <summary>The score is a logarithm: the prediction is its exponential.</summary>
    Log,

    /// <summary>The score is the log-odds of the positive class.</summary>
    Logit,

    /// <summary>The scores are log-shares of the classes, up to a constant.</summary>
    Softmax,

    /// <summary>The score is a logarithm to base 2: the prediction is two to its power.</summary>
    PowerOfTwo,

    /// <summary>The score is the odds, at least 0: the prediction is score / (1 + score), from 0 to below 1.</summary>
    Odds,
}
