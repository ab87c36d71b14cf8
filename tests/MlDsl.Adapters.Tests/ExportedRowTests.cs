using MlDsl.Adapters.Models;
using MlDsl.Testing;

namespace MlDsl.Adapters.Tests;

/// <summary>Rows of another assembly, exported and bound: both backends say of them what the model says.</summary>
[Collection(Alone.Name)]
public sealed class ExportedRowTests
{
    // Of the last digits of sums and exponentials.
    private const float Tolerance = 2e-6f;

    private static readonly Parcel.Input[] Inputs = [.. Parcels.Make(400, 2).Select(static p => p.ToInput())];

    [Fact]
    public void CompiledWithSentinels()
    {
        using CompiledParcel scorer = CompiledParcel.Load();
        AreAsTheModelSays(scorer);
    }

    [Fact]
    public void OnOnnxRuntimeWithSentinels()
    {
        using RuntimeParcel scorer = RuntimeParcel.Load(Parcels.Export(ExportNulls.Sentinel));
        AreAsTheModelSays(scorer);
    }

    [Fact]
    public void CompiledWithASecondInputAndScores()
    {
        using CompiledPresentParcel scorer = CompiledPresentParcel.Load();
        AreAsTheModelSays(scorer);
    }

    [Fact]
    public void AProbabilityIsThatOfThePositiveClass()
    {
        using RuntimePresentParcel scorer = RuntimePresentParcel.Load(Parcels.Export(ExportNulls.Present));
        var found = new Probability[Inputs.Length];
        scorer.Run(Inputs, found);
        for (int i = 0; i < Inputs.Length; i++) Assert.Equal(Parcels.Model.Predict(in Inputs[i]).Probability.Value, found[i].Value, Tolerance);
    }

    [Fact]
    public void SeveralClasses()
    {
        using CompiledLeg compiled = CompiledLeg.Load();
        using RuntimeLeg runtime = RuntimeLeg.Load(Legs.Export());
        foreach (Leg leg in Legs.Make(200, 2))
        {
            Leg.Input input = leg.ToInput();
            ClassPrediction<Carrier> expected = Legs.Model.Predict(in input);
            compiled.Run(in input, out ClassPrediction<Carrier> one);
            runtime.Run(in input, out ClassPrediction<string> other);
            Assert.Equal(expected.Probability.Value, one.Probability.Value, Tolerance);
            Assert.Equal(expected.Probability.Value, other.Probability.Value, Tolerance);
            Assert.Equal((expected.Label, expected.Label.ToString()), (one.Label, other.Label));
        }
    }

    [Fact]
    public void SeveralClassesOfOutputsOfTheirOwn()
    {
        using CompiledSplitLeg compiled = CompiledSplitLeg.Load();
        using RuntimeSplitLeg runtime = RuntimeSplitLeg.Load(Legs.Export(isSplit: true));
        foreach (Leg leg in Legs.Make(200, 3))
        {
            Leg.Input input = leg.ToInput();
            ClassPrediction<Carrier> expected = Legs.Model.Predict(in input);
            compiled.Run(in input, out ClassPrediction<Carrier> one);
            runtime.Run(in input, out ClassPrediction<Carrier> other);
            Assert.Equal((expected.Label, expected.Label), (one.Label, other.Label));
            Assert.Equal(expected.Probability.Value, one.Probability.Value, Tolerance);
            Assert.Equal(expected.Probability.Value, other.Probability.Value, Tolerance);
        }
        Leg.Input again = Legs.Make(1, 4)[0].ToInput();
        Allocations.AssertNone(() => compiled.Run(in again, out _), 100);
    }

    // "(missing)", the least int and the byte above all of the training.
    [Fact]
    public void AValueThatStandsForAMissingOneIsRefusedByName()
    {
        using CompiledParcel compiled = CompiledParcel.Load();
        using RuntimeParcel runtime = RuntimeParcel.Load(Parcels.Export(ExportNulls.Sentinel));
        byte zone = byte.Parse(OnnxExport.Inputs(Parcels.Model.Plan, new() { Nulls = ExportNulls.Sentinel }).Single(static i => i.Name == "Zone").Sentinel!, System.Globalization.CultureInfo.InvariantCulture);
        (Parcel.Input, string)[] refused =
        [
            (Inputs[0] with { Shop = "(missing)" }, "'Shop' is '(missing)', which stands for a missing value in the exported model"),
            (Inputs[0] with { Stops = int.MinValue }, "'Stops' is '-2147483648', which stands for a missing value in the exported model"),
            (Inputs[0] with { Zone = zone }, $"'Zone' is '{zone}', which stands for a missing value in the exported model"),
            (Inputs[0] with { Size = [1, 2] }, "'Size' has 2 elements, not 3: give 3"),
            (Inputs[0] with { Size = null! }, "'Size' is missing: give a vector"),
            (Inputs[0] with { Size = [1, float.NaN, 2] }, "'Size[1]' is NaN: give a number"),
            (Inputs[0] with { Track = [1, double.PositiveInfinity] }, "'Track[1]' is "),
        ];
        foreach (var (input, message) in refused)
        {
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => compiled.Run(in input, out _)).Message, StringComparison.Ordinal);
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => runtime.Run(in input, out _)).Message, StringComparison.Ordinal);
        }
    }

    // A graph has the clock of UTC and one NaN; the methods that it computes would read other values than in C#.
    [Fact]
    public void WhatAMethodTellsApartAndNoGraphDoesIsRefusedByName()
    {
        using CompiledLeg compiled = CompiledLeg.Load();
        using RuntimeSplitLeg runtime = RuntimeSplitLeg.Load(Legs.Export(isSplit: true));
        Leg.Input right = Legs.Make(1, 5)[0].ToInput();
        (Leg.Input, string)[] refused =
        [
            (right with { Left = DateTime.SpecifyKind(right.Left, DateTimeKind.Local) }, "'Left' is "),
            (right with { Toll = float.NaN }, "'Toll' is NaN: give a number, or null for a missing one"),
        ];
        foreach (var (input, message) in refused)
        {
            Assert.ThrowsAny<ArgumentException>(() => Legs.Model.Predict(in input));
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => compiled.Run(in input, out _)).Message, StringComparison.Ordinal);
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => runtime.Run(in input, out _)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ACompiledRowOfVectorsCostsNoMemory()
    {
        using CompiledParcel scorer = CompiledParcel.Load();
        // Neither a text that a method makes nor a list that is no array.
        Parcel.Input input = Inputs[0] with { Shop = null, Track = null };
        Allocations.AssertNone(() => scorer.Run(in input, out _), 100);
    }

    private static void AreAsTheModelSays(IScorer<Parcel.Input, BinaryPrediction> scorer)
    {
        var batch = new BinaryPrediction[Inputs.Length];
        scorer.Run(Inputs, batch);
        for (int i = 0; i < Inputs.Length; i++)
        {
            BinaryPrediction expected = Parcels.Model.Predict(in Inputs[i]);
            scorer.Run(in Inputs[i], out BinaryPrediction one);
            Assert.Equal(expected.Probability.Value, one.Probability.Value, Tolerance);
            Assert.Equal(expected.Score.Value, one.Score.Value, 1e-5f);
            Assert.Equal(one.Probability >= Parcels.Model.Threshold, one.Label);
            if (Math.Abs(expected.Probability.Value - Parcels.Model.Threshold.Value) > Tolerance) Assert.Equal(expected.Label, one.Label);
            Assert.Equal(one.Probability.Value, batch[i].Probability.Value, Tolerance);
        }
    }
}
