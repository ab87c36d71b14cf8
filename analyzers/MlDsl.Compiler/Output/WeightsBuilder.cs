using System.Buffers;
using System.Runtime.InteropServices;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Output;

/// <summary>Packs constants into one block of bytes, each at a multiple of 64, little-endian: what a compiled model maps into memory.</summary>
internal sealed class WeightsBuilder
{
    private const int Alignment = 64;

    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Dictionary<Tensor, long> places = [];

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    /// <summary>Adds bytes and says where they are.</summary>
    public long Add(ReadOnlySpan<byte> content)
    {
        int padding = -bytes.WrittenCount & (Alignment - 1);
        bytes.Write(stackalloc byte[padding]);
        long start = bytes.WrittenCount;
        bytes.Write(content);
        return start;
    }

    /// <summary>Adds a constant, once, and says where it is.</summary>
    public long Add(Tensor tensor)
    {
        if (!places.TryGetValue(tensor, out long start)) places[tensor] = start = AddElements(tensor);
        return start;
    }

    private long AddElements(Tensor tensor) => tensor switch
    {
        Tensor<float> t => AddNumbers(t.Values),
        Tensor<double> t => AddNumbers(t.Values),
        Tensor<Half> t => AddNumbers(t.Values),
        Tensor<long> t => AddNumbers(t.Values),
        Tensor<ulong> t => AddNumbers(t.Values),
        Tensor<int> t => AddNumbers(t.Values),
        Tensor<uint> t => AddNumbers(t.Values),
        Tensor<short> t => AddNumbers(t.Values),
        Tensor<ushort> t => AddNumbers(t.Values),
        Tensor<sbyte> t => AddNumbers(t.Values),
        Tensor<byte> t => AddNumbers(t.Values),
        Tensor<bool> t => AddNumbers(t.Values),
        Tensor<string> t => Add(t.Values),
        _ => throw new InvalidOperationException($"{tensor.GetType()} is no constant"),
    };

    /// <summary>Adds texts: the length of each in bytes, then all of them in UTF-16, which keeps what UTF-8 cannot say.</summary>
    public long Add(ReadOnlySpan<string> texts)
    {
        int[] lengths = new int[texts.Length];
        for (int i = 0; i < texts.Length; i++) lengths[i] = texts[i].Length;
        long start = Add(MemoryMarshal.AsBytes<int>(lengths));
        foreach (string text in texts) bytes.Write(MemoryMarshal.AsBytes(text.AsSpan()));
        return start;
    }

    private long AddNumbers<T>(Span<T> elements)
        where T : unmanaged => Add(MemoryMarshal.AsBytes(elements));
}
