using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Plans;

/// <summary>What an exported graph makes of scores, in ONNX Runtime, against the formulas in double.</summary>
public sealed class OutcomeTests
{
    private static readonly OnnxExportOptions WithScores = new() { Scores = true };

    // Scores from one raw column: weights and biases make them what a test wants.
    private static readonly float[] Numbers = [.. Enumerable.Range(-400, 801).Select(static i => i / 4f), 1e-6f, -1e-6f, 17.3f, 88.7f, -103.9f];

    private static FeaturePlan Raw(string label = "string")
    {
        NumericEncoding encoding = Learn(new NumericOptions(), 1f);
        return new(new DatasetSchema("Raw", [new("miles", "Miles", "float", ColumnRole.None, "Numeric", true), new("grade", "Grade", label, ColumnRole.Label, "", false)], []), [encoding]);
    }

    private static Dictionary<string, Array> Run(Outcome outcome, float[] weights, float[] biases, string label = "string")
    {
        FeaturePlan plan = Raw(label);
        using ExportedModel model = new(OnnxExport.Write(plan, new LinearPredictor(weights, biases), outcome, WithScores), plan);
        return model.Run([.. Numbers.Select(static n => (ColumnValue[])[ColumnValue.Number(n)])]);
    }

    [Fact]
    public void TheIdentityGivesTheScore() =>
        Assert.Equal(Numbers, (float[])Run(Outcomes.Number(), [1], [0])["prediction"]);

    [Fact]
    public void ALogarithmGivesItsExponential()
    {
        float[] found = (float[])Run(Outcomes.Number(Link.Log), [1], [0])["prediction"];
        for (int i = 0; i < found.Length; i++) Close(Math.Exp(Numbers[i]), found[i], 1e-7 * Math.Exp(Numbers[i]) + float.Epsilon);
    }

    [Fact]
    public void LogOddsGiveBothProbabilitiesAndTheLabel()
    {
        Dictionary<string, Array> found = Run(Outcomes.TwoClasses(), [1], [0]);
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
        Dictionary<string, Array> found = Run(Outcomes.TwoClasses(0.9f, "stay", "churn"), [1], [0]);
        Assert.Equal(Numbers.Select(static n => 1 / (1 + Math.Exp(-n)) >= 0.9 ? "churn" : "stay"), (string[])found["label"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ScoresOfClassesGiveTheirShares(bool first)
    {
        // The one score of two classes is that of the second; the first has 0.
        string[] classes = first ? ["7", "-1", "3"] : ["7", "-1"];
        float[] weights = first ? [0.5f, 1, -1] : [1], biases = first ? [1, 0, 0.25f] : [0.25f];
        Dictionary<string, Array> found = Run(Outcomes.Classes(classes), weights, biases, "int");
        var probabilities = (float[])found["probabilities"];
        for (int i = 0; i < Numbers.Length; i++)
        {
            double[] scores = first ? [0.5 * Numbers[i] + 1, Numbers[i], 0.25 - Numbers[i]] : [0, Numbers[i] + 0.25];
            double sum = scores.Sum(s => Math.Exp(s - scores.Max()));
            for (int k = 0; k < classes.Length; k++) Probability(Math.Exp(scores[k] - scores.Max()) / sum, probabilities[(classes.Length * i) + k]);
            Assert.Equal(new long[] { 7, -1, 3 }[Array.IndexOf(scores, scores.Max())], ((long[])found["label"])[i]);
        }
    }

    [Fact]
    public void TextsOfDigitsStayTexts() =>
        Assert.All((string[])Run(Outcomes.Classes("007", "1"), [1], [0])["label"], static label => Assert.Contains(label, (string[])["007", "1"]));

    [Fact]
    public void MLflowFeedsVectorsAndReadsVectors()
    {
        FeaturePlan plan = Raw();
        byte[] file = OnnxExport.Write(plan, new LinearPredictor([1f, 2], [0f, 0]), Outcomes.Classes("low", "high"), OnnxExportOptions.MLflow);
        using ExportedModel model = new(file, plan);
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
        Assert.Equal("2 scores of 1 positions do not go with 1 features and 1 predictions (Parameter 'predictor')", Refused(Outcomes.Number(), [1, 1], [0, 0]));
        Assert.Equal("1 scores of 3 positions do not go with 1 features and 1 predictions (Parameter 'predictor')", Refused(Outcomes.Number(), [1, 1, 1], [0]));
        Assert.Equal("2 scores of 1 positions do not go with 1 features and 3 predictions (Parameter 'predictor')", Refused(Outcomes.Classes("a", "b", "c"), [1, 1], [0, 0]));

        static string Refused(Outcome outcome, float[] weights, float[] biases) =>
            Assert.Throws<ArgumentException>(() => OnnxExport.Write(Raw(), new LinearPredictor(weights, biases), outcome)).Message;
    }

    private static void Probability(double expected, float found) => Close(expected, found, expected > 1e-4 ? 1e-5 * expected : 1e-6);

    private static void Close(double expected, float found, double tolerance) => Assert.True(
        expected > float.MaxValue ? float.IsPositiveInfinity(found) : Math.Abs(expected - found) <= tolerance, FormattableString.Invariant($"{expected} expected, {found} found"));
}
