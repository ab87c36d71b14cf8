using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>Decisions between several classes by what they are expected to cost.</summary>
[Collection(Alone.Name)]
public sealed class ClassCostsTests
{
    private static readonly string[] Kinds = ["a", "b", "c"];
    private static readonly FlowerModel Model = FlowerModel.Fit(Dataset<Flower>.FromRows(Flower.Make(600, 1)).SplitRandom(0.2, 0.2, seed: 1).Train);

    [Fact]
    public void EqualCostsDecideForTheMostLikely()
    {
        var costs = new ClassCosts<string>(Model.Classes, static (actual, decided) => actual == decided ? 0 : 1);
        var probabilities = new float[3];
        foreach (Flower.Input input in Flower.Make(100, 2).Select(static f => f.ToInput()))
        {
            Assert.Equal(Model.Predict(in input), Model.Predict(in input, costs));
            Model.Predict(in input, probabilities);
            Assert.Equal(1 - probabilities.Max(), probabilities.Select((_, k) => costs.Expected(probabilities, k)).Min(), 1e-6);
        }
    }

    // By hand: to miss c costs ten times as much as anything else.
    [Fact]
    public void WhatIsDearToMissIsDecidedForEarly()
    {
        var costs = new ClassCosts<string>(Kinds, static (actual, decided) => actual == decided ? 0 : actual == "c" ? 10 : 1);
        Assert.Equal("c", costs.Decide([0.5f, 0.375f, 0.125f]).Label);
        Assert.Equal(0.125f, costs.Decide([0.5f, 0.375f, 0.125f]).Probability.Value);
        Assert.Equal("a", costs.Decide([0.875f, 0.0625f, 0.0625f]).Label);
        Assert.Equal(0.375 + 1.25, costs.Expected([0.5f, 0.375f, 0.125f], 0));
        // Equally good ones: the first.
        Assert.Equal("a", new ClassCosts<string>(Kinds, static (_, _) => -2).Decide([0.2f, 0.5f, 0.3f]).Label);
    }

    [Fact]
    public void DecidingAllocatesNothing()
    {
        var costs = new ClassCosts<string>(Model.Classes, static (actual, decided) => actual == decided ? 0 : actual.Length + 1);
        Flower.Input input = Flower.Make(1, 3).First().ToInput();
        Allocations.AssertNone(() => Model.Predict(in input, costs));
    }

    [Fact]
    public void CostsThatAreNoneAreNamed()
    {
        Assert.Contains("deciding for 'b' where 'a' is must be finite, not NaN", Refused(static () => _ = new ClassCosts<string>(Kinds, static (_, decided) => decided == "b" ? double.NaN : 1)), StringComparison.Ordinal);
        Assert.Contains("two classes at least, not 1", Refused(static () => _ = new ClassCosts<string>(["a"], static (_, _) => 1)), StringComparison.Ordinal);
        var costs = new ClassCosts<string>(Kinds, static (_, _) => 1);
        Assert.Contains("3 classes have as many probabilities, not 2", Refused(() => costs.Decide([0.5f, 0.5f])), StringComparison.Ordinal);
        Assert.Contains("make them of its Classes", Refused(() => Model.Predict(Flower.Make(1, 3).First().ToInput(), costs)), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => costs.Expected([0, 0, 1], 3));

        static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }
}
