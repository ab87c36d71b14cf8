namespace MlDsl;

/// <summary>What the graph of a forecast is fed of one series. Immutable.</summary>
/// <typeparam name="TRow">The data set's row.</typeparam>
public sealed class ExportedHistory<TRow>
{
    internal ExportedHistory(TRow last, IReadOnlyList<float> values, float scale, IReadOnlyDictionary<string, IReadOnlyList<float>> covariates) =>
        (Last, Values, Scale, PastCovariates) = (last, values, scale, covariates);

    /// <summary>The last row of the history: it says which series this is.</summary>
    public TRow Last { get; }

    /// <summary>The input <c>history</c>: the latest values, the oldest first, with gaps filled as the model's declaration says.</summary>
    public IReadOnlyList<float> Values { get; }

    /// <summary>
    /// Of each past covariate, by the name of its input such as <c>Temperature.history</c>, its latest values, the oldest first, as many as <see cref="Values"/>: where none is known the last one before.
    /// Empty where the model sees none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<float>> PastCovariates { get; }

    /// <summary>The input <c>scale</c>: the size of the series' errors, in the units of its values.</summary>
    public float Scale { get; }
}
