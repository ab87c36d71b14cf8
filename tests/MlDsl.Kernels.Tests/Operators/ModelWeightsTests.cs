using System.Reflection;
using System.Runtime.InteropServices;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Weights are used where the loader mapped them, or copied once to where trees and vectors want them.</summary>
[Collection(Alone.Name)]
public sealed unsafe class ModelWeightsTests
{
    private const string Resource = "MlDsl.Weights/m.onnx";
    private const int Large = (ModelWeights.MostCopied / sizeof(float)) + 16;

    // As C#'s compiler places resources: behind four bytes that lie at a multiple of eight.
    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(60)]
    public void LargeConstantsStayWhereTheLoaderMappedThem(int place)
    {
        using var mapped = MappedResource.Of(place, Floats(Large + 16));
        Tensor<float> constant = ModelWeights.Open(mapped, Resource, mapped.Length).Tensor<float>(64, Large);
        Assert.True(mapped.Start + 64 == Address(constant));
        Assert.Equal(Floats(Large + 16).AsSpan(16).ToArray(), constant.Values.ToArray());
    }

    [Fact]
    public void SmallConstantsAreCopiedToAMultipleOf64OnceForAllModels()
    {
        using var mapped = MappedResource.Of(12, Floats(80));
        Tensor<float> first = ModelWeights.Open(mapped, Resource, mapped.Length).Tensor<float>(64, 8, 8);
        Assert.Equal(0, (nint)Address(first) % 64);
        Assert.Same(first, ModelWeights.Open(mapped, Resource, mapped.Length).Tensor<float>(64, 8, 8));
        Tensor<float> other = ModelWeights.Open(mapped, Resource, mapped.Length).Tensor<float>(64, 64);
        Assert.Equal([64], other.Shape.ToArray());
        byte* before = Address(first);
        GC.Collect();
        Assert.True(before == Address(first));
        Assert.Equal(Floats(80).AsSpan(16).ToArray(), first.Values.ToArray());
    }

    [Fact]
    public void WhatIsAlignedAlreadyIsNotCopied()
    {
        using var mapped = MappedResource.Of(0, Floats(80));
        Assert.True(mapped.Start + 64 == Address(ModelWeights.Open(mapped, Resource, mapped.Length).Tensor<float>(64, 64)));
    }

    [Fact]
    public void NumbersThatDoNotLieAtAMultipleOfTheirSizeAreCopied()
    {
        double[] numbers = [.. Enumerable.Range(0, Large).Select(static i => i * 0.5)];
        using var mapped = MappedResource.Of(12, numbers);
        Tensor<double> constant = ModelWeights.Open(mapped, Resource, mapped.Length).Tensor<double>(0, Large);
        Assert.Equal(0, (nint)Address(constant) % 64);
        Assert.Equal(numbers, constant.Values.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public void TreesAreOneScorerForAllModelsAndThreads(int place)
    {
        var tree = new Tree { Nodes = [TreeNode.Branch(0, TreeComparison.LessOrEqual, 0.5, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(1)], Weights = [new(0, 1.5), new(0, -2)] };
        byte[] packed = TreePacker.Pack(new TreeEnsemble { FeatureCount = 1, OutputCount = 1, Trees = [.. Enumerable.Repeat(tree, 40)] });
        using var mapped = MappedResource.Of(place, packed);
        var scorers = new TreeScorer[16];
        Parallel.For(0, scorers.Length, i => scorers[i] = ModelWeights.Open(mapped, Resource, packed.Length).Trees(packed.Length, 0));
        Assert.All(scorers, scorer => Assert.Same(scorers[0], scorer));
        Assert.Equal(60, scorers[0].Predict([0.5f]));
        Assert.Equal(-80, scorers[0].Predict([0.6f]));
    }

    [Fact]
    public void OpeningAgainMakesNothing()
    {
        using var mapped = MappedResource.Of(12, Floats(100_000));
        Allocations.AssertNone(Open, 1, 1);

        void Open()
        {
            ModelWeights weights = ModelWeights.Open(mapped, Resource, mapped.Length);
            weights.Tensor<float>(0, 50_000);
            weights.Tensor<float>(200_000, 50_000);
        }
    }

    [Fact]
    public void AnAssemblyThatIsNoFileIsReadOnce()
    {
        var stream = new MemoryStream(MemoryMarshal.AsBytes<float>(Floats(100)).ToArray());
        var assembly = new MadeAssembly(() => stream);
        ModelWeights weights = ModelWeights.Open(assembly, Resource, 400);
        Assert.Equal(Floats(100), weights.Tensor<float>(0, 100).Values.ToArray());
        Assert.False(stream.CanRead);
        Assert.Same(weights, ModelWeights.Open(assembly, Resource, 400));
    }

    [Fact]
    public void AMissingResourceIsNamed()
    {
        string message = Assert.Throws<InvalidOperationException>(() => ModelWeights.Open(new MadeAssembly(static () => null), Resource, 4)).Message;
        Assert.Equal($"Shop has no resource '{Resource}', the weights of a compiled model; build the project again, and keep the items that MlDsl adds to EmbeddedResource", message);
        Assert.Throws<ArgumentNullException>(static () => ModelWeights.Open(null!, Resource, 4));
    }

    [Fact]
    public void AnotherResourceThanTheModelWasCompiledWithIsRefused()
    {
        using var mapped = MappedResource.Of(12, Floats(25));
        Assert.Equal(
            $"The resource '{Resource}' has 100 bytes, but the model was compiled with 96; build the project again",
            Assert.Throws<InvalidOperationException>(() => ModelWeights.Open(mapped, Resource, 96)).Message);
        Assert.Equal(25, ModelWeights.Open(mapped, Resource, 100).Tensor<float>(0, 25).Length);
    }

    [Fact]
    public void WhatLiesOutsideIsRefused()
    {
        // Four strings, of which the second says that it has more characters than there are bytes.
        using var mapped = MappedResource.Of(12, new[] { 1, 1000, 1, 1, 0, 0 });
        ModelWeights weights = ModelWeights.Open(mapped, Resource, mapped.Length);
        Assert.Equal("The weights have 24 bytes; 28 from 0 on are not among them. Build the project again", Assert.Throws<InvalidOperationException>(() => weights.Tensor<float>(0, 7)).Message);
        Assert.Throws<InvalidOperationException>(() => weights.Tensor<float>(-4, 1));
        Assert.Throws<InvalidOperationException>(() => weights.List<int>(2, 20));
        Assert.Throws<InvalidOperationException>(() => weights.TextList(4, 0));
        Assert.Throws<InvalidOperationException>(() => weights.TextList(4, 16));
        Assert.Throws<InvalidOperationException>(() => weights.Trees(64, 0));
        Assert.Throws<InvalidOperationException>(static () => ModelWeights.Open(typeof(ModelWeightsTests).Assembly, "none", 0).List<int>(1, 0));
    }

    private static float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(static i => i - 0.25f)];

    private static byte* Address<T>(Tensor<T> constant)
        where T : unmanaged
    {
        fixed (T* first = constant.Values) return (byte*)first;
    }

    /// <summary>An assembly with one resource.</summary>
    private class MadeAssembly(Func<Stream?> open) : Assembly
    {
        public override Stream? GetManifestResourceStream(string name) => name == Resource ? open() : null;

        public override AssemblyName GetName() => new("Shop");
    }

    /// <summary>An assembly whose resource lies in memory, so many bytes behind a multiple of 64.</summary>
    private sealed class MappedResource : MadeAssembly, IDisposable
    {
        private readonly void* memory;

        private MappedResource(void* memory, byte* start, int length)
            : base(() => new UnmanagedMemoryStream(start, length))
        {
            this.memory = memory;
            Start = start;
            Length = length;
        }

        public byte* Start { get; }

        public int Length { get; }

        public static MappedResource Of<T>(int place, T[] content)
            where T : unmanaged
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes<T>(content);
            void* memory = NativeMemory.AlignedAlloc((nuint)(place + bytes.Length), 64);
            byte* start = (byte*)memory + place;
            bytes.CopyTo(new Span<byte>(start, bytes.Length));
            return new MappedResource(memory, start, bytes.Length);
        }

        public void Dispose() => NativeMemory.AlignedFree(memory);
    }
}
