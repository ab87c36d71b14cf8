namespace MlDsl;

/// <summary>How the value of a policy is estimated of another's decisions.</summary>
public enum OffPolicyEstimator
{
    /// <summary>
    /// The mean of rewards, each weighted by how much more likely the policy takes the action: without bias, of large spread. Horvitz and Thompson (1952), "A generalization of sampling
    /// without replacement from a finite universe".
    /// </summary>
    InversePropensity,

    /// <summary>The same over the sum of the weights: less spread, a bias that fades with the number of rows. Swaminathan and Joachims (2015), "The self-normalized estimator for counterfactual learning".</summary>
    SelfNormalized,

    /// <summary>
    /// What a model of rewards expects of the policy, corrected by weighted residuals: without bias where propensities are right, whatever the model; the better the model, the less
    /// spread. Dudík, Langford and Li (2011), "Doubly robust policy evaluation and learning".
    /// </summary>
    DoublyRobust,
}
