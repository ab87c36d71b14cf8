using System.Globalization;

namespace MlDsl;

/// <summary>What a policy would have earned a decision, by one estimator; or that it cannot be told, and why.</summary>
/// <remarks>
/// The interval holds the value as often as its level says while decisions are independent and what is rewarded stays as it was: a log of last year tells what would have been earned last
/// year. It does not contain <see cref="MostBias"/>.
/// </remarks>
public sealed record PolicyValue
{
    /// <summary>How it is estimated.</summary>
    public required OffPolicyEstimator Estimator { get; init; }

    /// <summary>The mean reward of a decision with its interval, in the reward's unit; undefined where it is not estimable.</summary>
    public Metric Value { get; init; } = Metric.Undefined;

    /// <summary>Why there is no value, as a sentence; null where there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether there is a value.</summary>
    public bool IsEstimable => Problem is null;

    /// <summary>
    /// How many of the rows carry the spread of the weights: (Σ E w²)² / Σ E w⁴ over the probabilities of all actions in the contexts of the log. All of them for the policy that
    /// decided; rows times the least propensity for one that always takes the action of that propensity. Never more than Kish's effective sample size.
    /// </summary>
    public double EffectiveRows { get; init; }

    /// <summary>The largest weight that a decision could have had.</summary>
    public double LargestWeight { get; init; }

    /// <summary>The share of the policy's decisions that bounded weights leave out, or to the model; 0 without bounds.</summary>
    public double CutShare { get; init; }

    /// <summary>How far the value may be off for what is left out, in either direction; 0 without bounds, null where the range of rewards is not known.</summary>
    public double? MostBias { get; init; }

    /// <summary>The value with its interval, and the bias that is not in it; or why there is none. In every culture alike.</summary>
    public override string ToString()
    {
        if (Problem is not null) return Problem;
        string bias = CutShare == 0 ? "" : MostBias is { } most
            ? string.Create(CultureInfo.InvariantCulture, $", beside a bias of up to {most:G3}")
            : string.Create(CultureInfo.InvariantCulture, $", beside the bias of {CutShare:P1} of its decisions left out");
        return $"{Value}{bias}";
    }
}
