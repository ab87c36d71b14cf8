namespace MlDsl;

/// <summary>What was decided, and how likely it was.</summary>
/// <param name="Action">The action.</param>
/// <param name="Propensity">The probability with which the policy takes it in this context, above 0.</param>
public readonly record struct Decision<TAction>(TAction Action, double Propensity) where TAction : struct, Enum;

/// <summary>Decides between actions by chance, with probabilities that it tells. Derive from it for a policy of your own.</summary>
/// <remarks>
/// Immutable; safe for any number of threads, as far as the model is. A policy takes the world as it was when its model was fitted: it forgets nothing and notices no change by itself. Fit it
/// anew to late decisions where what is rewarded changes, and keep some exploration for ever, since what is never tried is never noticed.
/// </remarks>
/// <typeparam name="TInput">What is known when something is decided.</typeparam>
/// <typeparam name="TAction">The enumeration of what can be decided.</typeparam>
public abstract class DecisionPolicy<TInput, TAction> where TInput : struct where TAction : struct, Enum
{
    private const double Tolerance = 1e-6;

    /// <summary>A policy over actions.</summary>
    /// <param name="name">What it is called in reports.</param>
    /// <param name="space">What can be decided.</param>
    protected DecisionPolicy(string name, ActionSpace<TInput, TAction> space)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(space);
        (Name, Space) = (name, space);
    }

    /// <summary>What it is called in reports.</summary>
    public string Name { get; }

    /// <summary>What can be decided.</summary>
    public ActionSpace<TInput, TAction> Space { get; }

    /// <summary>The texts that the model knows, by the property of their column; none where it does not tell.</summary>
    internal virtual IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary => IKnownTexts.None;

    /// <summary>The probability of each action in a context; they sum to 1. A pure function: the same context and actions give the same.</summary>
    /// <param name="context">What is known; its own action counts for nothing.</param>
    /// <param name="actions">The actions that are to be had, each once.</param>
    /// <param name="propensities">Where the probabilities go, in the order of <paramref name="actions"/>.</param>
    public abstract void Propensities(in TInput context, ReadOnlySpan<TAction> actions, Span<double> propensities);

    /// <summary>Decides. Allocates nothing where the model does not.</summary>
    /// <param name="context">What is known; its own action counts for nothing.</param>
    /// <param name="actions">The actions that are to be had, each once.</param>
    /// <param name="random">What draws, such as <c>Random.Shared</c>, or one of a seed to get the same again.</param>
    /// <exception cref="ArgumentException">There is no action, one is there twice, or the context cannot be predicted.</exception>
    /// <exception cref="InvalidOperationException">The policy's probabilities are none, or do not sum to 1.</exception>
    public Decision<TAction> Decide(in TInput context, ReadOnlySpan<TAction> actions, Random random)
    {
        Span<double> propensities = stackalloc double[ActionSpace<TInput, TAction>.Most];
        return Decide(in context, actions, random, propensities[..Math.Min(actions.Length, propensities.Length)]);
    }

    /// <summary>Decides, and tells the probability of every action, which the log wants.</summary>
    /// <param name="propensities">Where the probabilities go: as long as <paramref name="actions"/>.</param>
    /// <inheritdoc cref="Decide(in TInput, ReadOnlySpan{TAction}, Random)"/>
    /// <param name="context">What is known; its own action counts for nothing.</param>
    /// <param name="actions">The actions that are to be had, each once.</param>
    /// <param name="random">What draws.</param>
    public Decision<TAction> Decide(in TInput context, ReadOnlySpan<TAction> actions, Random random, Span<double> propensities)
    {
        ArgumentNullException.ThrowIfNull(random);
        Tell(in context, actions, propensities);
        double draw = random.NextDouble(), sum = 0;
        int chosen = -1;
        for (int i = 0; i < propensities.Length; i++)
        {
            if (propensities[i] <= 0) continue;
            chosen = i;
            if (draw < (sum += propensities[i])) break;
        }
        return new Decision<TAction>(actions[chosen], propensities[chosen]);
    }

    /// <summary>The probabilities, held against what they must be.</summary>
    internal void Tell(in TInput context, ReadOnlySpan<TAction> actions, Span<double> propensities)
    {
        if (actions.IsEmpty) throw new ArgumentException("There is no action to decide between", nameof(actions));
        if (propensities.Length != actions.Length) throw new ArgumentException($"{actions.Length} actions have as many probabilities, not {propensities.Length}", nameof(propensities));
        for (int i = 0; i < actions.Length; i++)
        {
            Space.IndexOf(actions[i]);
            for (int j = 0; j < i; j++)
                if (EqualityComparer<TAction>.Default.Equals(actions[i], actions[j])) throw new ArgumentException($"The action '{actions[i]}' is there twice, at {j} and {i}", nameof(actions));
        }
        Propensities(in context, actions, propensities);
        double sum = 0;
        for (int i = 0; i < propensities.Length; i++)
        {
            if (!(propensities[i] >= 0 && propensities[i] <= 1 + Tolerance)) throw new InvalidOperationException(FormattableString.Invariant($"'{Name}' takes '{actions[i]}' with the probability {propensities[i]}, which is none"));
            sum += propensities[i];
        }
        if (Math.Abs(sum - 1) > Tolerance) throw new InvalidOperationException(FormattableString.Invariant($"The probabilities of '{Name}' sum to {sum}, and not to 1"));
    }
}
