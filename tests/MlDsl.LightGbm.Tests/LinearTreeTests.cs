using System.Buffers;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>Trees whose leaves are linear models: what they are good for, and every route from rows to a prediction.</summary>
public sealed class LinearTreeTests
{
    private static readonly LightGbmOptions Linear = new() { Trees = 60, Leaves = 15, LinearTrees = true, LinearL2 = 0.01 };
    private static readonly Split<Slope> Split = Dataset<Slope>.FromRows(Slope.Make(4000, 1)).SplitRandom(0.3, 0, seed: 1);
    private static readonly SlopeModel Model = SlopeModel.Fit(Split.Train, Linear);

    // The noise has a deviation of 0.1, and rows without X get constants. Where Z ends at 2 in training, steps go on level and slopes as they were, by −2 for 1.
    [Fact]
    public void SlopesGoOnWhereStepsDoNot()
    {
        SlopeModel steps = SlopeModel.Fit(Split.Train, Linear with { LinearTrees = false, LinearL2 = 0 });
        Slope.Input last = new() { X = 1, Z = 2, Kind = "kind 0" }, beyond = last with { Z = 4 };
        Assert.Equal(steps.Predict(in last), steps.Predict(in beyond));
        Assert.InRange(Model.Predict(in beyond) - Model.Predict(in last), -6, -2);
        Assert.InRange(Model.Evaluate(Split.Validation).Rmse.Value, 0.09, 0.16);
        Assert.Contains(Predictor(Model).Trees.Trees.SelectMany(static tree => tree.LinearLeaves), static leaf => leaf.Terms.Count > 1);
    }

    [Fact]
    public void EveryRouteGivesTheSameBits()
    {
        using var stream = new MemoryStream();
        Model.Save(stream);
        stream.Position = 0;
        SlopeModel read = SlopeModel.Load(stream);
        Slope.Input[] inputs = [.. Split.Validation.Rows.Select(static row => row.ToInput())];
        var batch = new float[inputs.Length];
        Model.Predict(inputs, batch);
        for (int i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(batch[i], Model.Predict(in inputs[i]));
            Assert.Equal(batch[i], read.Predict(in inputs[i]));
        }
        Assert.Contains(inputs, static input => input.X is null);
        Assert.Equal(Bytes(Model), Bytes(read));
    }

    [Fact]
    public void AnyNumberOfThreadsGrowsTheSameTrees() =>
        Assert.Equal(Bytes(Model), Bytes(SlopeModel.Fit(Split.Train, Linear, control: new TrainingControl { Threads = 1 })));

    [Fact]
    public void TheyAreStoppedAndContinued()
    {
        SlopeModel stopped = SlopeModel.Fit(Split.Train, Linear with { Trees = 400, LearningRate = 0.3, EarlyStopping = 5 });
        Assert.InRange(Predictor(stopped).Trees.Trees.Count, 2, 200);
        SlopeModel more = SlopeModel.Continue(Split.Train, stopped, Linear with { Trees = 5 });
        Assert.Equal(Predictor(stopped).Trees.Trees.Count + 5, Predictor(more).Trees.Trees.Count);
        Assert.InRange(more.Evaluate(Split.Validation).Rmse.Value, 0.09, 0.16);
    }

    [Fact]
    public void WhatTheyCannotBeIsSaid()
    {
        Assert.Contains("no operator of ONNX has", Assert.Throws<OnnxExportException>(static () => Model.ExportOnnx()).Message, StringComparison.Ordinal);
        Slope.Input input = Split.Validation.Rows.First().ToInput();
        Assert.Contains("linear models of the row, whose contributions are not told", Assert.Throws<NotSupportedException>(() => Model.Explain(in input, new double[3])).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be packed as Compact", Assert.ThrowsAny<Exception>(static () => Model.WithTrees(Kernels.TreePacking.Compact)).Message, StringComparison.Ordinal);
    }

    private static TreePredictor Predictor(SlopeModel model) => Assert.IsType<TreePredictor>(model.Predictor);

    private static byte[] Bytes(SlopeModel model)
    {
        var bytes = new ArrayBufferWriter<byte>();
        model.Predictor.Write(bytes);
        return bytes.WrittenSpan.ToArray();
    }
}

/// <summary>A number that rises, then falls, with a share of the rows where it is missing.</summary>
[Dataset]
public sealed partial record Slope
{
    [Numeric(Impute = Impute.Keep)] public float? X { get; init; }
    [Numeric] public required float Z { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Native)] public required string Kind { get; init; }
    [Label] public float Height { get; init; }

    /// <summary>Rows of a known surface with noise of deviation 0.1.</summary>
    public static IEnumerable<Slope> Make(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            float? x = random.Next(10) == 0 ? null : (float)(random.NextDouble() * 4);
            float z = (float)(random.NextDouble() * 2);
            int kind = random.Next(3);
            double noise = 0.1 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            yield return new Slope { X = x, Z = z, Kind = $"kind {kind}", Height = (float)((x is { } at ? 3 * Math.Min(at, 4 - at) : 1) - (2 * z) + kind + noise) };
        }
    }
}

[Model<Slope, Regression>, LightGbm(Trees = 60, LinearTrees = true)]
public sealed partial class SlopeModel;
