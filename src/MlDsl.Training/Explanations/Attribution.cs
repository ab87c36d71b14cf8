namespace MlDsl.Training;

/// <summary>What the columns of a plan contribute to a predictor's scores, laid out once for a model. Immutable.</summary>
internal abstract class Attribution
{
    private readonly int[] starts;
    private readonly double[] expected;

    protected Attribution(FeaturePlan plan, double[] expected, ExplanationBase start)
    {
        (this.expected, Base) = (expected, start);
        Columns = [.. plan.Columns.Select(static c => c.Name)];
        starts = [.. plan.Encodings.Select(static e => e.Position), plan.Width];
    }

    /// <summary>The columns and feature methods, in the order of their contributions.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The score of each output that contributions start from.</summary>
    public ReadOnlySpan<double> Expected => expected;

    /// <summary>What that is.</summary>
    public ExplanationBase Base { get; }

    /// <summary>Where the positions of each column begin, and behind them the width.</summary>
    public ReadOnlySpan<int> Starts => starts;

    /// <summary>The same as the array itself, for sinks.</summary>
    protected int[] Places => starts;

    /// <summary>The attribution of a predictor.</summary>
    /// <exception cref="NotSupportedException">Nothing is known of how to explain it; the message says why.</exception>
    public static Attribution Of(FeaturePlan plan, Predictor predictor) => predictor switch
    {
        LinearPredictor linear => new LinearAttribution(plan, linear),
        TreePredictor trees => TreeAttribution.Of(plan, trees),
        DeviationPredictor deviations => new DeviationAttribution(plan, deviations),
        _ => throw new NotSupportedException($"A predictor of the kind '{predictor.Kind}' tells no contributions; explain a linear one, trees or deviations, or ask for Importance and Dependence"),
    };
}
