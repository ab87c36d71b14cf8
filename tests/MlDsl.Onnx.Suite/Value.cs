using System.Runtime.InteropServices;

namespace MlDsl.Onnx.Suite;

/// <summary>A value outside any runtime: a tensor, a list of values, or nothing.</summary>
public sealed class Value
{
    private readonly byte[] data = [];
    private readonly long[] shape = [];

    private Value()
    {
    }

    private Value(OnnxElementType element, byte[] data, long[] shape, string[]? texts)
    {
        Element = element;
        this.data = data;
        this.shape = shape;
        Texts = texts;
    }

    public static Value Absent { get; } = new();

    public OnnxElementType Element { get; }

    public string[]? Texts { get; }

    public IReadOnlyList<Value>? Items { get; private init; }

    public ReadOnlySpan<byte> Data => data;

    public ReadOnlySpan<long> Shape => shape;

    /// <summary>The only string of a scalar.</summary>
    public string OneText => Texts![0];

    public static Value Tensor(OnnxElementType element, byte[] data, long[] shape) => new(element, data, shape, null);

    public static Value Text(string[] texts, ReadOnlySpan<long> shape) => new(OnnxElementType.String, [], shape.ToArray(), texts);

    public static Value Sequence(IReadOnlyList<Value> items) => new() { Items = items };

    /// <summary>What an adapter shows of a numeric output.</summary>
    public static Value Of<T>(OnnxElementType element, ReadOnlySpan<T> elements, ReadOnlySpan<long> shape)
        where T : unmanaged => new(element, MemoryMarshal.AsBytes(elements).ToArray(), shape.ToArray(), null);

    /// <summary>What the runtime holds, which is disposed.</summary>
    public static Value Take(OnnxValue native)
    {
        using (native)
        {
            if (native.Kind == OnnxKind.Optional) return Absent;
            if (native.Kind == OnnxKind.Sequence) return Sequence([.. Enumerable.Range(0, native.Count).Select(i => Take(native.Item(i)))]);
            if (native.ElementType == OnnxElementType.String) return Text(native.Text(), [.. native.Shape]);
            return new(native.ElementType, Bytes(native), [.. native.Shape], null);
        }
    }

    public ReadOnlySpan<T> Span<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(data);

    /// <summary>The value as the runtime's own.</summary>
    public OnnxValue Native()
    {
        if (Items is { Count: 0 }) return EmptyValues.Sequence();
        if (this == Absent) throw new NotSupportedException("ONNX Runtime's C API has no call that makes an absent optional, and ends the process when it is given one from a graph");
        if (Items is { } items)
        {
            var values = items.Select(static i => i.Native()).ToArray();
            try
            {
                return OnnxValue.Sequence(values);
            }
            finally
            {
                foreach (OnnxValue value in values) value.Dispose();
            }
        }
        return Texts is { } texts ? OnnxValue.Tensor(texts, shape) : Create();
    }

    public static int SizeOf(OnnxElementType element) => element switch
    {
        OnnxElementType.Complex128 => 16,
        OnnxElementType.Double or OnnxElementType.Int64 or OnnxElementType.UInt64 or OnnxElementType.Complex64 => 8,
        OnnxElementType.Float or OnnxElementType.Int32 or OnnxElementType.UInt32 => 4,
        OnnxElementType.Int16 or OnnxElementType.UInt16 or OnnxElementType.Float16 or OnnxElementType.BFloat16 => 2,
        _ => 1,
    };

    private OnnxValue Create() => Element switch
    {
        OnnxElementType.Float => OnnxValue.Tensor(Span<float>(), shape),
        OnnxElementType.Double => OnnxValue.Tensor(Span<double>(), shape),
        OnnxElementType.Int64 => OnnxValue.Tensor(Span<long>(), shape),
        OnnxElementType.UInt64 => OnnxValue.Tensor(Span<ulong>(), shape),
        OnnxElementType.Int32 => OnnxValue.Tensor(Span<int>(), shape),
        OnnxElementType.UInt32 => OnnxValue.Tensor(Span<uint>(), shape),
        OnnxElementType.Int16 => OnnxValue.Tensor(Span<short>(), shape),
        OnnxElementType.UInt16 => OnnxValue.Tensor(Span<ushort>(), shape),
        OnnxElementType.Int8 => OnnxValue.Tensor(Span<sbyte>(), shape),
        OnnxElementType.UInt8 => OnnxValue.Tensor(Span<byte>(), shape),
        OnnxElementType.Bool => OnnxValue.Tensor(Span<bool>(), shape),
        OnnxElementType.Float16 => OnnxValue.Tensor(Span<Half>(), shape),
        OnnxElementType.BFloat16 => OnnxValue.Tensor(Span<BFloat16>(), shape),
        _ => OnnxValue.Tensor(Span<byte>(), shape, Element),
    };

    private static byte[] Bytes(OnnxValue native) => native.ElementType switch
    {
        OnnxElementType.Float => MemoryMarshal.AsBytes(native.Span<float>()).ToArray(),
        OnnxElementType.Double => MemoryMarshal.AsBytes(native.Span<double>()).ToArray(),
        OnnxElementType.Int64 => MemoryMarshal.AsBytes(native.Span<long>()).ToArray(),
        OnnxElementType.UInt64 => MemoryMarshal.AsBytes(native.Span<ulong>()).ToArray(),
        OnnxElementType.Int32 => MemoryMarshal.AsBytes(native.Span<int>()).ToArray(),
        OnnxElementType.UInt32 => MemoryMarshal.AsBytes(native.Span<uint>()).ToArray(),
        OnnxElementType.Int16 => MemoryMarshal.AsBytes(native.Span<short>()).ToArray(),
        OnnxElementType.UInt16 => MemoryMarshal.AsBytes(native.Span<ushort>()).ToArray(),
        OnnxElementType.Int8 => MemoryMarshal.AsBytes(native.Span<sbyte>()).ToArray(),
        OnnxElementType.Bool => MemoryMarshal.AsBytes(native.Span<bool>()).ToArray(),
        OnnxElementType.Float16 => MemoryMarshal.AsBytes(native.Span<Half>()).ToArray(),
        OnnxElementType.BFloat16 => MemoryMarshal.AsBytes(native.Span<BFloat16>()).ToArray(),
        _ => native.Span<byte>().ToArray(),
    };
}
