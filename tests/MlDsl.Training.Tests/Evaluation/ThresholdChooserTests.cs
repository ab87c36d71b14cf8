namespace MlDsl.Training.Tests;

public sealed class ThresholdChooserTests
{
    [Fact]
    public void LiesMidwayBetweenTheTwoSides()
    {
        ThresholdChoice chosen = ThresholdChooser.MaximizeF1([true, true, false, false], [0.875f, 0.75f, 0.25f, 0.125f]);
        Assert.Equal(new ThresholdChoice(new Probability(0.5f), 1), chosen);
    }

    [Fact]
    public void DoesNotCutATie()
    {
        // Yes to both at 0.5 gives F1 2/3; a cut through the tie would give 1.
        ThresholdChoice chosen = ThresholdChooser.MaximizeF1([true, false, false], [0.5f, 0.5f, 0.25f]);
        Assert.Equal(new ThresholdChoice(new Probability(0.375f), 2.0 / 3), chosen);
    }

    [Fact]
    public void WeightsDecide()
    {
        bool[] labels = [true, false, true];
        float[] probabilities = [0.75f, 0.5f, 0.25f];
        Assert.Equal(0.625f, ThresholdChooser.MaximizeF1(labels, probabilities, new() { Weights = [1, 5, 1] }).Threshold.Value);
        Assert.Equal(0.125f, ThresholdChooser.MaximizeF1(labels, probabilities, new() { Weights = [1, 1, 5] }).Threshold.Value);
    }

    [Fact]
    public void TakesTheUpperOfTwoNeighbouringFloats()
    {
        float low = 0.5f, high = MathF.BitIncrement(0.5f);
        Assert.Equal(high, ThresholdChooser.MaximizeF1([true, false], [high, low]).Threshold.Value);
    }

    [Fact]
    public void SaysYesToAllWhereThatIsBest()
    {
        Assert.Equal(new ThresholdChoice(new Probability(0.125f), 1), ThresholdChooser.MaximizeF1([true, true], [0.5f, 0.25f]));
        Assert.Equal(new ThresholdChoice(new Probability(0f), 1), ThresholdChooser.MaximizeF1([true, true], [0.5f, 0f]));
    }

    [Fact]
    public void WhatCannotBeChosenFromIsSaid()
    {
        Assert.Equal(
            "No row of the validation set is positive: no threshold has an F1; set one by hand",
            Assert.Throws<EvaluationException>(
                static () => ThresholdChooser.MaximizeF1([false], [0.5f], new RowFacts(Side: "validation").Rows)).Message);
        Assert.Throws<EvaluationException>(static () => ThresholdChooser.MaximizeF1([], []));
        Assert.Throws<EvaluationException>(static () => ThresholdChooser.MaximizeF1([true], [float.NaN]));
        Assert.Throws<ArgumentException>(static () => ThresholdChooser.MaximizeF1([true], []));
    }
}
