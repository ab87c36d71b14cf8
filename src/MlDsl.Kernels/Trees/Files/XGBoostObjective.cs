namespace MlDsl.Kernels;

/// <summary>
/// What XGBoost's objectives make of the margin, and how they turn <c>base_score</c>, a prediction, back into one, in the arithmetic of the
/// version that saved the model.
/// </summary>
/// <param name="Name">The objective.</param>
/// <param name="Version">The version of XGBoost.</param>
/// <param name="Outputs">The classes or targets.</param>
internal sealed record XGBoostObjective(string Name, Version Version, int Outputs)
{
    private const float LogisticEdge = 1e-6f;
    private static readonly Version ClampsBaseScore = new(3, 2), SortsQuantiles = new(3, 4);

    public bool PicksClass => Name == "multi:softmax";

    /// <exception cref="TreeEnsembleException">The objective is unknown.</exception>
    public MarginTransform Transform => Name switch
    {
        "binary:logistic" or "reg:logistic" => MarginTransform.Logistic,
        "count:poisson" or "reg:gamma" or "reg:tweedie" or "survival:cox" or "survival:aft" => MarginTransform.Exponential,
        "multi:softprob" or "multi:softmax" => MarginTransform.Softmax,
        "binary:hinge" => MarginTransform.Step,
        "reg:quantileerror" when Outputs > 1 && Version >= SortsQuantiles => MarginTransform.Sort,
        "reg:squarederror" or "reg:linear" or "reg:squaredlogerror" or "reg:pseudohubererror" or "reg:absoluteerror"
            or "reg:quantileerror" or "binary:logitraw" or "rank:pairwise" or "rank:ndcg" or "rank:map" => MarginTransform.Identity,
        "reg:expectileerror" when Outputs == 1 => MarginTransform.Identity,
        "reg:expectileerror" => throw new TreeEnsembleException($"The XGBoost model predicts {Outputs} expectiles at once, whose margins depend on each other; train one model for each expectile_alpha"),
        _ => throw new TreeEnsembleException($"The XGBoost objective '{Name}' is unknown; save the model with one of XGBoost's own objectives"),
    };

    /// <summary>The margin of a base score.</summary>
    /// <exception cref="TreeEnsembleException">The objective predicts no such number.</exception>
    public float Margin(float score)
    {
        if (!float.IsFinite(score)) throw Problem(score, "is no finite number");
        switch (Transform)
        {
            case MarginTransform.Logistic:
                if (Version >= ClampsBaseScore && score is 0 or 1) score = Math.Clamp(score, LogisticEdge, 1f - LogisticEdge);
                return score is > 0 and < 1 ? -MathF.Log((1f / score) - 1f) : throw Problem(score, "is no probability between 0 and 1");
            case MarginTransform.Exponential:
                return score > 0 ? MathF.Log(score) : throw Problem(score, "is not above 0");
            default:
                return score;
        }
    }

    private TreeEnsembleException Problem(float score, string problem) =>
        new(FormattableString.Invariant($"The base_score {score} of the XGBoost model {problem}, as {Name} wants it; train with another base_score, or let XGBoost estimate it"));
}
