namespace MlDsl.Kernels;

/// <summary>What XGBoost's objectives make of the margin, and how they turn <c>base_score</c>, a prediction, back into one.</summary>
internal static class XGBoostObjective
{
    /// <exception cref="TreeEnsembleException">The objective is unknown.</exception>
    public static MarginTransform Transform(string name) => name switch
    {
        "binary:logistic" or "reg:logistic" => MarginTransform.Logistic,
        "count:poisson" or "reg:gamma" or "reg:tweedie" or "survival:cox" or "survival:aft" => MarginTransform.Exponential,
        "multi:softprob" or "multi:softmax" => MarginTransform.Softmax,
        "binary:hinge" => MarginTransform.Step,
        "reg:squarederror" or "reg:linear" or "reg:squaredlogerror" or "reg:pseudohubererror" or "reg:absoluteerror"
            or "reg:quantileerror" or "binary:logitraw" => MarginTransform.Identity,
        _ when name.StartsWith("rank:", StringComparison.Ordinal) => MarginTransform.Identity,
        _ => throw new TreeEnsembleException($"The XGBoost objective '{name}' is unknown; save the model with one of XGBoost's own objectives"),
    };

    /// <summary>The margin of a base score.</summary>
    public static float Margin(string name, double score) => name switch
    {
        "binary:logistic" or "reg:logistic" when score is > 0 and < 1 => (float)-Math.Log((1 / score) - 1),
        "binary:logistic" or "reg:logistic" => throw new TreeEnsembleException($"The base score {score} of {name} is no probability between 0 and 1"),
        _ when Transform(name) != MarginTransform.Exponential => (float)score,
        _ when score > 0 => (float)Math.Log(score),
        _ => throw new TreeEnsembleException($"The base score {score} of {name} is not above 0"),
    };
}
