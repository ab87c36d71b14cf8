using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>What every linear model is, whatever its task: fitted state, its file, and the linear score of an input.</summary>
/// <remarks>Immutable and safe for any number of threads.</remarks>
public abstract partial class LinearModel<TModel, TRow, TInput, TMetrics>
    where TModel : class, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>
    where TInput : struct
    where TMetrics : class, IMetrics<TMetrics>
{
    private readonly ModelState<TInput> state;

    private protected LinearModel(ModelState<TInput> state) => this.state = state;

    /// <summary>Where the model comes from and how it did.</summary>
    public ModelCard Card => state.Card;

    /// <summary>What the training rows taught the feature code.</summary>
    public IFeatureMap<TInput> Features => state.Learned;

    /// <summary>What they taught the trainer: one weight per feature and output.</summary>
    public LinearWeights Weights => state.Weights;

    /// <summary>How the model does on the validation rows; as often as you like.</summary>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public TMetrics Evaluate(ValidationSet<TRow> validation, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(validation);
        TMetrics metrics = Measure(validation.Batches(CancellationToken.None), "validation", options);
        Card.Record(new EvaluationRecord("validation", metrics.Rows, 0, metrics.Named));
        return metrics;
    }

    /// <summary>How the finished model does on the test rows: once, because a test set that choices were made by measures nothing.</summary>
    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    public Assessment<TMetrics> Assess(TestSet<TRow> test, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        TMetrics metrics = Measure(test.Batches(CancellationToken.None), "test", options);
        int times = test.CountAssessment();
        Card.Record(new EvaluationRecord("test", metrics.Rows, times, metrics.Named));
        return new Assessment<TMetrics>(metrics, metrics.Rows, times, test.DuplicateRows);
    }

    private protected abstract TMetrics Measure(IEnumerable<RowBatch<TRow>> batches, string side, EvaluationOptions? options);

    internal ModelState<TInput> State => state;

    private protected static ModelCard NewCard(TrainSet<TRow> train, IReadOnlyList<string> classes, IReadOnlyList<float> baseline, Link link, TModel? parent)
    {
        ModelDefinition definition = TModel.Definition;
        return new ModelCard
        {
            Name = definition.Name,
            Version = definition.Version,
            Task = TaskOf(),
            Trainer = TrainerOptions.NameOf(definition.Options),
            Options = TrainerOptions.Describe(definition.Options),
            Rows = train.Count,
            Split = train.Description.ToString(),
            DataFingerprint = train.Fingerprint.ToString(),
            Classes = classes,
            Positive = PositiveClass,
            Link = link,
            Features = FeatureCode.Of(TRow.Schema),
            Baseline = baseline,
            Parent = parent is LinearModel<TModel, TRow, TInput, TMetrics> replaced ? ModelFile.HashOf(replaced.state, TRow.Schema) : null,
        };
    }

    /// <summary>The names of the columns that predictions are made from.</summary>
    private protected static IReadOnlyList<string> InputNames => [.. TRow.Schema.Inputs.Select(static c => c.Name)];

    private protected static float LinearScore(in TInput input, IFeatureMap<TInput> learned, float[] weights, float intercept)
    {
        var sink = new LinearSink(weights, intercept);
        TRow.WriteFeatures(in input, learned, ref sink);
        if (!float.IsFinite(sink.Sum)) throw NotFinite(in input, learned);
        return sink.Sum;
    }

    // The slow way round, for the message: which feature it was.
    private protected static ArgumentException NotFinite(in TInput input, IFeatureMap<TInput> learned)
    {
        var sink = new RowSink(learned.Width);
        TRow.WriteFeatures(in input, learned, ref sink);
        return new ArgumentException(
            sink.FirstNotFinite() is { } position
                ? $"The feature '{learned.FeatureNames[position]}' of the input is not a finite number"
                : "The input's values are so large that the score is not a finite number; clip the columns with Min and Max",
            nameof(input));
    }

    // Not the largest float in its place: such a number is no prediction, and sums of it are infinite again.
    private protected static ArgumentException Beyond(in TInput input, IFeatureMap<TInput> learned, float[] weights, float score)
    {
        var sink = new RowSink(learned.Width);
        TRow.WriteFeatures(in input, learned, ref sink);
        string most = sink.MostWeighty(weights) is { } position ? $", most of it from the feature '{learned.FeatureNames[position]}'" : "";
        return new ArgumentException(
            FormattableString.Invariant($"The prediction is the exponential of {score:G4}{most}, which is more than a float holds; ")
            + "the input is far from the training rows: clip the columns with Min and Max, or raise L2",
            nameof(input));
    }

    // The class that probabilities speak of, where the task has one.
    private static string? PositiveClass => typeof(TMetrics) == typeof(BinaryMetrics)
        ? TRow.Schema.Columns.First(static c => c.Role == ColumnRole.Label).Positive ?? "true"
        : null;

    private static string TaskOf() => TaskNames.Read(typeof(TModel).BaseType!.Name);
}
