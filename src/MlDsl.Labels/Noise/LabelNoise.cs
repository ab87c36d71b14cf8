using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>
/// How much of some labels is wrong, and which ones most likely: confident learning from probabilities of models that did not see the rows. Suits labels that were taken
/// for each other by class; where wrong labels are made by features (a whole source that errs), models learn the error, and nothing here finds it.
/// </summary>
public sealed class LabelNoise
{
    private readonly double[] quality;
    private readonly int[] suggested;
    private readonly bool[] isTaken, isSuspect;

    private LabelNoise(GivenLabels rows, ConfidentJoint joint, Metric errorShare, double[] quality, int[] suggested, bool[] isTaken)
    {
        (Joint, ErrorShare, this.quality, this.suggested, this.isTaken) = (joint, errorShare, quality, suggested, isTaken);
        isSuspect = [.. isTaken.Select((taken, row) => taken && suggested[row] != rows.Given(row))];
        Errors = new Metric(errorShare.Value * rows.Count, errorShare.Low * rows.Count, errorShare.High * rows.Count);
        Order = [.. Enumerable.Range(0, rows.Count).OrderBy(row => quality[row])];
    }

    /// <summary>How given and true classes go together.</summary>
    public ConfidentJoint Joint { get; }

    /// <summary>The estimated share of wrong labels, 0 to 1, with a bootstrap interval over rows or groups.</summary>
    /// <remarks>The interval says what other rows of the same kind would give, not how far the estimate is from the truth: see <see cref="ConfidentJoint"/>.</remarks>
    public Metric ErrorShare { get; }

    /// <summary>The estimated number of wrong labels.</summary>
    public Metric Errors { get; }

    /// <summary>The rows, by their places from 0, the most suspect first; rows that are equally so in their order.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>How far the label of a row can be trusted, 0 to 1: a probability, or of a margin m the number (1 + m)/2.</summary>
    public double Quality(int row) => quality[row];

    /// <summary>The likeliest class of a row, which may be the one that it was given.</summary>
    public int Suggested(int row) => suggested[row];

    /// <summary>Whether the row is among as many as are estimated to be wrong, and another class than the one that it was given is likelier.</summary>
    public bool IsSuspect(int row) => isSuspect[row];

    /// <summary>Whether the row is among as many as are estimated to be wrong: a model that is fitted again learns more by leaving out one too many than by one that is wrong.</summary>
    internal bool IsTaken(int row) => isTaken[row];

    /// <summary>Looks for wrong labels.</summary>
    /// <param name="labels">The class that each row was given, from 0.</param>
    /// <param name="probabilities">The probability of every class, row by row, of a model that did not see the row: rows × classes.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="options">Ranking, rule and intervals. Rounds are for <see cref="LabelIssueSearch"/>, which can fit again.</param>
    /// <param name="groups">What rows are resampled by; empty where they are independent.</param>
    /// <exception cref="LabelQualityException">A label or probability is none, there are fewer than two classes, or one has fewer than two rows; the message names the place.</exception>
    public static LabelNoise Find(
        ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, IReadOnlyList<string> classes, LabelNoiseOptions? options = null, ReadOnlySpan<ulong> groups = default)
    {
        ArgumentNullException.ThrowIfNull(classes);
        options ??= LabelNoiseOptions.Default;
        return Find(new GivenLabels([.. classes], labels.ToArray(), probabilities.ToArray(), groups.ToArray()), options);
    }

    /// <summary>The first look, at probabilities of models that learned of all labels.</summary>
    internal static LabelNoise Find(GivenLabels rows, LabelNoiseOptions options)
    {
        ConfidentJoint joint = ConfidentJoint.Of(rows, Resample.Original);
        return Rank(rows, joint, ErrorShareOf(rows, joint, options.Evaluation), options, isOfActual: false);
    }

    /// <summary>A further look, at probabilities of models that learned without the suspects: they speak of true classes.</summary>
    internal LabelNoise Again(GivenLabels rows, LabelNoiseOptions options) => Rank(rows, Joint, ErrorShare, options, isOfActual: true);

    private static LabelNoise Rank(GivenLabels rows, ConfidentJoint joint, Metric errorShare, LabelNoiseOptions options, bool isOfActual)
    {
        var rates = new NoiseRates(joint);
        var quality = new double[rows.Count];
        var suggested = new int[rows.Count];
        var actual = new double[rows.Classes.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<float> probabilities = rows.Of(row);
            int given = rows.Given(row);
            if (options.Ranking == LabelRanking.NoiseModel && !isOfActual) rates.ToActual(probabilities, actual);
            else for (int label = 0; label < actual.Length; label++) actual[label] = probabilities[label];
            if (options.Ranking == LabelRanking.NoiseModel) rates.Condition(actual, given);
            int best = 0, other = -1;
            for (int label = 0; label < actual.Length; label++)
            {
                if (actual[label] > actual[best]) best = label;
                if (label != given && (other < 0 || actual[label] > actual[other])) other = label;
            }
            suggested[row] = best;
            quality[row] = options.Ranking == LabelRanking.NormalizedMargin ? (1 + actual[given] - actual[other]) / 2 : actual[given];
        }
        return new LabelNoise(rows, joint, errorShare, quality, suggested, SuspectRows.Of(rows, joint, quality, options.Suspects));
    }

    private static Metric ErrorShareOf(GivenLabels rows, ConfidentJoint joint, EvaluationOptions options)
    {
        if (options.Resamples == 0 || rows.Units < RowFilter.FewestKeys) return Metric.Point(joint.ErrorShare);
        var drawn = new double[options.Resamples];
        Parallel.For(0, drawn.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, i => drawn[i] = ConfidentJoint.Of(rows, new Resample(options.Seed, i)).ErrorShare);
        return Bootstrap.Interval(joint.ErrorShare, drawn, options.Level);
    }
}
