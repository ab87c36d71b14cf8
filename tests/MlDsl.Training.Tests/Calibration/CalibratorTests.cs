namespace MlDsl.Training.Tests;

/// <summary>Fitted curves against scikit-learn's CalibratedClassifierCV and IsotonicRegression, and SciPy's minima of the same losses: reference.py.</summary>
public sealed class CalibratorTests
{
    [Theory]
    [InlineData(Calibration.Platt, false, new[] { 0.022010739, 0.084176713, 0.359433453, 0.531385578, 0.556313092, 0.652088041, 0.836617816, 0.933287458, 0.985886263 })]
    [InlineData(Calibration.Platt, true, new[] { 0.021029795, 0.081770126, 0.356584898, 0.530162046, 0.555364072, 0.652185782, 0.838131840, 0.934632334, 0.986417495 })]
    [InlineData(Calibration.Isotonic, false, new[] { 0.000000000, 0.125000000, 0.275590551, 0.375000000, 0.500000000, 0.568181818, 0.913043478, 1.000000000, 1.000000000 })]
    [InlineData(Calibration.Isotonic, true, new[] { 0.000000000, 0.131736527, 0.290780142, 0.381443299, 0.513888889, 0.572580645, 0.909722222, 1.000000000, 1.000000000 })]
    [InlineData(Calibration.Beta, false, new[] { 0.110086100, 0.146943231, 0.276535635, 0.421618465, 0.450089533, 0.580352711, 0.881338414, 0.982115360, 0.999402938 })]
    [InlineData(Calibration.Beta, true, new[] { 0.103783742, 0.142980737, 0.276924730, 0.423138794, 0.451629036, 0.581458048, 0.880345706, 0.981545709, 0.999357346 })]
    [InlineData(Calibration.Temperature, false, new[] { 0.017407226, 0.067757925, 0.308602286, 0.474813153, 0.500000000, 0.599487690, 0.804027366, 0.918338666, 0.982592774 })]
    [InlineData(Calibration.Temperature, true, new[] { 0.017034339, 0.066858842, 0.307662832, 0.474675794, 0.500000000, 0.600016605, 0.805239639, 0.919324615, 0.982965661 })]
    public void TwoClassesAreAsTheReferenceHasThem(Calibration method, bool weighted, double[] expected)
    {
        CalibrationStep step = Calibrator.OfTwo(method, CalibrationData.Positives, CalibrationData.Scores, CalibrationData.WeightsIf(weighted));
        Assert.Equal(CalibrationData.Rows, step.Rows);
        var outcome = new Outcome([new LinkStep(Link.Logit), step]);
        // Those of scikit-learn's Platt end where its own tolerance does; the pull to the start moves the others by less than 1e-7.
        double tolerance = method switch { Calibration.Isotonic => 1e-7, Calibration.Platt => 2e-5, _ => 2e-6 };
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], outcome.ProbabilityOf(CalibrationData.At[i]), tolerance);
    }

    [Theory]
    [InlineData(Calibration.Platt, false, new[] { 0.209348855, 0.280966884, 0.509684261, 0.146052315, 0.391038574, 0.462909110, 0.487488804, 0.128890608, 0.383620588, 0.061541740, 0.399776601, 0.538681659 })]
    [InlineData(Calibration.Platt, true, new[] { 0.205577985, 0.283512551, 0.510909464, 0.142232056, 0.395674348, 0.462093596, 0.485787409, 0.127005905, 0.387206686, 0.059458712, 0.403600147, 0.536941141 })]
    [InlineData(Calibration.Isotonic, false, new[] { 0.207524135, 0.278705029, 0.513770835, 0.172796499, 0.351026849, 0.476176652, 0.483159424, 0.111610091, 0.405230485, 0.042758823, 0.406208815, 0.551032362 })]
    [InlineData(Calibration.Isotonic, true, new[] { 0.208866567, 0.274890806, 0.516242627, 0.175636625, 0.357555743, 0.466807632, 0.464924211, 0.112478492, 0.422597296, 0.049019360, 0.412474158, 0.538506482 })]
    [InlineData(Calibration.Temperature, false, new[] { 0.221961689, 0.279667603, 0.498370708, 0.142763332, 0.403882749, 0.453353918, 0.507517428, 0.089685021, 0.402797551, 0.058432112, 0.416626385, 0.524941503 })]
    [InlineData(Calibration.Temperature, true, new[] { 0.221397616, 0.279307559, 0.499294825, 0.142032360, 0.404092860, 0.453874780, 0.508201873, 0.088963762, 0.402834365, 0.057809186, 0.416610034, 0.525580780 })]
    public void SeveralClassesAreAsTheReferenceHasThem(Calibration method, bool weighted, double[] expected)
    {
        CalibrationStep step = Calibrator.OfSeveral(method, CalibrationData.ClassLabels, CalibrationData.ClassScores, CalibrationData.Classes, CalibrationData.WeightsIf(weighted));
        var outcome = new Outcome([new LinkStep(Link.Softmax), step]) { Classes = CalibrationData.Classes };
        double tolerance = method switch { Calibration.Isotonic => 1e-6, Calibration.Platt => 2e-5, _ => 2e-6 };
        float[] found = new float[3];
        for (int row = 0; row < expected.Length / 3; row++)
        {
            outcome.Apply(CalibrationData.ClassScores.AsSpan(3 * row, 3), found);
            for (int k = 0; k < 3; k++) Assert.Equal(expected[(3 * row) + k], found[k], tolerance);
            Assert.Equal(Array.IndexOf(found, found.Max()), outcome.ClassOf(CalibrationData.ClassScores.AsSpan(3 * row, 3)));
        }
    }

    [Fact]
    public void TheRowsAreThoseOfTheReference()
    {
        Assert.Equal(261, CalibrationData.Positives.Count(static p => p));
        Assert.Equal([158, 138, 204], Enumerable.Range(0, 3).Select(static k => CalibrationData.ClassLabels.Count(label => label == k)));
    }

    // The closed form of one number: where the mean score of labels and probabilities are one.
    [Fact]
    public void ATemperatureBalancesTheScores()
    {
        double slope = Calibrator.OfTwo(Calibration.Temperature, CalibrationData.Positives, CalibrationData.Scores).Curves[0].Values[0], off = 0;
        for (int i = 0; i < CalibrationData.Rows; i++)
            off += CalibrationData.Scores[i] * ((CalibrationData.Positives[i] ? 1 : 0) - (1 / (1 + Math.Exp(-slope * CalibrationData.Scores[i]))));
        Assert.InRange(off, -1e-5, 1e-5);
    }

    [Theory]
    [InlineData(Calibration.Platt)]
    [InlineData(Calibration.Beta)]
    [InlineData(Calibration.Temperature)]
    [InlineData(Calibration.Isotonic)]
    public void ScoresThatPartTheClassesHaveAFiniteAnswer(Calibration method)
    {
        bool[] labels = [.. Enumerable.Range(0, 40).Select(static i => i >= 20)];
        float[] scores = [.. Enumerable.Range(0, 40).Select(static i => (i - 19.5f) / 4)];
        var outcome = new Outcome([new LinkStep(Link.Logit), Calibrator.OfTwo(method, labels, scores)]);
        for (int i = 0; i < 40; i++) Assert.InRange(outcome.ProbabilityOf(scores[i]), i < 20 ? 0 : 0.5, i < 20 ? 0.5 : 1);
        Assert.InRange(outcome.ProbabilityOf(1e30f), 0.9f, 1f);
        Assert.InRange(outcome.ProbabilityOf(-1e30f), 0f, 0.1f);
    }

    [Theory]
    [InlineData(Calibration.Platt)]
    [InlineData(Calibration.Beta)]
    [InlineData(Calibration.Isotonic)]
    public void ScoresThatSayNothingGiveTheShare(Calibration method)
    {
        bool[] labels = [.. Enumerable.Range(0, 400).Select(static i => i % 4 == 0)];
        var outcome = new Outcome([new LinkStep(Link.Logit), Calibrator.OfTwo(method, labels, new float[400])]);
        Assert.InRange(outcome.ProbabilityOf(0), 0.249f, 0.253f);
    }

    [Fact]
    public void BetaLeavesOutASlopeThatTurnsTheOrder()
    {
        // Positives are the rarer the surer the score: neither slope may fall below 0.
        bool[] labels = [.. Enumerable.Range(0, 200).Select(static i => i < 100)];
        float[] scores = [.. Enumerable.Range(0, 200).Select(static i => (i - 100) / 50f)];
        CalibrationCurve curve = Calibrator.OfTwo(Calibration.Beta, labels, scores).Curves[0];
        Assert.True(curve.Values[0] >= 0 && curve.Values[1] >= 0);
    }

    [Fact]
    public void WhatCannotBeFittedIsSaid()
    {
        float[] scores = new float[30];
        Assert.Equal(
            "A calibration needs 20 held-back rows or more, and there are 2; hold more back with Share, or give more training rows",
            Assert.Throws<TrainingException>(static () => Calibrator.OfTwo(Calibration.Platt, [true, false], [1, 2])).Message);
        Assert.StartsWith("None of the 30 held-back rows is positive", Assert.Throws<TrainingException>(() => Calibrator.OfTwo(Calibration.Platt, new bool[30], scores)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Each of the 30 held-back rows is of the class 'a', and a calibration needs rows of both kinds",
            Assert.Throws<TrainingException>(static () => Calibrator.OfSeveral(Calibration.Beta, new int[30], new float[60], ["a", "b"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Calibrator.OfTwo(Calibration.Platt, new bool[29], scores));
        Assert.Throws<ArgumentException>(() => Calibrator.OfTwo(Calibration.Platt, new bool[30], [.. scores.Skip(1), float.NaN]));
        Assert.Throws<ArgumentException>(() => Calibrator.OfTwo(Calibration.Platt, new bool[30], scores, [.. scores.Skip(1), -1]));
        Assert.Throws<ArgumentException>(static () => Calibrator.OfSeveral(Calibration.Platt, [.. Enumerable.Repeat(2, 30)], new float[60], ["a", "b"]));
    }
}
