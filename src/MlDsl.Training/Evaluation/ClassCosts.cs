namespace MlDsl.Training;

/// <summary>What decisions for one of several classes cost, and the decision that is expected to cost least. Immutable; deciding allocates nothing.</summary>
/// <remarks>
/// Elkan (2001), "The foundations of cost-sensitive learning", section 2: of every decision the costs are weighted by the probabilities of what is.
/// It is as good as these are: calibrate them. Costs belong to the decision and not to the model, and so lie in no file.
/// </remarks>
/// <typeparam name="TLabel">The label's type.</typeparam>
public sealed class ClassCosts<TLabel> where TLabel : notnull
{
    private readonly TLabel[] classes;

    // Decision by decision what each class costs.
    private readonly double[] costs;

    /// <summary>Asks for the cost of each decision about each class.</summary>
    /// <param name="classes">The classes, in the order of the probabilities: a model's <c>Classes</c>.</param>
    /// <param name="cost">What it costs that the first is, and the second was decided for; finite, and negative for a gain.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, or a cost is not finite; the message names both classes.</exception>
    public ClassCosts(ReadOnlySpan<TLabel> classes, Func<TLabel, TLabel, double> cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        if (classes.Length < 2) throw new ArgumentException($"A decision is between two classes at least, not {classes.Length}", nameof(classes));
        this.classes = classes.ToArray();
        costs = new double[checked(classes.Length * classes.Length)];
        for (int i = 0; i < costs.Length; i++)
        {
            var (decided, actual) = Math.DivRem(i, classes.Length);
            costs[i] = cost(classes[actual], classes[decided]);
            if (!double.IsFinite(costs[i]))
                throw new ArgumentException(FormattableString.Invariant($"The cost of deciding for '{classes[decided]}' where '{classes[actual]}' is must be finite, not {costs[i]}"), nameof(cost));
        }
    }

    /// <summary>The classes, in the order of the probabilities.</summary>
    public ReadOnlySpan<TLabel> Classes => classes;

    /// <summary>The class whose decision is expected to cost least, with its probability; of equally good ones the first.</summary>
    /// <param name="probabilities">The probability of each of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public ClassPrediction<TLabel> Decide(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        double least = Expected(probabilities, 0);
        for (int decision = 1; decision < classes.Length; decision++)
            if (Expected(probabilities, decision) is var cost && cost < least) (best, least) = (decision, cost);
        return new ClassPrediction<TLabel>(classes[best], Probability.Unchecked(probabilities[best]));
    }

    /// <summary>What a decision is expected to cost.</summary>
    /// <param name="probabilities">The probability of each of <see cref="Classes"/>.</param>
    /// <param name="decision">The place of the class that is decided for.</param>
    /// <exception cref="ArgumentException">There are more or fewer probabilities.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Expected(ReadOnlySpan<float> probabilities, int decision)
    {
        if (probabilities.Length != classes.Length) throw new ArgumentException($"{classes.Length} classes have as many probabilities, not {probabilities.Length}", nameof(probabilities));
        ArgumentOutOfRangeException.ThrowIfNegative(decision);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decision, classes.Length);
        double sum = 0;
        for (int actual = 0; actual < classes.Length; actual++) sum += costs[(decision * classes.Length) + actual] * probabilities[actual];
        return sum;
    }
}
