namespace MlDsl.Training.Tests;

public sealed class MulticlassEvaluatorTests
{
    private static readonly EvaluationOptions NoIntervals = new() { Resamples = 0 };
    private static readonly string[] Pets = ["cat", "dog", "fox"];

    // scikit-learn 1.2.1 by reference.py: log-loss, accuracy, balanced accuracy, micro and macro F1. Tolerance 1e-12; for log-loss
    // 1e-6, because scikit-learn makes clipped rows sum to 1 again.
    [Theory]
    [InlineData(false, 1.2896261527285016, 0.696, 0.6960222734254992, 0.696, 0.6960055680890893)]
    [InlineData(true, 1.3011890519556595, 0.6936666666666667, 0.6936473580134238, 0.6936666666666667, 0.6936551704085581)]
    public void PooledMetricsAgreeWithScikitLearn(
        bool weighted, double logLoss, double accuracy, double balanced, double microF1, double macroF1)
    {
        MulticlassMetrics metrics = Reference(weighted);
        Assert.Equal(logLoss, metrics.LogLoss.Value, 1e-6);
        Assert.Equal(accuracy, metrics.MicroAccuracy.Value, 1e-12);
        Assert.Equal(balanced, metrics.MacroAccuracy.Value, 1e-12);
        Assert.Equal(microF1, metrics.MicroF1.Value, 1e-12);
        Assert.Equal(macroF1, metrics.MacroF1.Value, 1e-12);
    }

    // scikit-learn 1.2.1 by reference.py: precision_recall_fscore_support with weights. Tolerance 1e-12.
    [Theory]
    [InlineData(0, "north", 0.6813333333333333, 0.6849865951742627, 0.6831550802139038)]
    [InlineData(1, "east", 0.6906666666666667, 0.6906666666666667, 0.6906666666666667)]
    [InlineData(2, "south", 0.7026666666666667, 0.7007978723404256, 0.7017310252996005)]
    [InlineData(3, "west", 0.7, 0.6981382978723404, 0.6990679094540612)]
    public void ClassesAgreeWithScikitLearn(int index, string name, double precision, double recall, double f1)
    {
        ClassMetrics metrics = Reference(true).Classes[index];
        Assert.Equal(name, metrics.Class);
        Assert.Equal(precision, metrics.Precision.Value, 1e-12);
        Assert.Equal(recall, metrics.Recall.Value, 1e-12);
        Assert.Equal(f1, metrics.F1.Value, 1e-12);
    }

    // scikit-learn 1.2.1 by reference.py: confusion_matrix, row-major, exactly.
    [Theory]
    [InlineData(false, new double[] { 86, 13, 13, 13, 13, 87, 13, 13, 13, 12, 88, 12, 13, 13, 11, 87 })]
    [InlineData(true, new[] { 127.75, 20, 20, 18.75, 19.75, 129.5, 18.5, 19.75, 20.5, 18, 131.75, 17.75, 19.5, 20, 17.25, 131.25 })]
    public void TheConfusionMatrixAgreesWithScikitLearn(bool weighted, double[] cells)
    {
        ConfusionMatrix confusion = Reference(weighted).Confusion;
        Assert.Equal(cells, Enumerable.Range(0, 16).Select(cell => confusion[cell / 4, cell % 4]));
    }

    [Fact]
    public void AClassWithoutRowsIsLeftOutOfMacroFigures()
    {
        // Nothing is a fox and nothing is taken for one.
        MulticlassMetrics metrics = MulticlassEvaluator.Evaluate(
            [0, 0, 1], [0.5f, 0.25f, 0.25f, 0.25f, 0.5f, 0.25f, 0.25f, 0.5f, 0.25f], Pets, options: NoIntervals);
        Assert.Equal(0.75, metrics.MacroAccuracy.Value);
        Assert.Equal(2.0 / 3, metrics.MacroF1.Value, 1e-15);
        Assert.Equal(new ClassMetrics("fox", 0, Metric.Undefined, Metric.Undefined, Metric.Undefined), metrics.Classes[2]);
    }

    [Fact]
    public void TheFirstOfEqualsIsPredicted()
    {
        MulticlassMetrics metrics = MulticlassEvaluator.Evaluate([1], [0.25f, 0.375f, 0.375f], Pets, options: NoIntervals);
        Assert.Equal(1, metrics.Confusion[1, 1]);
    }

    [Fact]
    public void TheBaselineTakesEveryRowForTheMostFrequentClass()
    {
        MulticlassMetrics metrics = MulticlassEvaluator.Evaluate(
            [0, 2], [1, 0, 0, 0, 0, 1], Pets, baseline: [0.25f, 0.25f, 0.5f], options: NoIntervals);
        Assert.NotNull(metrics.Baseline);
        Assert.Equal(0.5, metrics.Baseline.MicroAccuracy.Value);
        Assert.Equal(1.5 * Math.Log(2), metrics.Baseline.LogLoss.Value, 1e-15);
    }

    [Fact]
    public void EqualRowsGiveEqualMetrics()
    {
        Assert.Equal(Reference(true), Reference(true));
        Assert.Equal(Reference(true).GetHashCode(), Reference(true).GetHashCode());
        Assert.NotEqual(Reference(true), Reference(false));
    }

    [Fact]
    public void TextIsATable() => Culture.Finnish(static () => Assert.Equal(
        """
        Multiclass classification on 2 rows
        metric          value  baseline
        log-loss        1.040     1.040
        micro accuracy  0.500     0.500
        macro accuracy  0.500     0.500
        micro F1        0.500     0.500
        macro F1        0.333     0.333
        ECE             0.000     0.000

        class  rows  precision     recall         F1
        cat       1  undefined      0.000      0.000
        dog       0  undefined  undefined  undefined
        fox       1      0.500      1.000      0.667

        actual \ predicted  cat  dog  fox
        cat                   0    0    1
        dog                   0    0    0
        fox                   0    0    1
        """,
        MulticlassEvaluator.Evaluate(
            [0, 2], [0.25f, 0.25f, 0.5f, 0.25f, 0.25f, 0.5f], Pets, baseline: [0.25f, 0.25f, 0.5f], options: NoIntervals).ToString()));

    [Fact]
    public void AMatrixTooWideForAConsoleIsPointedTo()
    {
        string[] classes = [.. Enumerable.Range(0, 13).Select(static i => $"c{i}")];
        var certain = new float[13];
        certain[12] = 1;
        string text = MulticlassEvaluator.Evaluate([12], certain, classes, options: NoIntervals).ToString();
        Assert.EndsWith("13 classes: the confusion matrix is in Confusion", text);
    }

    [Theory]
    [InlineData(3, 0.5f, 0.5f, "Row 1 of the test set has class index 3; it must be from 0 to 2")]
    [InlineData(-1, 0.5f, 0.5f, "Row 1 of the test set has class index -1; it must be from 0 to 2")]
    [InlineData(0, float.NaN, 0.5f, "Row 1 of the test set has probability of 'dog' NaN; it must be from 0 to 1")]
    [InlineData(0, 1.5f, -0.5f, "Row 1 of the test set has probability of 'dog' 1.5; it must be from 0 to 1")]
    [InlineData(0, 0.5f, 0.25f, "Row 1 of the test set has probabilities that sum to 0.75; it must be 1 within 0.001")]
    public void BadRowsAreNamed(int label, float dog, float fox, string message) => Assert.Equal(
        message,
        Assert.Throws<EvaluationException>(
            () => MulticlassEvaluator.Evaluate([0, label], [1, 0, 0, 0, dog, fox], Pets, new RowFacts(Side: "test").Rows)).Message);

    [Fact]
    public void ShapesMustAgree()
    {
        Assert.StartsWith(
            "There are 4 probabilities; 2 rows of 3 classes need 6",
            Assert.Throws<ArgumentException>(() => MulticlassEvaluator.Evaluate([0, 1], [1, 0, 0, 0], Pets)).Message);
        Assert.StartsWith("There are no classes", Assert.Throws<ArgumentException>(() => MulticlassEvaluator.Evaluate([], [], [])).Message);
        Assert.StartsWith(
            "The test set has no rows",
            Assert.Throws<EvaluationException>(() => MulticlassEvaluator.Evaluate([], [], Pets, new RowFacts(Side: "test").Rows)).Message);
    }

    [Theory]
    [InlineData(new[] { 0.5f, 0.5f })]
    [InlineData(new[] { 0.5f, 0.5f, 0.5f })]
    [InlineData(new[] { 1.5f, -0.5f, 0f })]
    [InlineData(new[] { float.NaN, 0.5f, 0.5f })]
    public void ABaselineIsADistribution(float[] baseline) => Assert.StartsWith(
        "The baseline must be 3 shares",
        Assert.Throws<ArgumentException>(() => MulticlassEvaluator.Evaluate([0], [1, 0, 0], Pets, baseline: baseline)).Message);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 4)]
    public void AnIndexOutsideTheConfusionMatrixIsRefused(int actual, int predicted) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Reference(false).Confusion[actual, predicted]);

    private static MulticlassMetrics Reference(bool weighted) => MulticlassEvaluator.Evaluate(
        ReferenceData.ClassLabels,
        ReferenceData.ClassProbabilities,
        ReferenceData.Classes,
        new() { Weights = ReferenceData.WeightsIf(weighted) });
}
