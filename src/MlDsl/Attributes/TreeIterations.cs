namespace MlDsl;

/// <summary>Which iterations of an XGBoost model take part whose training was stopped early.</summary>
public enum TreeIterations
{
    /// <summary>Those up to the best one, as in the <c>predict</c> of XGBoost's scikit-learn classes.</summary>
    Best,

    /// <summary>All that are saved, as in <c>Booster.predict</c>.</summary>
    All,
}
