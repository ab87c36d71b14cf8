extern alias build;

using build::MlDsl.Build.Onnx;
using MlDsl.Compiler.Onnx;
using MlDsl.Testing;

namespace MlDsl.Build.Tests;

[Collection(Alone.Name)]
public sealed class BrokenModelTests
{
    private static readonly OnnxFile Graph = new OnnxFile()
        .Input("X", OnnxFile.TensorType(1, 2)).Output("Y", OnnxFile.TensorType(1, 2)).Node("Abs", "X", "Y").Weight("W", [3], [1, 2, 3]);

    // Two megabytes would be made a text, and read again, to be shown as the name of a case.
    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void NamesTheFileAndTheReason(byte[] bytes, string reason)
    {
        ModelProblemException e = Assert.Throws<ModelProblemException>(() => Describe(bytes));
        Assert.Equal("MLD2052", e.Code);
        Assert.StartsWith("'Models/x.onnx' is not an ONNX model that MlDsl can read: ", e.Message);
        Assert.Contains(reason, e.Message);
        Assert.EndsWith("; export it again, or remove it from MlModel", e.Message);
    }

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void TheCompilerOfModelsGivesTheSameReason(byte[] bytes, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => OnnxReader.Read(bytes)).Message);

    public static TheoryData<byte[], string> Broken()
    {
        OnnxFile nested = OnnxFile.TensorType(1);
        for (int i = 0; i < 200; i++) nested = OnnxFile.SequenceType(nested);
        return new()
        {
            { [], "the file is empty" },
            { "PK\u0003\u0004 a zip file"u8.ToArray(), "(byte " },
            { new OnnxFile().Number(1, 8).Bytes, "it holds no graph" },
            { new OnnxFile().Message(7, Graph).Bytes, "it names no operator set" },
            { OnnxFile.Model(Graph, 0).Bytes, "has version 0" },
            { OnnxFile.Model(new OnnxFile().Input("X", OnnxFile.TensorType(1))).Bytes, "its graph has no outputs" },
            { OnnxFile.Model(new OnnxFile().Input("X", OnnxFile.TensorType(1)).Input("X", OnnxFile.TensorType(1)).Output("Y", OnnxFile.TensorType(1))).Bytes, "two inputs of its graph are called \"X\"" },
            { OnnxFile.Model(new OnnxFile().Output("", OnnxFile.TensorType(1))).Bytes, "an output of its graph has no name" },
            { OnnxFile.Model(new OnnxFile().Output("Y", nested)).Bytes, "messages nest deeper than 100" },
            { new OnnxFile().Number(7, 1).Bytes, "field 7 has wire type 0 instead of 2" },
            { new OnnxFile().Bare(0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F).Bytes, "claims 4294967295 bytes where 0 are left" },
            { new OnnxFile().Bare(0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01).Bytes, "claims 18446744073709551615 bytes" },
            { new OnnxFile().Bare(0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).Bytes, "a number has more than ten bytes" },
            { new OnnxFile().Bare(0x08).Bytes, "the file ends in the middle of a field" },
            { new OnnxFile().Bare(0x0B).Bytes, "no field starts with 11" },
            { new OnnxFile().Raw(2, new byte[2 << 20]).Bytes, "longer than 1048576" },
        };
    }

    [Fact]
    public void EveryTruncationIsAnErrorOrAModel()
    {
        byte[] whole = OnnxFile.Model(Graph).Bytes;
        for (int length = 0; length < whole.Length; length++) ThrowsNothingElse(whole[..length]);
    }

    [Fact]
    public void EveryFlippedBitIsAnErrorOrAModel()
    {
        byte[] bytes = OnnxFile.Model(Graph).Bytes;
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            ThrowsNothingElse(bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void AMillionPartsAreRefusedInsteadOfHeld()
    {
        byte[] nodes = new byte[9_000_000];
        for (int i = 0; i < nodes.Length; i += 2) nodes[i] = 0x0A;
        byte[] model = OnnxFile.Model(new OnnxFile().Output("Y", OnnxFile.TensorType(1)).Bare(nodes)).Bytes;
        Assert.Contains("the model has more than 4000000 parts", Assert.Throws<ModelProblemException>(() => Describe(model)).Message);
        Assert.Contains("the model has more than 4000000 parts", Assert.Throws<InvalidDataException>(() => OnnxReader.Read(model)).Message);
    }

    [Fact]
    public void WeightsAreSteppedOver()
    {
        byte[] model = OnnxFile.Model(new OnnxFile().Output("Y", OnnxFile.TensorType(1)).Weight("W", [8 << 20], new float[8 << 20])).Bytes;
        using var stream = new MemoryStream(model);
        Assert.InRange(Allocations.Smallest(() =>
        {
            stream.Position = 0;
            ModelReader.Read(stream);
        }), 0, 200_000);
    }

    [Fact]
    public void WhatCannotBeCalculatedWithIsNamedByTheCompilerAlone()
    {
        OnnxFile elsewhere = new OnnxFile().Text(8, "W").Number(2, 1).Message(13, new OnnxFile().Text(1, "location").Text(2, "weights.bin"));
        byte[] model = OnnxFile.Model(new OnnxFile().Output("Y", OnnxFile.TensorType(1)).Message(5, elsewhere)).Bytes;
        using var stream = new MemoryStream(model);
        Assert.Equal(["weights.bin"], ModelReader.Read(stream).OtherFiles);
        Assert.Contains("the weight 'W' lies in another file", Assert.Throws<InvalidDataException>(() => OnnxReader.Read(model)).Message);
    }

    private static void ThrowsNothingElse(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            ModelReader.Read(stream);
            OnnxReader.Read(bytes);
        }
        catch (InvalidDataException)
        {
            // The only exception that the task turns into an error with a reason.
        }
    }

    private static string Describe(byte[] model)
    {
        using var folder = new TemporaryFolder();
        return ModelDescription.Describe(folder.Write("x.onnx", model), "Models/x.onnx", static w => Assert.Fail(w.Message));
    }
}
