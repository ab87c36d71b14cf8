namespace MlDsl.Training.Tests;

/// <summary>Thresholds by a rule, against a look at every cut.</summary>
public sealed class ThresholdRuleTests
{
    private static readonly float[] Few = [0.9f, 0.8f, 0.7f, 0.6f, 0.4f, 0.3f, 0.2f, 0.1f];
    private static readonly bool[] Labels = [true, true, false, true, false, true, false, false];

    [Fact]
    public void KeepsItsBound()
    {
        // From the top: precision 1, 1, 2/3, 3/4, 3/5, 4/6, …; recall 1/4, 2/4, 2/4, 3/4, 3/4, 1, ….
        Assert.Equal(new ThresholdDecision((Probability)0.75f, 1, 0.5, double.NaN), ThresholdChooser.Choose(Labels, Few, ThresholdRule.PrecisionAtLeast(0.8)));
        Assert.Equal(new ThresholdDecision((Probability)0.5f, 0.75, 0.75, double.NaN), ThresholdChooser.Choose(Labels, Few, ThresholdRule.PrecisionAtLeast(0.75)));
        Assert.Equal(new ThresholdDecision((Probability)0.5f, 0.75, 0.75, double.NaN), ThresholdChooser.Choose(Labels, Few, ThresholdRule.RecallAtLeast(0.6)));
        Assert.Equal(0.25f, ThresholdChooser.Choose(Labels, Few, ThresholdRule.RecallAtLeast(1)).Threshold.Value, 1e-6f);
    }

    [Fact]
    public void CostsDecide()
    {
        // A missed positive costs ten times a false alarm: all four are taken, with two false ones of eight rows.
        ThresholdDecision dear = ThresholdChooser.Choose(Labels, Few, ThresholdRule.MinimizeCost(1, 10));
        Assert.Equal((0.25, 1.0), (Math.Round(dear.Threshold.Value, 6), dear.Recall));
        Assert.Equal(2.0 / 8, dear.Cost, 12);
        // A false alarm costs a hundred times as much, and the highest score is a false one: nobody is called.
        ThresholdDecision none = ThresholdChooser.Choose([false, true], [0.9f, 0.8f], ThresholdRule.MinimizeCost(100, 1));
        Assert.Equal((0.95f, double.NaN, 0.0, 0.5), (none.Threshold.Value, none.Precision, none.Recall, none.Cost));
        // There is no room above 1.
        Assert.Equal(0.4f, ThresholdChooser.Choose([false, true], [1f, 0.8f], ThresholdRule.MinimizeCost(100, 1)).Threshold.Value, 1e-6f);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(2.0)]
    public void FIsTheBestOfAllCuts(double beta)
    {
        ThresholdDecision chosen = ThresholdChooser.Choose(ReferenceData.Positives, ReferenceData.Probabilities, ThresholdRule.MaximizeF(beta), new() { Weights = ReferenceData.Weights });
        double best = ReferenceData.Probabilities.Distinct().Max(cut => F(beta, cut));
        Assert.Equal(best, F(beta, chosen.Threshold.Value), 12);
        Assert.Equal(best, (1 + (beta * beta)) * chosen.Precision * chosen.Recall / ((beta * beta * chosen.Precision) + chosen.Recall), 12);
    }

    [Fact]
    public void OfCalibratedProbabilitiesTheCostsAloneDecide()
    {
        Assert.Equal(0.2f, ThresholdChooser.OfCosts(1, 4).Value);
        Assert.Equal(0f, ThresholdChooser.OfCosts(0, 4).Value);
        // Rows that happen as often as they are said to: the cheapest cut of the rows is that of the costs.
        float[] said = [.. Enumerable.Range(0, 10_000).Select(static i => ((i % 100) + 0.5f) / 100)];
        bool[] was = [.. Enumerable.Range(0, 10_000).Select(static i => i / 100 < i % 100)];
        Assert.Equal(ThresholdChooser.OfCosts(3, 7).Value, ThresholdChooser.Choose(was, said, ThresholdRule.MinimizeCost(3, 7)).Threshold.Value, 0.011f);
    }

    [Fact]
    public void WhatCannotBeChosenIsSaid()
    {
        Assert.Equal(
            "No threshold gives the validation set a precision of 0.9: the highest precision is 0.5; lower the bound, or train a better model",
            Assert.Throws<EvaluationException>(static () => ThresholdChooser.Choose([false, true], [0.9f, 0.8f], ThresholdRule.PrecisionAtLeast(0.9), new RowFacts(Side: "validation").Rows)).Message);
        Assert.Equal(
            "No row of the evaluated set is positive: no threshold can be chosen for a recall of 0.9; set one by hand",
            Assert.Throws<EvaluationException>(static () => ThresholdChooser.Choose([false], [0.9f], ThresholdRule.RecallAtLeast(0.9))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(static () => ThresholdRule.MaximizeF(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ThresholdRule.MaximizeF(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ThresholdRule.PrecisionAtLeast(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ThresholdRule.RecallAtLeast(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ThresholdRule.MinimizeCost(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ThresholdRule.MinimizeCost(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ThresholdChooser.OfCosts(double.NaN, 1));
    }

    private static double F(double beta, float cut)
    {
        double right = 0, said = 0, positives = 0;
        for (int i = 0; i < ReferenceData.Rows; i++)
        {
            double weight = ReferenceData.Weights[i];
            if (ReferenceData.Positives[i]) positives += weight;
            if (ReferenceData.Probabilities[i] < cut) continue;
            said += weight;
            if (ReferenceData.Positives[i]) right += weight;
        }
        return (1 + (beta * beta)) * right / (said + (beta * beta * positives));
    }
}
