namespace MlDsl.Training;

/// <summary>Chooses where a binary classifier says yes.</summary>
public static class ThresholdChooser
{
    /// <summary>The threshold of the highest F1; of equally good ones the highest.</summary>
    /// <remarks>
    /// Sorts once and looks at every cut between two different probabilities. The threshold lies midway between them, so that a tiny
    /// change of a probability does not flip a decision. Choose on validation rows: on training rows the probabilities are too sure.
    /// </remarks>
    /// <param name="labels">The label of each row; at least one is positive.</param>
    /// <param name="probabilities">The probability that each row is positive, from 0 to 1.</param>
    /// <param name="rows">Weights and the name of the side; groups and slices do not matter here.</param>
    /// <exception cref="EvaluationException">There are no rows, none is positive, or one holds what cannot be measured.</exception>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static ThresholdChoice MaximizeF1(ReadOnlySpan<bool> labels, ReadOnlySpan<float> probabilities, EvaluationRows rows = default)
    {
        EvaluationChecks.Length(labels.Length, probabilities.Length, nameof(probabilities));
        return MaximizeF1(KeptRows.Of(BinaryEvaluator.Scored(labels, probabilities), rows), EvaluationOptions.Default);
    }

    /// <summary>The threshold that a rule calls best; of equally good ones the highest.</summary>
    /// <remarks>
    /// Looks at every cut between two different probabilities, as <see cref="MaximizeF1(ReadOnlySpan{bool}, ReadOnlySpan{float}, EvaluationRows)"/> does,
    /// and where nothing above all of them costs less, at that.
    /// </remarks>
    /// <param name="labels">The label of each row; at least one is positive.</param>
    /// <param name="probabilities">The probability that each row is positive, from 0 to 1.</param>
    /// <param name="rule">What the threshold is to be good for.</param>
    /// <param name="rows">Weights and the name of the side; groups and slices do not matter here.</param>
    /// <exception cref="EvaluationException">There are no rows, none is positive, no threshold keeps the rule's bound, or a row holds what cannot be measured.</exception>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static ThresholdDecision Choose(ReadOnlySpan<bool> labels, ReadOnlySpan<float> probabilities, ThresholdRule rule, EvaluationRows rows = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        EvaluationChecks.Length(labels.Length, probabilities.Length, nameof(probabilities));
        return Choose(KeptRows.Of(BinaryEvaluator.Scored(labels, probabilities), rows), rule, EvaluationOptions.Default);
    }

    /// <summary>The threshold that a rule calls best for each of several classes, held against the rest.</summary>
    /// <param name="labels">The class of each row, from 0; each class has a row.</param>
    /// <param name="probabilities">The probability of each class, row after row.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="rule">What the thresholds are to be good for.</param>
    /// <param name="rows">Weights and the name of the side; groups and slices do not matter here.</param>
    /// <returns>What was chosen for each class.</returns>
    /// <exception cref="EvaluationException">There are no rows, a class has none, no threshold keeps the rule's bound for a class, or a row holds what cannot be measured; the message tells the class.</exception>
    /// <exception cref="ArgumentException">Lengths differ, or a label is no class.</exception>
    public static ThresholdDecision[] ChooseByClass(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classes, ThresholdRule rule, EvaluationRows rows = default) =>
        ChooseNamed(labels, probabilities, classes, rule, rows, static of => FormattableString.Invariant($"class {of} from 0"));

    /// <summary>The same, with what messages call a class.</summary>
    internal static ThresholdDecision[] ChooseNamed(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classes, ThresholdRule rule, EvaluationRows rows, Func<int, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        EvaluationChecks.Length(checked(labels.Length * classes), probabilities.Length, nameof(probabilities));
        foreach (int label in labels)
            if ((uint)label >= (uint)classes) throw new ArgumentException($"The label {label} is no class from 0 to {classes - 1}", nameof(labels));
        var decisions = new ThresholdDecision[classes];
        var isOwn = new bool[labels.Length];
        var own = new float[labels.Length];
        for (int of = 0; of < classes; of++)
        {
            for (int row = 0; row < own.Length; row++) (isOwn[row], own[row]) = (labels[row] == of, probabilities[(row * classes) + of]);
            if (labels.Length > 0 && !isOwn.Contains(true))
                throw new EvaluationException($"Of {nameOf(of)} no row of the {rows.Side ?? "evaluated"} set is: no threshold can be chosen for it; give rows of every class, or choose for each other class alone with {nameof(ThresholdChooser)}.{nameof(Choose)} and set this one by hand in {nameof(ClassThresholds<int>)}");
            try
            {
                decisions[of] = Choose(isOwn, own, rule, rows);
            }
            catch (EvaluationException e)
            {
                throw new EvaluationException($"Of {nameOf(of)} against the rest: {e.Message}");
            }
        }
        return decisions;
    }

    /// <summary>The threshold of the lowest expected cost for calibrated probabilities, whatever the rows: cost of a wrong yes over the sum of both.</summary>
    /// <remarks>Elkan (2001), "The foundations of cost-sensitive learning", section 1.2.</remarks>
    /// <param name="falsePositive">What a negative row costs that is predicted positive; finite and not negative.</param>
    /// <param name="falseNegative">What a positive row costs that is predicted negative; finite and not negative, and not 0 as well.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is out of its range.</exception>
    public static Probability OfCosts(double falsePositive, double falseNegative)
    {
        ThresholdRule.CheckCosts(falsePositive, falseNegative);
        var (no, yes) = ThresholdRule.Scaled(falsePositive, falseNegative);
        return new Probability((float)(no / (no + yes)));
    }

    /// <summary>The same for rows that are held already; sorts them where they are.</summary>
    internal static ThresholdChoice MaximizeF1(KeptRows rows, EvaluationOptions options)
    {
        var (threshold, right, said, positives) = Best(rows, ThresholdRule.MaximizeF(), options, "has an F1");
        return new ThresholdChoice(Probability.Unchecked(threshold), 2 * right / (said + positives));
    }

    /// <summary>The same for rows that are held already; sorts them where they are.</summary>
    internal static ThresholdDecision Choose(KeptRows rows, ThresholdRule rule, EvaluationOptions options)
    {
        double all = 0;
        for (int row = 0; row < rows.Count; row++) all += rows.Weight(row);
        var (threshold, right, said, positives) = Best(rows, rule, options, $"can be chosen for {rule.Name}");
        double cost = rule.Costs is var (falsePositive, falseNegative) ? (falsePositive * ((said - right) / all)) + (falseNegative * ((positives - right) / all)) : double.NaN;
        return new ThresholdDecision(Probability.Unchecked(threshold), right / said, right / positives, cost);
    }

    private static (float Threshold, double Right, double Said, double Positives) Best(KeptRows rows, ThresholdRule rule, EvaluationOptions options, string wanted)
    {
        EvaluationChecks.Rows(rows);
        double positives = 0;
        for (int row = 0; row < rows.Count; row++) positives += rows.Label(row) != 0 ? rows.Weight(row) : 0;
        if (positives == 0)
        {
            throw new EvaluationException(
                $"No row of the {rows.Side ?? "evaluated"} set is positive: no threshold {wanted}; set one by hand");
        }

        string side = rows.Side ?? "evaluated";
        return Best(new RankedRows(rows, options.Workers), rule, positives, side);
    }

    private static (float Threshold, double Right, double Said, double Positives) Best(RankedRows ranked, ThresholdRule rule, double positives, string side)
    {
        double right = 0, said = 0, best = double.NegativeInfinity, precision = 0;
        (float Threshold, double Right, double Said, double Positives) chosen = default;
        // Nobody is predicted positive: only where costs may ask for that, and where there is room above all probabilities.
        if (rule.Costs is not null && ranked.Probability(0) < 1)
            (best, chosen) = (rule.Goal(0, 0, positives), (Between(ranked.Probability(0), 1), 0, 0, positives));
        for (int rank = 0; rank < ranked.Count; rank++)
        {
            float here = ranked.Probability(rank);
            double weight = ranked.Rows.Weight(ranked.Row(rank));
            said += weight;
            if (ranked.Label(rank)) right += weight;

            float next = rank + 1 < ranked.Count ? ranked.Probability(rank + 1) : 0;
            if (rank + 1 < ranked.Count && next == here) continue;
            if (said > 0) precision = Math.Max(precision, right / said);
            double goal = rule.Goal(right, said, positives);
            if (!(goal > best)) continue;
            (best, chosen) = (goal, (Between(next, here), right, said, positives));
        }

        return double.IsFinite(best) ? chosen : throw new EvaluationException(
            FormattableString.Invariant($"No threshold gives the {side} set {rule.Name}: the highest precision is {precision:0.####}; lower the bound, or train a better model"));
    }

    // Neighbouring floats have no number between them; then the upper one itself divides them.
    private static float Between(float low, float high)
    {
        float middle = low + ((high - low) / 2);
        return middle > low ? middle : high;
    }
}
