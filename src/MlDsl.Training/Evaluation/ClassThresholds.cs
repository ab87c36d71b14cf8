namespace MlDsl.Training;

/// <summary>From what probability on each of several classes is decided for, and for none where no class reaches its own. Immutable; deciding allocates nothing.</summary>
/// <remarks>
/// Each class is held against the rest. Where several reach their thresholds the most likely of them is decided for, so that a bound on precision that was chosen for each class alone is, of such rows,
/// most often exceeded, and one on recall may be missed: look at what <see cref="MulticlassModel{TModel, TRow, TLabel, TInput}.Predict(in TInput, ClassThresholds{TLabel})"/> says of
/// validation rows. Thresholds belong to the decision and not to the model, and so lie in no file.
/// </remarks>
/// <typeparam name="TLabel">The label's type.</typeparam>
public sealed class ClassThresholds<TLabel> where TLabel : notnull
{
    private readonly TLabel[] classes;
    private readonly Probability[] thresholds;

    /// <summary>Thresholds by hand, or as <see cref="ThresholdChooser.ChooseByClass"/> found them.</summary>
    /// <param name="classes">The classes, in the order of the probabilities: a model's <c>Classes</c>.</param>
    /// <param name="thresholds">The least probability with which each is decided for.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes, or not as many thresholds.</exception>
    public ClassThresholds(ReadOnlySpan<TLabel> classes, ReadOnlySpan<Probability> thresholds)
    {
        if (classes.Length < 2) throw new ArgumentException($"A decision is between two classes at least, not {classes.Length}", nameof(classes));
        if (thresholds.Length != classes.Length) throw new ArgumentException($"{classes.Length} classes have as many thresholds, not {thresholds.Length}", nameof(thresholds));
        (this.classes, this.thresholds) = (classes.ToArray(), thresholds.ToArray());
    }

    /// <summary>The classes, in the order of the probabilities.</summary>
    public ReadOnlySpan<TLabel> Classes => classes;

    /// <summary>The threshold of each of <see cref="Classes"/>.</summary>
    public ReadOnlySpan<Probability> Thresholds => thresholds;

    /// <summary>The most likely of the classes that reach their thresholds, of equally likely ones the first; null where none does.</summary>
    /// <param name="probabilities">The probability of each of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public ClassPrediction<TLabel>? Decide(ReadOnlySpan<float> probabilities)
    {
        if (probabilities.Length != classes.Length) throw new ArgumentException($"{classes.Length} classes have as many probabilities, not {probabilities.Length}", nameof(probabilities));
        int best = -1;
        for (int i = 0; i < classes.Length; i++)
            if (probabilities[i] >= thresholds[i].Value && (best < 0 || probabilities[i] > probabilities[best])) best = i;
        return best < 0 ? null : new ClassPrediction<TLabel>(classes[best], Probability.Unchecked(probabilities[best]));
    }
}
