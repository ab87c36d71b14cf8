namespace MlDsl.Training.Tests;

public sealed class BinaryEvaluatorTests
{
    private static readonly EvaluationOptions NoIntervals = new() { Resamples = 0 };
    private static readonly Probability Half = new(0.5f);

    // scikit-learn 1.2.1 by reference.py: ROC-AUC, average precision, log-loss, Brier. Tolerance 1e-12; for log-loss 1e-6, because
    // scikit-learn makes clipped rows sum to 1 again.
    [Theory]
    [InlineData(false, 0.6824627104538762, 0.6550364342033184, 0.8472724826695619, 0.2430205078125)]
    [InlineData(true, 0.6870944151153098, 0.6634783743762794, 0.8284511210111137, 0.24081892903645832)]
    public void ProbabilitiesAgreeWithScikitLearn(bool weighted, double rocAuc, double prAuc, double logLoss, double brier)
    {
        BinaryMetrics metrics = Reference(weighted, 0.5f);
        Assert.Equal(rocAuc, metrics.RocAuc.Value, 1e-12);
        Assert.Equal(prAuc, metrics.PrAuc.Value, 1e-12);
        Assert.Equal(logLoss, metrics.LogLoss.Value, 1e-6);
        Assert.Equal(brier, metrics.Brier.Value, 1e-12);
        Assert.Equal(246, metrics.Positives);
    }

    // scikit-learn 1.2.1 by reference.py: accuracy, precision, recall, F1, within 1e-12; the confusion counts exactly.
    [Theory]
    [InlineData(false, 0.5f, 0.642, 0.636734693877551, 0.6341463414634146, 0.6354378818737271, 156, 89, 165, 90)]
    [InlineData(false, 0.25f, 0.586, 0.5522788203753352, 0.8373983739837398, 0.6655896607431342, 206, 167, 87, 40)]
    [InlineData(true, 0.5f, 0.6453333333333333, 0.6397008837525493, 0.6379661016949153, 0.6388323150033945, 235.25, 132.5, 248.75, 133.5)]
    [InlineData(true, 0.25f, 0.5863333333333334, 0.5523255813953488, 0.8372881355932204, 0.6655887900835354, 308.75, 250.25, 131, 60)]
    public void DecisionsAgreeWithScikitLearn(
        bool weighted,
        float threshold,
        double accuracy,
        double precision,
        double recall,
        double f1,
        double tp,
        double fp,
        double tn,
        double fn)
    {
        BinaryMetrics metrics = Reference(weighted, threshold);
        Assert.Equal(accuracy, metrics.Accuracy.Value, 1e-12);
        Assert.Equal(precision, metrics.Precision.Value, 1e-12);
        Assert.Equal(recall, metrics.Recall.Value, 1e-12);
        Assert.Equal(f1, metrics.F1.Value, 1e-12);
        Assert.Equal(new BinaryConfusion(tp, fp, tn, fn), metrics.Confusion);
        Assert.Equal(new Probability(threshold), metrics.Threshold);
    }

    [Fact]
    public void ProbabilitiesOfZeroAndOneAreClippedToTheSpacingOfFloat()
    {
        // Right ones cost -ln(1 - 2^-23), wrong ones 23 ln 2.
        BinaryMetrics metrics = BinaryEvaluator.Evaluate([true, false, true, false], [1, 0, 0, 1], Half, options: NoIntervals);
        double right = -Math.Log(1 - Math.Pow(2, -23)), wrong = 23 * Math.Log(2);
        Assert.Equal((right + wrong) / 2, metrics.LogLoss.Value, 1e-12);
    }

    [Fact]
    public void TiesCountHalf()
    {
        // Of 2 × 2 pairs: 0.9 beats both, 0.5 ties with one and beats the other.
        BinaryMetrics metrics = BinaryEvaluator.Evaluate([true, true, false, false], [0.9f, 0.5f, 0.5f, 0.1f], Half, options: NoIntervals);
        Assert.Equal(3.5 / 4, metrics.RocAuc.Value);
        Assert.Equal((1 + (2.0 / 3)) / 2, metrics.PrAuc.Value, 1e-15);
    }

    [Fact]
    public void AConstantRanksAtRandom()
    {
        BinaryMetrics metrics = BinaryEvaluator.Evaluate(
            [true, false, false, false], [0.9f, 0.2f, 0.1f, 0.1f], Half, default, new(0.25f), NoIntervals);
        Assert.NotNull(metrics.Baseline);
        Assert.Equal(0.5, metrics.Baseline.RocAuc.Value);
        Assert.Equal(0.25, metrics.Baseline.PrAuc.Value);
        Assert.Equal(0.1875, metrics.Baseline.Brier.Value);
        Assert.Equal(Metric.Undefined, metrics.Baseline.Precision);
    }

    [Fact]
    public void WithNegativesOnlyWhatNeedsPositivesIsUndefined()
    {
        BinaryMetrics metrics = BinaryEvaluator.Evaluate([false, false], [0.1f, 0.2f], Half);
        Assert.Equal(["ROC-AUC", "PR-AUC", "precision", "recall", "F1"], Undefined(metrics));
        Assert.Equal(1, metrics.Accuracy.Value);
    }

    [Fact]
    public void WithPositivesOnlyTheRocAucIsUndefined()
    {
        BinaryMetrics metrics = BinaryEvaluator.Evaluate([true, true], [0.9f, 0.2f], Half);
        Assert.Equal(["ROC-AUC"], Undefined(metrics));
        Assert.Equal(1, metrics.PrAuc.Value);
    }

    [Fact]
    public void NumberedLabelsGiveTheSameMetrics()
    {
        float[] labels = Array.ConvertAll(ReferenceData.Positives, static positive => positive ? 1f : 0f);
        EvaluationRows rows = new() { Weights = ReferenceData.Weights };
        Assert.Equal(Reference(true, 0.5f), BinaryEvaluator.Evaluate(labels, ReferenceData.Probabilities, Half, rows));
    }

    [Fact]
    public void TextIsATable() => Culture.Finnish(static () => Assert.Equal(
        """
        Binary classification on 4 rows
        metric       value   baseline
        ROC-AUC      0.875      0.500
        PR-AUC       0.833      0.500
        log-loss     0.399      0.837
        Brier        0.130      0.313
        ECE        0.05000      0.250
        accuracy     0.750      0.500
        precision    0.667  undefined
        recall       1.000      0.000
        F1           0.800      0.000
        2 of 4 rows positive; predicted so from probability 0.5 on
                      predicted true  predicted false
        actual true                2                0
        actual false               1                1
        """,
        BinaryEvaluator.Evaluate([true, true, false, false], [0.9f, 0.5f, 0.5f, 0.1f], Half, default, new(0.25f), NoIntervals).ToString()));

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(-0.5f, "-0.5")]
    [InlineData(1.5f, "1.5")]
    public void AProbabilityOutsideZeroToOneIsNamed(float probability, string text) => Assert.Equal(
        $"Row 1 of the validation set has probability {text}; it must be from 0 to 1",
        Assert.Throws<EvaluationException>(
            () => BinaryEvaluator.Evaluate([true, false], [0.5f, probability], Half, new RowFacts(Side: "validation").Rows)).Message);

    [Theory]
    [InlineData(0.5f, "0.5")]
    [InlineData(float.NaN, "NaN")]
    public void ALabelThatIsNeitherZeroNorOneIsNamed(float label, string text) => Assert.Equal(
        $"Row 2 of the evaluated set has label {text}; it must be 0 or 1",
        Assert.Throws<EvaluationException>(() => BinaryEvaluator.Evaluate([0, 1, label], [0.5f, 0.5f, 0.5f], Half)).Message);

    [Fact]
    public void LengthsMustAgree()
    {
        Assert.Throws<ArgumentException>(() => BinaryEvaluator.Evaluate([true], [0.5f, 0.5f], Half));
        Assert.Throws<ArgumentException>(() => BinaryEvaluator.Evaluate([true], [0.5f], Half, new RowFacts(Weights: [1, 1]).Rows));
        Assert.Throws<ArgumentException>(() => BinaryEvaluator.Evaluate([true], [0.5f], Half, new RowFacts(Groups: [1, 1]).Rows));
    }

    [Fact]
    public void NoRowsIsAnErrorThatNamesTheSide() => Assert.StartsWith(
        "The test set has no rows",
        Assert.Throws<EvaluationException>(
            () => BinaryEvaluator.Evaluate(Array.Empty<bool>(), [], Half, new RowFacts(Side: "test").Rows)).Message);

    private static BinaryMetrics Reference(bool weighted, float threshold) => BinaryEvaluator.Evaluate(
        ReferenceData.Positives, ReferenceData.Probabilities, new(threshold), new() { Weights = ReferenceData.WeightsIf(weighted) });

    private static IEnumerable<string> Undefined(BinaryMetrics metrics) =>
        metrics.Named.Where(static named => !named.Metric.IsDefined).Select(static named => named.Name);
}
