using MlDsl.Tasks.Decisions;

namespace MlDsl;

/// <summary>
/// Policies over a model of rewards, which is a <c>[Model&lt;TRow, Regression&gt;]</c> or a <c>[Model&lt;TRow, BinaryClassification&gt;]</c> whose rows have the action as a column. Of actions that
/// are expected to earn the same the first one counts as the better.
/// </summary>
public static class DecisionPolicies
{
    /// <summary>Every action alike.</summary>
    public static DecisionPolicy<TInput, TAction> Uniform<TInput, TAction>(this ActionSpace<TInput, TAction> space) where TInput : struct where TAction : struct, Enum =>
        new UniformPolicy<TInput, TAction>(space);

    /// <summary>The best action by the model, and with probability <paramref name="epsilon"/> any action, each alike.</summary>
    /// <param name="space">What can be decided.</param>
    /// <param name="model">What an action is expected to earn.</param>
    /// <param name="epsilon">The share of decisions that explore, 0 to 1; with 0 no other policy can be evaluated on its log.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static DecisionPolicy<TInput, TAction> EpsilonGreedy<TInput, TAction>(this ActionSpace<TInput, TAction> space, IScorer<TInput, float> model, double epsilon)
        where TInput : struct where TAction : struct, Enum => new EpsilonGreedyPolicy<TInput, TAction>(space, RewardModel<TInput>.Of(model), Share(epsilon));

    /// <inheritdoc cref="EpsilonGreedy{TInput, TAction}(ActionSpace{TInput, TAction}, IScorer{TInput, float}, double)"/>
    public static DecisionPolicy<TInput, TAction> EpsilonGreedy<TInput, TAction>(this ActionSpace<TInput, TAction> space, IScorer<TInput, BinaryPrediction> model, double epsilon)
        where TInput : struct where TAction : struct, Enum => new EpsilonGreedyPolicy<TInput, TAction>(space, RewardModel<TInput>.Of(model), Share(epsilon));

    /// <summary>Every action in proportion to exp(expected reward / <paramref name="temperature"/>).</summary>
    /// <param name="space">What can be decided.</param>
    /// <param name="model">What an action is expected to earn.</param>
    /// <param name="temperature">In the reward's unit, above 0: much less than what actions differ by decides as the model does, much more decides at random.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0, or not finite.</exception>
    public static DecisionPolicy<TInput, TAction> Softmax<TInput, TAction>(this ActionSpace<TInput, TAction> space, IScorer<TInput, float> model, double temperature)
        where TInput : struct where TAction : struct, Enum => new SoftmaxPolicy<TInput, TAction>(space, RewardModel<TInput>.Of(model), Above0(temperature));

    /// <inheritdoc cref="Softmax{TInput, TAction}(ActionSpace{TInput, TAction}, IScorer{TInput, float}, double)"/>
    public static DecisionPolicy<TInput, TAction> Softmax<TInput, TAction>(this ActionSpace<TInput, TAction> space, IScorer<TInput, BinaryPrediction> model, double temperature)
        where TInput : struct where TAction : struct, Enum => new SoftmaxPolicy<TInput, TAction>(space, RewardModel<TInput>.Of(model), Above0(temperature));

    private static double Share(double epsilon) => epsilon is >= 0 and <= 1 ? epsilon : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "The share of decisions that explore is from 0 to 1");

    private static double Above0(double temperature) =>
        temperature > 0 && double.IsFinite(temperature) ? temperature : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is finite and above 0, in the reward's unit");
}
