using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>Decisions between several classes by a threshold for each.</summary>
[Collection(Alone.Name)]
public sealed class ClassThresholdsTests
{
    private static readonly string[] Kinds = ["a", "b", "c"];
    private static readonly Split<Flower> Rows = Dataset<Flower>.FromRows(Flower.Make(900, 1)).SplitRandom(0.3, 0.2, seed: 1);
    private static readonly FlowerModel Model = FlowerModel.Fit(Rows.Train);

    [Fact]
    public void TheMostLikelyOfThoseThatReachTheirs()
    {
        var thresholds = new ClassThresholds<string>(Kinds, Of(0.6f, 0.3f, 0.1f));
        Assert.Equal("b", thresholds.Decide([0.5f, 0.375f, 0.125f])!.Value.Label);
        Assert.Equal(0.375f, thresholds.Decide([0.5f, 0.375f, 0.125f])!.Value.Probability.Value);
        Assert.Equal("a", thresholds.Decide([0.6f, 0.3f, 0.1f])!.Value.Label);
        Assert.Null(thresholds.Decide([0.59f, 0.29f, 0.09f]));
        // Equally likely ones: the first. Thresholds of 0 are the most likely of all.
        Assert.Equal("b", new ClassThresholds<string>(Kinds, Of(1, 0, 0)).Decide([0.2f, 0.4f, 0.4f])!.Value.Label);
        var probabilities = new float[3];
        var none = new ClassThresholds<string>(Model.Classes, Of(0, 0, 0));
        foreach (Flower.Input input in Flower.Make(50, 2).Select(static f => f.ToInput())) Assert.Equal(Model.Predict(in input), Model.Predict(in input, none));
    }

    // Each is that of the class against the rest, as two classes have it.
    [Fact]
    public void EachIsTheBestAgainstTheRest()
    {
        var (labels, probabilities) = Scored();
        foreach (ThresholdRule rule in new[] { ThresholdRule.MaximizeF(), ThresholdRule.PrecisionAtLeast(0.8), ThresholdRule.RecallAtLeast(0.8), ThresholdRule.MinimizeCost(1, 5) })
        {
            ClassThresholds<string> chosen = Model.ChooseThresholds(Rows.Validation, rule);
            ThresholdDecision[] decisions = ThresholdChooser.ChooseByClass(labels, probabilities, 3, rule);
            Assert.Equal(Model.Classes.ToArray(), chosen.Classes.ToArray());
            for (int of = 0; of < 3; of++)
            {
                bool[] isOwn = [.. labels.Select(label => label == of)];
                float[] own = [.. labels.Select((_, row) => probabilities[(row * 3) + of])];
                Assert.Equal(ThresholdChooser.Choose(isOwn, own, rule), decisions[of]);
                Assert.Equal(decisions[of].Threshold, chosen.Thresholds[of]);
            }
        }
    }

    // What is decided for under a bound on precision is right as often, and something is left to people.
    [Fact]
    public void ABoundOnPrecisionLeavesTheDoubtfulToPeople()
    {
        ClassThresholds<string> thresholds = Model.ChooseThresholds(Rows.Validation, ThresholdRule.PrecisionAtLeast(0.8));
        int decided = 0, right = 0;
        foreach (Flower row in Rows.Validation.Rows)
        {
            if (Model.Predict(row.ToInput(), thresholds) is not { } prediction) continue;
            decided++;
            if (prediction.Label == row.Kind) right++;
        }
        Assert.InRange(decided, 1, Rows.Validation.Count - 1);
        Assert.InRange((double)right / decided, 0.78, 1);
        Assert.Matches($"^Of the class '({string.Join('|', Model.Classes.ToArray())})' against the rest: ", Assert.Throws<EvaluationException>(() => Model.ChooseThresholds(Rows.Validation, ThresholdRule.PrecisionAtLeast(1))).Message);
    }

    [Fact]
    public void DecidingAllocatesNothing()
    {
        var thresholds = new ClassThresholds<string>(Model.Classes, Of(0.4f, 0.5f, 0.6f));
        Flower.Input input = Flower.Make(1, 3).First().ToInput();
        Allocations.AssertNone(() => Model.Predict(in input, thresholds));
    }

    [Fact]
    public void WhatCannotBeChosenIsNamed()
    {
        Assert.Contains("two classes at least, not 1", Refused(static () => _ = new ClassThresholds<string>(["a"], Of(1))), StringComparison.Ordinal);
        Assert.Contains("3 classes have as many thresholds, not 2", Refused(static () => _ = new ClassThresholds<string>(Kinds, Of(1, 0))), StringComparison.Ordinal);
        var other = new ClassThresholds<string>(Kinds, Of(0, 0, 0));
        Assert.Contains("3 classes have as many probabilities, not 2", Refused(() => other.Decide([0.5f, 0.5f])), StringComparison.Ordinal);
        Assert.Contains("make them of its Classes", Refused(() => Model.Predict(Flower.Make(1, 3).First().ToInput(), other)), StringComparison.Ordinal);
        Assert.Contains("The label 3 is no class from 0 to 2", Refused(static () => ThresholdChooser.ChooseByClass([3], [0, 0, 1], 3, ThresholdRule.MaximizeF())), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => ThresholdChooser.ChooseByClass([0], [1], 1, ThresholdRule.MaximizeF()));
        Assert.Throws<ArgumentException>(static () => ThresholdChooser.ChooseByClass([0, 1], [0, 1, 0], 3, ThresholdRule.MaximizeF()));
        string absent = Assert.Throws<EvaluationException>(static () => ThresholdChooser.ChooseByClass([0, 1], [1, 0, 0, 0, 1, 0], 3, ThresholdRule.MaximizeF())).Message;
        Assert.StartsWith("Of class 2 from 0 no row of the evaluated set is", absent, StringComparison.Ordinal);
        Assert.Contains("choose for each other class alone", absent, StringComparison.Ordinal);

        static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    private static Probability[] Of(params float[] values) => Array.ConvertAll(values, static value => new Probability(value));

    private static (int[] Labels, float[] Probabilities) Scored()
    {
        Flower[] rows = [.. Rows.Validation.Rows];
        string[] classes = Model.Classes.ToArray();
        var probabilities = new float[rows.Length * 3];
        Model.PredictProbabilities([.. rows.Select(static row => row.ToInput())], probabilities);
        return ([.. rows.Select(row => Array.IndexOf(classes, row.Kind))], probabilities);
    }
}
