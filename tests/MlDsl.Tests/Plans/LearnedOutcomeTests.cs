using System.Globalization;
using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Plans;

/// <summary>Calibrations and intervals: C# against the formulas in double, and an exported graph in ONNX Runtime against C#.</summary>
public sealed class LearnedOutcomeTests
{
    // Knots that the scores meet exactly are among them, and scores far beyond any.
    private static readonly float[] Numbers = [.. Enumerable.Range(-120, 241).Select(static i => i / 8f), 1e-6f, -1e-6f, 88.7f, -103.9f, 700, -700, 1e30f, -1e30f];

    private static FeaturePlan Plan => new(
        new DatasetSchema("Raw", [new("miles", "Miles", "float", ColumnRole.None, "Numeric", true), new("grade", "Grade", "string", ColumnRole.Label, "", false)], []),
        [Learn(new NumericOptions(), 1f)]);

    public static TheoryData<Calibration> Methods => [.. Enum.GetValues<Calibration>()];

    private static CalibrationCurve Curve(Calibration method, int number = 0) => method switch
    {
        Calibration.Platt => new([0.7 + (number / 4.0), -0.3 + number]),
        Calibration.Temperature => new([0.6]),
        Calibration.Beta => new([0.8, 1.7 - (number / 2.0), 0.25]),
        _ => new([0, 0.1, 0.1, 0.6 + (number / 10.0), 1], [-4 - number, -1.5, 0.25, 1, 3.3]),
    };

    private static double Formula(Calibration method, double score)
    {
        double p = 1 / (1 + Math.Exp(-score)), rest = 1 / (1 + Math.Exp(score));
        IReadOnlyList<double> c = Curve(method).Values, k = Curve(method).Knots;
        switch (method)
        {
            case Calibration.Platt: return 1 / (1 + Math.Exp(-((c[0] * score) + c[1])));
            case Calibration.Temperature: return 1 / (1 + Math.Exp(-c[0] * score));
            // Kull and others, (4): 1 / (1 + 1 / (exp(c)·pᵃ/(1 − p)ᵇ)).
            case Calibration.Beta: return 1 / (1 + (1 / (Math.Exp(c[2]) * Math.Pow(p, c[0]) / Math.Pow(rest, c[1]))));
            default:
                if (score <= k[0]) return c[0];
                int i = k.TakeWhile(knot => knot <= score).Count();
                return i == k.Count ? c[^1] : c[i - 1] + ((score - k[i - 1]) / (k[i] - k[i - 1]) * (c[i] - c[i - 1]));
        }
    }

    private static Dictionary<string, Array> Run(Outcome outcome, float[] weights, float[] biases)
    {
        using ExportedModel model = new(OnnxExport.Write(Plan, new LinearPredictor(weights, biases), outcome, new() { Scores = true }), Plan);
        return model.Run([.. Numbers.Select(static n => (ColumnValue[])[ColumnValue.Number(n)])]);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void TwoClassesFollowTheFormula(Calibration method)
    {
        Outcome outcome = Outcomes.TwoClasses().With(new CalibrationStep(method, [Curve(method)]));
        foreach (float score in Numbers.Where(static n => Math.Abs(n) < 30)) Assert.Equal(Formula(method, score), outcome.ProbabilityOf(score), 2e-7);
        Assert.All(Numbers, score => Assert.InRange(outcome.ProbabilityOf(score), 0f, 1f));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void AGraphCalibratesTwoClasses(Calibration method)
    {
        Outcome outcome = Outcomes.TwoClasses(0.3f).With(new CalibrationStep(method, [Curve(method)]));
        Dictionary<string, Array> found = Run(outcome, [1], [0]);
        var probabilities = (float[])found["probabilities"];
        for (int i = 0; i < Numbers.Length; i++)
        {
            float expected = outcome.ProbabilityOf(Numbers[i]);
            Assert.Equal(expected, probabilities[(2 * i) + 1], Math.Max(1e-6f * expected, 1e-30f));
            Assert.Equal(1 - (double)expected, probabilities[2 * i], 1e-7);
            Assert.Equal(outcome.ClassOf([Numbers[i]]) == 1, ((bool[])found["label"])[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void AGraphCalibratesSeveralClasses(Calibration method)
    {
        foreach (int classes in (int[])[2, 3, 40])
        {
            CalibrationCurve[] curves = method == Calibration.Temperature ? [Curve(method)] : [.. Enumerable.Range(0, classes).Select(k => Curve(method, k % 3))];
            Outcome outcome = Outcomes.Classes([.. Enumerable.Range(0, classes).Select(static k => $"c{k}")]).With(new CalibrationStep(method, curves));
            // The one score of two classes is that of the second over the first.
            float[] weights = classes == 2 ? [1] : [.. Enumerable.Range(0, classes).Select(static k => k % 3 switch { 0 => 0.5f, 1 => 1, _ => -1 })];
            float[] biases = classes == 2 ? [0.25f] : [.. Enumerable.Range(0, classes).Select(static k => (k % 3 switch { 0 => 1, 1 => 0, _ => 0.25f }) + (k / 3 / 8f))];
            Dictionary<string, Array> found = Run(outcome, weights, biases);
            float[] scores = new float[weights.Length], expected = new float[classes], probabilities = (float[])found["probabilities"];
            for (int i = 0; i < Numbers.Length; i++)
            {
                for (int k = 0; k < scores.Length; k++) scores[k] = biases[k] + (weights[k] * Numbers[i]);
                outcome.Apply(scores, expected);
                Assert.Equal(1, expected.Sum(static p => (double)p), 1e-6);
                for (int k = 0; k < classes; k++) Assert.Equal(expected[k], probabilities[(classes * i) + k], 2e-6f);
                string label = ((string[])found["label"])[i];
                // Two that are one to the last digits may change places.
                if (label != $"c{outcome.ClassOf(scores)}") Assert.Equal(expected.Max(), expected[int.Parse(label[1..], CultureInfo.InvariantCulture)], 1e-6f);
            }
        }
    }

    [Theory]
    [InlineData(Calibration.Platt)]
    [InlineData(Calibration.Beta)]
    [InlineData(Calibration.Isotonic)]
    public void ManyClassesAreThoseOfASumForEach(Calibration method)
    {
        Random random = new(5);
        foreach (int classes in (int[])[4, 30, 1000])
        {
            CalibrationStep step = new(method, [.. Enumerable.Range(0, classes).Select(k => Curve(method, k % 3))]);
            float[] scores = [.. Enumerable.Range(0, classes).Select(_ => (float)((random.NextDouble() * 20) - 10))], found = new float[classes];
            step.Apply(scores, found);
            double[] each = [.. scores.Select((score, i) =>
            {
                double others = 0;
                for (int k = 0; k < classes; k++)
                    if (k != i) others += Math.Exp((double)scores[k] - scores.Max());
                return step.Curves[i].At(method, (double)score - scores.Max() - Math.Log(others));
            })];
            Assert.Equal(each.Select(p => (float)(p / each.Sum())), found);
        }
    }

    [Fact]
    public void AGraphOfTwiceTheClassesIsTwiceAsLarge()
    {
        Assert.InRange(Length(800), Length(400), 2.1 * Length(400));

        static int Length(int classes)
        {
            Outcome outcome = Outcomes.Classes([.. Enumerable.Range(0, classes).Select(static k => $"c{k}")])
                .With(new CalibrationStep(Calibration.Platt, [.. Enumerable.Range(0, classes).Select(static _ => Curve(Calibration.Platt))]));
            return OnnxExport.Write(Plan, new LinearPredictor(new float[classes], new float[classes]), outcome).Length;
        }
    }

    [Fact]
    public void EachClassIsCalibratedAgainstTheRest()
    {
        float[] scores = [1, -0.5f, 0.25f], found = new float[3];
        Outcome outcome = Outcomes.Classes("a", "b", "c").With(new CalibrationStep(Calibration.Platt, [.. Enumerable.Range(0, 3).Select(static k => Curve(Calibration.Platt, k))]));
        outcome.Apply(scores, found);
        double[] each = [.. Enumerable.Range(0, 3).Select(k =>
        {
            double odds = scores[k] - Math.Log(scores.Where((_, j) => j != k).Sum(static s => Math.Exp(s))), slope = 0.7 + (k / 4.0), intercept = -0.3 + k;
            return 1 / (1 + Math.Exp(-((slope * odds) + intercept)));
        })];
        for (int k = 0; k < 3; k++) Assert.Equal(each[k] / each.Sum(), found[k], 1e-7);
        // The class of the largest score is not the most likely one here.
        Assert.Equal((0, 2), (Array.IndexOf(scores, scores.Max()), outcome.ClassOf(scores)));
    }

    [Fact]
    public void WhereNoClassIsThoughtPossibleAllAreAlike()
    {
        CalibrationCurve never = new([0, 0], [-1, 1]);
        Outcome outcome = Outcomes.Classes("a", "b").With(new CalibrationStep(Calibration.Isotonic, [never, never]));
        float[] found = new float[2];
        outcome.Apply([3, -2], found);
        Assert.Equal([0.5f, 0.5f], found);
        Assert.All((float[])Run(outcome, [1], [0])["probabilities"], static p => Assert.Equal(0.5f, p));
    }

    [Theory]
    [InlineData(Link.Identity, false)]
    [InlineData(Link.Identity, true)]
    [InlineData(Link.Log, false)]
    [InlineData(Link.Log, true)]
    public void AGraphLaysIntervals(Link link, bool spreads)
    {
        Outcome outcome = Outcomes.Number(link).With(spreads ? new IntervalStep(0.9, 2.5, [-3, 0, 8, 9], [0.5, 1, 0.25, 4]) : new IntervalStep(0.9, 2.5));
        Dictionary<string, Array> found = Run(outcome, [1], [0]);
        float[] predictions = (float[])found["prediction"], lows = (float[])found["prediction.low"], highs = (float[])found["prediction.high"];
        for (int i = 0; i < Numbers.Length; i++)
        {
            if (!outcome.Admits(Numbers[i]))
            {
                Assert.False(float.IsFinite(predictions[i]));
                continue;
            }
            // Of the graph's own prediction, which is an exponential of another library.
            Interval<float> expected = outcome.IntervalOf(predictions[i]);
            Assert.Equal((expected.Low, expected.High), (lows[i], highs[i]));
            Assert.True(expected.Contains(predictions[i]) && (link == Link.Identity || expected.Low >= 0));
        }
        double half = 2.5 * (spreads ? 0.5 : 1);
        Assert.Equal(new Interval<float>(-5, (float)(-5 - half), (float)(-5 + half)), outcome.With(new LinkStep(Link.Identity)).IntervalOf(-5));
    }

    // Quantiles that cross below -4/3, and predictions outside both.
    [Theory]
    [InlineData(Link.Identity, 2.5)]
    [InlineData(Link.Identity, -30)]
    [InlineData(Link.Log, 2.5)]
    public void AGraphLaysIntervalsBetweenQuantiles(Link link, double radius)
    {
        Outcome outcome = Outcomes.Number(link).With(new IntervalStep(0.9, radius, isOfQuantiles: true));
        Dictionary<string, Array> found = Run(outcome, [1, 0.5f, 2], [0, -1, 1]);
        float[] predictions = (float[])found["prediction"], lows = (float[])found["prediction.low"], highs = (float[])found["prediction.high"];
        Assert.Equal(Numbers.Length * 3, found["scores"].Length);
        for (int i = 0; i < Numbers.Length; i++)
        {
            if (!outcome.Admits(Numbers[i]))
            {
                Assert.False(float.IsFinite(predictions[i]));
                continue;
            }
            float one = -1 + (0.5f * Numbers[i]), other = 1 + (2 * Numbers[i]);
            Interval<float> expected = outcome.IntervalOf([Numbers[i], one, other]);
            Assert.True(expected.Contains(expected.Value) && (link == Link.Identity || expected.Low >= 0));
            Assert.Equal(Math.Max((float)Math.Min(Math.Min(one, other) - radius, expected.Value), link == Link.Log ? 0 : float.MinValue), expected.Low);
            Assert.Equal(Math.Max((float)Math.Max(Math.Max(one, other) + radius, expected.Value), link == Link.Log ? 0 : float.MinValue), expected.High);
            if (link == Link.Identity) Assert.Equal((expected.Value, expected.Low, expected.High), (predictions[i], lows[i], highs[i]));
            // The graph's exponential is of another library.
            Assert.Equal(expected.Low, lows[i], 1e-6f * Math.Abs(expected.Low));
            Assert.Equal(expected.High, highs[i], 1e-6f * Math.Abs(expected.High));
        }
    }

    [Fact]
    public void QuantilesThatHoldTooMuchShrinkDownToThePrediction()
    {
        Outcome outcome = Outcomes.Number().With(new IntervalStep(0.9, -5, isOfQuantiles: true));
        Assert.Equal(new Interval<float>(4, 4, 4), outcome.IntervalOf([4, 3, 5]));
        Assert.Equal(new Interval<float>(14, 5, 15), outcome.IntervalOf([14, 20, 0]));
        Assert.Equal((1, IntervalWidth.Quantiles), (outcome.Outputs(3), outcome.Interval!.Width));
        Assert.Contains("lie between quantiles", Assert.Throws<InvalidOperationException>(() => outcome.IntervalOf(4)).Message, StringComparison.Ordinal);
        Assert.Contains("told by 3 scores of a row, not by 1", Assert.Throws<ArgumentException>(() => outcome.IntervalOf([4f])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnIntervalEndsWhereFloatsDo()
    {
        Outcome wide = Outcomes.Number().With(new IntervalStep(0.9, float.MaxValue));
        Assert.Equal(new Interval<float>(3e38f, (float)((double)3e38f - float.MaxValue), float.MaxValue), wide.IntervalOf(3e38f));
        Assert.Equal("-1 [-3.5, 1.5]", Outcomes.Number().With(new IntervalStep(0.9, 2.5)).IntervalOf(-1).ToString());
        Assert.Throws<InvalidOperationException>(static () => Outcomes.Number().IntervalOf(1));
    }

    [Fact]
    public void StepsThatCannotBeAreRefused()
    {
        CalibrationStep platt = new(Calibration.Platt, [new([1, 0])]);
        IntervalStep interval = new(0.9, 1);
        Says("A calibration is of classes, and the link Identity of numbers", () => Outcomes.Number().With(platt));
        Says("Intervals are of numbers, and the link Logit is of classes", () => Outcomes.TwoClasses().With(interval));
        Says("every other step at most once", () => _ = new Outcome([new LinkStep(Link.Logit), platt, platt]));
        Says("A calibration has no curve", static () => _ = new CalibrationStep(Calibration.Platt, []));
        Says("9 is no way to calibrate", static () => _ = new CalibrationStep((Calibration)9, [new([1])]));
        Says("has 2 values and no knots, not 1 and 0", static () => _ = new CalibrationStep(Calibration.Platt, [new([1])]));
        Says("is not a number up to", static () => _ = new CalibrationStep(Calibration.Platt, [new([double.NaN, 0])]));
        Says("is not a number up to", static () => _ = new CalibrationStep(Calibration.Beta, [new([1, 1, 1e13])]));
        Says("a temperature is not above 0", static () => _ = new CalibrationStep(Calibration.Temperature, [new([0])]));
        Says("a slope of a beta curve is below 0", static () => _ = new CalibrationStep(Calibration.Beta, [new([-0.1, 1, 0])]));
        Says("has no knots", static () => _ = new CalibrationStep(Calibration.Isotonic, [new([])]));
        Says("2 knots do not go with 1 values", static () => _ = new CalibrationStep(Calibration.Isotonic, [new([0], [0, 1])]));
        Says("the knots do not ascend", static () => _ = new CalibrationStep(Calibration.Isotonic, [new([0, 1], [1, 1])]));
        Says("two knots are too near", static () => _ = new IntervalStep(0.9, 1, [0, double.Epsilon], [1, 3]));
        Says("the probabilities descend", static () => _ = new CalibrationStep(Calibration.Isotonic, [new([1, 0], [0, 1])]));
        Says("a probability is not from 0 to 1", static () => _ = new CalibrationStep(Calibration.Isotonic, [new([0, 1.1], [0, 1])]));
        Says("is not above 0 and below 1", static () => _ = new IntervalStep(1, 1));
        Says("is not above 0 and below 1", static () => _ = new IntervalStep(double.NaN, 1));
        Says("is not a number from 0 on", static () => _ = new IntervalStep(0.9, -1));
        Says("is not a number from 0 on", static () => _ = new IntervalStep(0.9, double.PositiveInfinity));
        Says("a spread is not above 0", static () => _ = new IntervalStep(0.9, 1, [0, 1], [0, 1]));
        IntervalStep between = new(0.9, 1, isOfQuantiles: true);
        Says("between quantiles there is no spread", static () => _ = new IntervalStep(0.9, 1, [0, 1], [1, 1], true));
        Says("is not a number that a float holds", static () => _ = new IntervalStep(0.9, double.NegativeInfinity, isOfQuantiles: true));
        Says("Intervals between quantiles go with 3 scores, not with 1", () => Outcomes.Number().With(between).Apply([1], new float[1]));
        Says("Intervals between quantiles go with 3 scores, not with 1", () => Run(Outcomes.Number().With(between), [1], [0]));
        Says("A calibration of 1 curves does not go with 3 scores", () => Outcomes.Classes("a", "b", "c").With(platt).Apply([1, 2, 3], new float[3]));
        Says("A calibration of 1 curves does not go with 3 scores", () => Run(Outcomes.Classes("a", "b", "c").With(platt), [1, 1, 1], [0, 0, 0]));

        static void Says(string what, Action action) => Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StepsCompareByValue()
    {
        Assert.Equal(new CalibrationStep(Calibration.Isotonic, [new([0, 1], [2, 3])]), new CalibrationStep(Calibration.Isotonic, [new([0, 1], [2, 3])]));
        Assert.NotEqual(new CalibrationStep(Calibration.Isotonic, [new([0, 1], [2, 3])]), new CalibrationStep(Calibration.Isotonic, [new([0, 1], [2, 4])]));
        Assert.Equal(new IntervalStep(0.9, 1, [1, 2], [3, 4]), new IntervalStep(0.9, 1, [1, 2], [3, 4]));
        Assert.NotEqual(new IntervalStep(0.9, 1, [1, 2], [3, 4]), new IntervalStep(0.9, 1));
        Assert.NotEqual(new IntervalStep(0.9, 1, isOfQuantiles: true), new IntervalStep(0.9, 1));
    }
}
