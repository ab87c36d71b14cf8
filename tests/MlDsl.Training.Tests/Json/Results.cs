namespace MlDsl.Training.Tests.Json;

public enum Mood
{
    Calm,
    Merry,
}

/// <summary>One of everything that a model says of rows or of itself.</summary>
internal static class Results
{
    private static readonly EvaluationOptions Few = new() { Resamples = 50 };
    private static readonly string[] Shops = ["north", "north", "south", "south", "south", "north", "north", "south"];

    public static BinaryPrediction Prediction => new((Score)3.4760988f, (Probability)0.97f, true);

    public static BinaryMetrics Binary => BinaryEvaluator.Evaluate(
        [true, false, true, false, true, true, false, true], [0.9f, 0.2f, 0.6f, 0.7f, 0.8f, 0.3f, 0.1f, 0.55f], (Probability)0.5f, Rows, (Probability)0.6f, Few);

    // One class only: the areas are undefined.
    public static BinaryMetrics OneClass => BinaryEvaluator.Evaluate(
        [false, false], [0.2f, 0.4f], (Probability)0.5f, default, null, EvaluationOptions.Default with { Resamples = 0 });

    public static MulticlassMetrics Multiclass => MulticlassEvaluator.Evaluate(
        [0, 1, 0, 1, 0, 0, 1, 1], [0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f, 0.7f, 0.3f, 0.5f, 0.5f, 1f, 0f, 0f, 1f, 0.25f, 0.75f], ["Calm", "Merry"], Rows, [0.5f, 0.5f], Few);

    public static RegressionMetrics Regression => RegressionEvaluator.Evaluate(
        [1, 2, 3, 0, 5, 6, 7, 8], [1.1f, 2.2f, 2.7f, 0.3f, 5, 6.5f, 7, 7], Rows, 4, Few);

    public static RankingMetrics Ranking => RankingEvaluator.Evaluate(
        [1, 0, 2, 0, 0, 0, 3, 1], [0.9f, 0.2f, 0.6f, 0.7f, 0.8f, 0.3f, 0.1f, 0.1f],
        new EvaluationRows { Groups = [1, 1, 1, 1, 2, 2, 3, 3], Slices = [SliceColumn.From("Shop", Shops)], Side = "test" },
        Few with { MinSliceRows = 4, EmptyQueries = EmptyQueryPolicy.AsOne });

    // No query has a relevant row: nothing is defined.
    public static RankingMetrics NothingRelevant => RankingEvaluator.Evaluate([0, 0], [1, 2], new EvaluationRows { Groups = [1, 2] }, Few with { Cutoffs = [1] });

    public static ModelCard Card => new()
    {
        Name = "fare",
        Version = "1",
        Task = "Regression",
        Trainer = "PoissonRegression",
        Options = new Dictionary<string, string> { ["L2"] = "0.0001", ["FitIntercept"] = "true" },
        Log = new TrainingLog(12, true, 0.25),
        Rows = 1000,
        Split = "Random: seed 1",
        DataFingerprint = "00ff-3e8",
        Features = [new FeatureCode { Feature = "Speed", Hash = "1:00000000000000ff", NotCovered = ["Acme.Rate() (of the assembly 'Acme')"] }],
        Parent = null,
        Warnings = ["Accepted by the caller: much"],
    };

    public static Outcome Outcome => new([new LinkStep(Link.Logit), new ThresholdStep((Probability)0.3f)])
    {
        Classes = ["Calm", "Merry", "Sad"],
        Positive = "yes",
        Baseline = [0.25f, 0.5f, 0.25f],
    };

    public static Outcome Calibrated => new([new LinkStep(Link.Softmax), new CalibrationStep(Calibration.Isotonic, [new([0, 0.25, 1], [-1.5, 0.1, 3]), new([0.5], [0])]) { Rows = 200, Share = 0.2 }])
    {
        Classes = ["Calm", "Merry"],
        Baseline = [0.25f, 0.75f],
    };

    public static Outcome WithIntervals => new([new LinkStep(Link.Log), new IntervalStep(0.9, 2.5, [0, 1], [0.5, 2]) { Rows = 99, Share = 0.3, Exchangeability = 1e-9 }]);

    public static IntervalMetrics Intervals => new() { Level = 0.9, Coverage = new Metric(0.85, 0.8, 0.9), Width = new Metric(3, double.NaN, double.NaN), CalibrationRows = 99, Exchangeability = double.NaN };

    public static object[] All =>
    [
        Calibrated, WithIntervals, new Outcome([new LinkStep(Link.Logit), new CalibrationStep(Calibration.Platt, [new([2, -1])])]), new Outcome([new LinkStep(Link.Identity), new IntervalStep(0.9, 0)]),
        Intervals, Regression with { Intervals = Intervals }, new Interval<float>(1.5f, -1, 3), default(Interval<float>), Binary.Reliability[0],
        new ThresholdDecision((Probability)0.25f, double.NaN, 0, 1.5),
        Prediction, default(BinaryPrediction), (Score)(-1.5f), new Score(float.NaN), new Score(float.NegativeInfinity), (Probability)0.1f, default(Probability),
        new ClassScore<Mood>(Mood.Merry, (Probability)0.75f), default(ClassScore<Mood>),
        new Metric(0.696, 0.69, 0.702), Metric.Undefined, new Metric(1e300, double.NegativeInfinity, double.PositiveInfinity), default(Metric),
        new NamedMetric("RMSE", new Metric(1, double.NaN, double.NaN)), new BinaryConfusion(1.5, 0, 3, 4),
        new ClassMetrics("Calm", 0, Metric.Undefined, new Metric(0, 0, 0), new Metric(1, 0.5, 1)),
        new ColumnImportance("Miles", new Metric(0.412, 0.398, 0.426)), Multiclass.Confusion,
        Binary, OneClass, Multiclass, Regression, Ranking, NothingRelevant, Ranking.Cutoffs[0], Ranking.Slices[0], new Assessment<RankingMetrics>(Ranking, 8, 1, 0),
        Binary.Slices[0], new Slice<RegressionMetrics>("Shop", "south", 3, 50, null),
        new Assessment<BinaryMetrics>(Binary, 8, 1, 0), new Assessment<RegressionMetrics>(Regression, 8, 2, 3), new Assessment<MulticlassMetrics>(Multiclass, 8, 1, 0),
        new CrossValidation<RegressionMetrics>([Regression, Regression]), new ThresholdChoice((Probability)0.4f, double.NaN),
        Card, Card.Features[0], Card.Log, Outcome, new EvaluationRecord("test", 20, 1, Binary.Named), new EvaluationRecord("validation", 2, 0, OneClass.Named),
        new ClassPrediction<Mood>(Mood.Merry, (Probability)0.75f),
        new DuplicateReport(1, 0, null), new DataFingerprint(ulong.MaxValue, 1, 3),
        new SplitDescription { Method = SplitMethod.None, Embargo = TimeSpan.FromHours(3), ValidationFrom = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), Within = new SplitDescription { Method = SplitMethod.Group, Seed = 4 } },
    ];

    private static EvaluationRows Rows => new() { Slices = [SliceColumn.From("Shop", Shops)], Side = "test" };
}
