using System.Numerics.Tensors;
using System.Text.Json.Serialization;

namespace MlDsl;

/// <summary>A step from a score to a prediction: one of a closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(LinkStep), "link")]
[JsonDerivedType(typeof(ThresholdStep), "threshold")]
[JsonDerivedType(typeof(CalibrationStep), "calibration")]
[JsonDerivedType(typeof(IntervalStep), "interval")]
public abstract record OutcomeStep
{
    private protected OutcomeStep()
    {
    }
}

/// <summary>The link between scores and what they predict.</summary>
/// <param name="Link">Which.</param>
public sealed record LinkStep([property: JsonRequired, JsonIgnore(Condition = JsonIgnoreCondition.Never)] Link Link) : OutcomeStep;

/// <summary>The probability from which a row is predicted positive, or the score, from 0 to 1, from which it is an anomaly.</summary>
/// <param name="Probability">From 0 to 1.</param>
public sealed record ThresholdStep([property: JsonRequired, JsonIgnore(Condition = JsonIgnoreCondition.Never)] Probability Probability) : OutcomeStep;

/// <summary>From scores to a prediction: what a model says beside its features and its predictor. Immutable.</summary>
public sealed record Outcome
{
    /// <summary>The largest score whose exponential is finite.</summary>
    private static readonly float LargestExponent = FindLargestExponent();

    /// <summary>The largest share of odds: odds are finite, so that a share is below 1, and a threshold of 1 is above all.</summary>
    internal static readonly float LargestShare = MathF.BitDecrement(1);

    /// <summary>The scores of a row whose interval lies between quantiles.</summary>
    internal const int QuantileScores = 3;

    private readonly ValueList<OutcomeStep> steps;

    /// <summary>An outcome of the steps.</summary>
    /// <exception cref="ArgumentException">There is not one link, another step is there twice, or a step does not go with the link.</exception>
    [JsonConstructor]
    public Outcome(IReadOnlyList<OutcomeStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        this.steps = new([.. steps]);
        if (this.steps.OfType<LinkStep>().Count() != 1 || this.steps.GroupBy(static s => s.GetType()).Any(static s => s.Count() > 1))
            throw new ArgumentException("An outcome has one link, and every other step at most once", nameof(steps));
        Link = this.steps.OfType<LinkStep>().Single().Link;
        if (!Enum.IsDefined(Link)) throw new ArgumentException($"{Link} is no link", nameof(steps));
        Calibration = this.steps.OfType<CalibrationStep>().SingleOrDefault();
        Interval = this.steps.OfType<IntervalStep>().SingleOrDefault();
        bool isOfClasses = Link is Link.Logit or Link.Softmax;
        if (Interval is not null && Link is (Link.PowerOfTwo or Link.Odds)) throw new ArgumentException($"Intervals are of numbers, and the link {Link} is of anomalies", nameof(steps));
        if (Calibration is not null && !isOfClasses) throw new ArgumentException($"A calibration is of classes, and the link {Link} of numbers", nameof(steps));
        if (Interval is not null && isOfClasses) throw new ArgumentException($"Intervals are of numbers, and the link {Link} is of classes", nameof(steps));
        LargestScore = Link switch
        {
            Link.Log => LargestExponent,
            Link.PowerOfTwo => MathF.BitDecrement(128),
            _ => float.MaxValue,
        };
        Threshold = this.steps.OfType<ThresholdStep>().SingleOrDefault()?.Probability ?? (Probability)0.5f;
    }

    /// <summary>The steps, in the order in which they are taken.</summary>
    public IReadOnlyList<OutcomeStep> Steps => steps;

    /// <summary>The class names, in the order of the outputs; empty where there are no classes, or two that are a flag.</summary>
    public IReadOnlyList<string> Classes { get; init => field = ValueList.Of(value); } = ValueList<string>.Empty;

    /// <summary>The class that a probability of two classes speaks of; null for other tasks.</summary>
    public string? Positive { get; init; }

    /// <summary>The trivial predictor: the mean label, the share of positives, or the share of each class in the training rows.</summary>
    public IReadOnlyList<float> Baseline { get; init => field = ValueList.Of(value); } = ValueList<float>.Empty;

    /// <summary>The link.</summary>
    [JsonIgnore]
    public Link Link { get; }

    /// <summary>The probability from which a row is predicted positive; 0.5 unless a step says otherwise.</summary>
    [JsonIgnore]
    public Probability Threshold { get; }

    /// <summary>How probabilities are calibrated; null where they are the link's own.</summary>
    [JsonIgnore]
    public CalibrationStep? Calibration { get; }

    /// <summary>The intervals of predicted numbers; null where there are none.</summary>
    [JsonIgnore]
    public IntervalStep? Interval { get; }

    /// <summary>The largest score that gives a prediction which a float holds.</summary>
    [JsonIgnore]
    public float LargestScore { get; }

    /// <summary>The same with another threshold.</summary>
    public Outcome With(Probability threshold) => With(new ThresholdStep(threshold));

    /// <summary>The same with another step in the place of that of its kind, or beside the others.</summary>
    /// <exception cref="ArgumentException">The step does not go with the link.</exception>
    public Outcome With(OutcomeStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new([.. steps.Where(s => s.GetType() != step.GetType()).Append(step).OrderBy(Place)]) { Classes = Classes, Positive = Positive, Baseline = Baseline };
    }

    /// <summary>The classes as they are called in files and exports: two that are a flag, too.</summary>
    internal IReadOnlyList<string> ClassNames => (Link, Classes.Count, Positive) switch
    {
        (Link.Logit, 0, null or "true") => ["false", "true"],
        (Link.Logit, 0, _) => [$"not {Positive}", Positive],
        _ => Classes,
    };

    /// <summary>
    /// The number of predictions that come of <paramref name="scores"/> scores: as many, or one for each class of two; one where the others are quantiles.
    /// </summary>
    public int Outputs(int scores) => HasQuantiles ? 1 : Link == Link.Softmax && scores == 1 ? 2 : scores;

    /// <summary>Whether a row has three scores: that of the prediction, and two quantiles of the label.</summary>
    internal bool HasQuantiles => Interval is { IsOfQuantiles: true };

    /// <summary>What of the steps does not go with so many scores, as a sentence; null where all do.</summary>
    internal string? ProblemWith(int scores)
    {
        if (HasQuantiles) return scores == QuantileScores ? null : $"Intervals between quantiles go with {QuantileScores} scores, not with {scores}";
        return Calibration is null || Calibration.Curves.Count == (Link == Link.Softmax && Calibration.Method != MlDsl.Calibration.Temperature ? Outputs(scores) : 1)
            ? null
            : $"A calibration of {Calibration.Curves.Count} curves does not go with {scores} scores";
    }

    /// <summary>Whether a score gives a prediction that a float holds.</summary>
    public bool Admits(float score) => score >= float.MinValue && score <= LargestScore;

    /// <summary>The place of the first score of a row that gives nothing that a float holds; -1 where there is none. No link is behind quantiles.</summary>
    internal int FirstRefused(ReadOnlySpan<float> scores)
    {
        for (int i = 0; i < scores.Length; i++)
            if (!(i > 0 && HasQuantiles ? float.IsFinite(scores[i]) : Admits(scores[i]))) return i;
        return -1;
    }

    /// <summary>Applies the link, or the calibration in its place: means, or probabilities.</summary>
    /// <param name="scores">The scores of one row. One score of two classes is that of the second over the first.</param>
    /// <param name="predictions">As many as <see cref="Outputs"/> says; may be the memory of <paramref name="scores"/>.</param>
    public void Apply(ReadOnlySpan<float> scores, Span<float> predictions)
    {
        if (predictions.Length != Outputs(scores.Length))
            throw new ArgumentException($"{scores.Length} scores give {Outputs(scores.Length)} predictions, not {predictions.Length}", nameof(predictions));
        if (ProblemWith(scores.Length) is { } problem) throw new ArgumentException(problem, nameof(scores));
        switch (Link)
        {
            case Link.Log:
                for (int i = 0; i < predictions.Length; i++) predictions[i] = MathF.Exp(scores[i]);
                return;
            case Link.PowerOfTwo:
                for (int i = 0; i < predictions.Length; i++) predictions[i] = PowerOfTwo(scores[i]);
                return;
            case Link.Odds:
                for (int i = 0; i < predictions.Length; i++) predictions[i] = ShareOfOdds(scores[i]);
                return;
            case Link.Logit:
                for (int i = 0; i < predictions.Length; i++) predictions[i] = ProbabilityOf(scores[i]);
                return;
            case Link.Softmax:
                // The second class's first: the score may lie where the first class's prediction goes.
                if (scores.Length < predictions.Length) (predictions[1], predictions[0]) = (scores[0], 0);
                else scores.CopyTo(predictions);
                if (Calibration is null) Softmax(predictions);
                else Calibration.Apply(predictions, predictions);
                return;
            default:
                scores[..predictions.Length].CopyTo(predictions);
                return;
        }
    }

    /// <summary>The class that scores speak for, by its place: of two by the threshold, of several the largest, the first of equals.</summary>
    /// <remarks>
    /// The scores of several decide: two may differ where their probabilities are equal to the last bit. Where each class is calibrated on its
    /// own, the probabilities do.
    /// </remarks>
    /// <param name="scores">The scores of one row.</param>
    public int ClassOf(ReadOnlySpan<float> scores)
    {
        if (Link == Link.Logit) return ProbabilityOf(scores[0]) >= Threshold.Value ? 1 : 0;
        if (OrderChanges) return CalibratedClassOf(scores);
        return scores.Length > 1 ? TensorPrimitives.IndexOfMax(scores) : scores[0] > 0 ? 1 : 0;
    }

    /// <summary>Whether the most likely class may be another than that of the largest score.</summary>
    internal bool OrderChanges => Link == Link.Softmax && Calibration is { Method: not MlDsl.Calibration.Temperature };

    /// <summary>The probability of the positive class of two, calibrated where the outcome is.</summary>
    /// <param name="score">The log-odds.</param>
    public float ProbabilityOf(float score) => Calibration is null ? Logistic(score) : Calibration.At(score);

    /// <summary>The interval of a predicted number, where it is told by that number alone.</summary>
    /// <param name="prediction">What is predicted, behind the link.</param>
    /// <exception cref="InvalidOperationException">The outcome has no intervals, or they lie between quantiles, which the other scores of a row tell.</exception>
    public Interval<float> IntervalOf(float prediction) => Known is { IsOfQuantiles: true }
        ? throw new InvalidOperationException("The intervals lie between quantiles, which the prediction does not tell; ask for the interval of the row's scores")
        : Interval!.Around(prediction, Least);

    /// <summary>The prediction of a row's scores with its interval.</summary>
    /// <param name="scores">That of the prediction, and behind it both quantiles where the interval lies between quantiles; all finite, the first admitted.</param>
    /// <exception cref="InvalidOperationException">The outcome has no intervals.</exception>
    /// <exception cref="ArgumentException">There are more scores, or fewer.</exception>
    public Interval<float> IntervalOf(ReadOnlySpan<float> scores)
    {
        IntervalStep interval = Known;
        int wanted = interval.IsOfQuantiles ? QuantileScores : 1;
        if (scores.Length != wanted) throw new ArgumentException($"The interval is told by {wanted} scores of a row, not by {scores.Length}", nameof(scores));
        float prediction = Link == Link.Log ? MathF.Exp(scores[0]) : scores[0];
        return interval.IsOfQuantiles ? interval.Between(prediction, scores[1], scores[2], Least) : interval.Around(prediction, Least);
    }

    /// <summary>What golden rows hold: the predictions, and behind them both ends of an interval that these do not tell.</summary>
    internal float[] Told(ReadOnlySpan<float> scores)
    {
        if (HasQuantiles) return IntervalOf(scores) is var (value, low, high) ? [value, low, high] : [];
        var predictions = new float[Outputs(scores.Length)];
        Apply(scores, predictions);
        return predictions;
    }

    private IntervalStep Known => Interval ?? throw new InvalidOperationException("The outcome has no intervals; mark the model [Intervals] and fit it again");

    /// <summary>What no label is below: an exponential's are not negative.</summary>
    internal float Least => Link == Link.Log ? 0 : float.MinValue;

    private int CalibratedClassOf(ReadOnlySpan<float> scores)
    {
        const int MostOnStack = 256;
        int classes = Outputs(scores.Length);
        float[]? rented = classes > MostOnStack ? System.Buffers.ArrayPool<float>.Shared.Rent(classes) : null;
        Span<float> probabilities = rented is null ? stackalloc float[MostOnStack] : rented;
        probabilities = probabilities[..classes];
        Apply(scores, probabilities);
        int best = TensorPrimitives.IndexOfMax(probabilities);
        if (rented is not null) System.Buffers.ArrayPool<float>.Shared.Return(rented);
        return best;
    }

    /// <summary>The probability that log-odds speak of.</summary>
    public static float Logistic(float score) => 1f / (1f + MathF.Exp(-score));

    /// <summary>Two to the power of <paramref name="score"/>, in double and rounded once, as a graph has it.</summary>
    public static float PowerOfTwo(float score) => (float)Math.Pow(2, score);

    /// <summary>The share that odds speak of, score / (1 + score), in double and rounded once, as a graph has it; what would be rounded to 1 is the float below it.</summary>
    public static float ShareOfOdds(float score) => MathF.Min((float)(score / (1d + score)), LargestShare);

    /// <summary>How much of an anomaly a row of this score is, from 0 to 1.</summary>
    internal float DegreeOf(float score) => Link == Link.Odds ? ShareOfOdds(score) : PowerOfTwo(score);

    /// <inheritdoc/>
    public bool Equals(Outcome? other) =>
        other is not null && steps.Equals(other.steps) && Classes.Equals(other.Classes) && Positive == other.Positive && Baseline.Equals(other.Baseline);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(steps, Classes, Positive, Baseline);

    // Probabilities are made before they are decided on.
    private static int Place(OutcomeStep step) => step switch { LinkStep => 0, CalibrationStep => 1, ThresholdStep => 2, _ => 3 };

    // The largest score is taken away first, so that no exponential overflows.
    private static void Softmax(Span<float> scores)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), scores);
        TensorPrimitives.SoftMax(scores, scores);
    }

    private static float FindLargestExponent()
    {
        float low = 80, high = 100;
        for (float middle; (middle = low + ((high - low) / 2)) > low && middle < high;)
        {
            if (float.IsFinite(MathF.Exp(middle))) low = middle;
            else high = middle;
        }
        return low;
    }
}
