using MlDsl.Adapters.Models;
using MlDsl.Training;

namespace MlDsl.Adapters.Tests;

/// <summary>The probabilities of the carriers that training rows had.</summary>
public record struct LegShares
{
    [Output("probabilities")] public float Air { get; set; }
    [Output("probabilities", Offset = 1)] public float Rail { get; set; }
    [Output("probabilities", Offset = 2)] public float Road { get; set; }
}

[OnnxModel("Compiled/leg.onnx", Backend = Backend.Compiled)]
public sealed partial class LegScorer : IScorer<Leg.Input, LegShares>;

/// <summary>Golden rows of a model of another assembly, which a compiled adapter of its export is held against too.</summary>
[Golden<LegModel>("leg.jsonl", "leg.mldsl", Scorers = [typeof(LegScorer)])]
public sealed partial class GoldenLegTests
{
    [Fact]
    public void ACompiledAdapterIsOneOfTheWays()
    {
        Assert.Equal(["the model", "the interpreter", "ONNX Runtime", "LegScorer"], Golden.Value.Ways);
        Assert.Equal(20, GoldenLines.Count);
    }

    [Fact]
    public void WhatAnAdapterSaysOtherwiseIsToldWithItsLine()
    {
        using LegScorer scorer = LegScorer.Load();
        var suite = Golden.Value.And("a scorer of other rows", input =>
        {
            scorer.Run(input with { Price = 100 - input.Price, Distance = 1000 - input.Distance }, out LegShares shares);
            return [new GoldenOutput(0, shares.Air), new GoldenOutput(1, shares.Rail), new GoldenOutput(2, shares.Road)];
        });
        Assert.Contains("leg.jsonl(3): a scorer of other rows says ", Assert.Throws<GoldenException>(() => suite.Check(3)).Message, StringComparison.Ordinal);
    }
}
