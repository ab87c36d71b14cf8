using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Plans;

/// <summary>What an exported graph makes of scores, in ONNX Runtime, against the formulas in double.</summary>
public sealed class OutcomeTests
{
    private static readonly OnnxExportOptions WithScores = new() { Scores = true };

    // Scores from one raw column: weights and biases make them what a test wants.
    private static readonly float[] Numbers = [.. Enumerable.Range(-400, 801).Select(static i => i / 4f), 1e-6f, -1e-6f, 17.3f, 88.7f, -103.9f];

    private static FeaturePlan Raw()
    {
        NumericEncoding encoding = Learn(new NumericOptions(), 1f);
        return new(new DatasetSchema("Raw", [new("miles", "Miles", "float", ColumnRole.None, "Numeric", true)], []), [encoding]);
    }

    private static Dictionary<string, Array> Run(ExportedOutcome outcome, float[] weights, float[] biases, OnnxExportOptions? options = null)
    {
        FeaturePlan plan = Raw();
        options ??= WithScores;
        using ExportedModel model = new(OnnxExport.Write(plan, weights, biases, outcome, options), plan, options.FlatColumns);
        return model.Run([.. Numbers.Select(static n => (ColumnValue[])[ColumnValue.Number(n)])]);
    }

    [Fact]
    public void TheIdentityGivesTheScore() =>
        Assert.Equal(Numbers, (float[])Run(new ValueOutcome(false), [1], [0])["prediction"]);

    [Fact]
    public void ALogarithmGivesItsExponential()
    {
        float[] found = (float[])Run(new ValueOutcome(true), [1], [0])["prediction"];
        for (int i = 0; i < found.Length; i++) Close(Math.Exp(Numbers[i]), found[i], 1e-7 * Math.Exp(Numbers[i]) + float.Epsilon);
    }

    [Fact]
    public void LogOddsGiveBothProbabilitiesAndTheLabel()
    {
        Dictionary<string, Array> found = Run(new BinaryOutcome(0.5f), [1], [0]);
        var probabilities = (float[])found["probabilities"];
        for (int i = 0; i < Numbers.Length; i++)
        {
            Probability(1 / (1 + Math.Exp(Numbers[i])), probabilities[2 * i]);
            Probability(1 / (1 + Math.Exp(-Numbers[i])), probabilities[(2 * i) + 1]);
            Assert.Equal(probabilities[(2 * i) + 1] >= 0.5f, ((bool[])found["label"])[i]);
        }
    }

    [Fact]
    public void NamedClassesAreTexts()
    {
        Dictionary<string, Array> found = Run(new BinaryOutcome(0.9f) { Negative = "stay", Positive = "churn" }, [1], [0]);
        Assert.Equal(Numbers.Select(static n => 1 / (1 + Math.Exp(-n)) >= 0.9 ? "churn" : "stay"), (string[])found["label"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ScoresOfClassesGiveTheirShares(bool first)
    {
        // Without a score for the first class, it is 0.
        float[] weights = first ? [0.5f, 1, -1] : [1, -1], biases = first ? [1, 0, 0.25f] : [0, 0.25f];
        Dictionary<string, Array> found = Run(new MulticlassOutcome(["7", "-1", "3"], AreIntegers: true), weights, biases);
        var probabilities = (float[])found["probabilities"];
        for (int i = 0; i < Numbers.Length; i++)
        {
            double[] scores = first ? [0.5 * Numbers[i] + 1, Numbers[i], 0.25 - Numbers[i]] : [0, Numbers[i], 0.25 - Numbers[i]];
            double sum = scores.Sum(s => Math.Exp(s - scores.Max()));
            for (int k = 0; k < 3; k++) Probability(Math.Exp(scores[k] - scores.Max()) / sum, probabilities[(3 * i) + k]);
            Assert.Equal(new long[] { 7, -1, 3 }[Array.IndexOf(scores, scores.Max())], ((long[])found["label"])[i]);
        }
    }

    [Fact]
    public void MLflowFeedsVectorsAndReadsVectors()
    {
        FeaturePlan plan = Raw();
        byte[] file = OnnxExport.Write(plan, [1, 2], [0, 0], new MulticlassOutcome(["low", "high"]), OnnxExportOptions.MLflow);
        using ExportedModel model = new(file, plan, isFlat: true);
        // Each of rank 1, which flattening leaves as it is.
        Assert.Equal(["Miles: float[N]"], model.Session.Inputs.Select(static i => i.ToString()));
        Assert.Equal(["label: string[N]", "probability.low: float[N]", "probability.high: float[N]"], model.Session.Outputs.Select(static o => o.ToString()));
        Dictionary<string, Array> found = model.Run([[ColumnValue.Number(0d)], [ColumnValue.Number(1d)], [ColumnValue.Number(-1d)]]);
        Assert.Equal(["low", "high", "low"], (string[])found["label"]);
        Probability(1 / (1 + Math.E), ((float[])found["probability.low"])[1]);
    }

    [Fact]
    public void ScoresThatDoNotFitAreRefused()
    {
        Assert.Equal("There are 2 biases for 1 scores (Parameter 'weights')", Refused<ArgumentException>([1, 1], [0, 0]));
        Assert.Equal("There are 3 weights for 1 outputs of 1 features (Parameter 'weights')", Refused<ArgumentException>([1, 1, 1], [0]));

        static string Refused<T>(float[] weights, float[] biases) where T : Exception =>
            Assert.Throws<T>(() => OnnxExport.Write(Raw(), weights, biases, new ValueOutcome(false))).Message;
    }

    private static void Probability(double expected, float found) => Close(expected, found, expected > 1e-4 ? 1e-5 * expected : 1e-6);

    private static void Close(double expected, float found, double tolerance) => Assert.True(
        expected > float.MaxValue ? float.IsPositiveInfinity(found) : Math.Abs(expected - found) <= tolerance, FormattableString.Invariant($"{expected} expected, {found} found"));
}
