using System.Runtime.InteropServices;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

public sealed unsafe partial class OnnxValue
{
    /// <summary>A tensor with a copy of the data.</summary>
    /// <param name="data">The elements in row-major order.</param>
    /// <param name="shape">The sizes; empty for a scalar.</param>
    /// <param name="element">The element type, where it is not that of <typeparamref name="T"/>: eight-bit or four-bit, as bytes.</param>
    /// <exception cref="ArgumentException">The length is not that of the shape, or no tensor has such elements.</exception>
    public static OnnxValue Tensor<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> shape, OnnxElementType element = OnnxElementType.Undefined)
        where T : unmanaged
    {
        if (element == OnnxElementType.Undefined) element = TensorElement.Of<T>();
        if (!TensorElement.Is<T>(element)) throw new ArgumentException($"No tensor has elements of {typeof(T).Name}", nameof(data));
        long length = TensorElement.Length(element, Shapes.Count(shape));
        if (data.Length != length)
            throw new ArgumentException($"{data.Length} elements are given; the shape {Shapes.Text(shape)} has {length}", nameof(data));
        return Copy(MemoryMarshal.AsBytes(data), shape, element);
    }

    /// <summary>A tensor of strings.</summary>
    /// <exception cref="ArgumentException">The length is not that of the shape, or a string is null.</exception>
    public static OnnxValue Tensor(ReadOnlySpan<string> data, ReadOnlySpan<long> shape)
    {
        int count = Shapes.Count(shape);
        if (data.Length != count)
            throw new ArgumentException($"{data.Length} strings are given; the shape {Shapes.Text(shape)} has {count}", nameof(data));
        OrtApi api = OnnxRuntimeLibrary.Api;
        var value = new OnnxValue(api, Create(api, shape, OnnxElementType.String));
        for (int i = 0; i < data.Length; i++)
            TextWriter.Write(api, value.Pointer, i, data[i] ?? throw new ArgumentException($"String {i} is null", nameof(data)));
        return value;
    }

    /// <summary>A sequence of values of one type. It holds what it needs: the values may be disposed afterwards.</summary>
    /// <exception cref="ArgumentException">There is no value: the runtime cannot tell the type of an empty sequence.</exception>
    /// <exception cref="OnnxRuntimeException">The values differ in type.</exception>
    public static OnnxValue Sequence(ReadOnlySpan<OnnxValue> values) => values.IsEmpty
        ? throw new ArgumentException("A sequence needs at least one value, from which the runtime takes its type", nameof(values))
        : Compose(values, OnnxKind.Sequence);

    /// <summary>A map from strings or longs to numbers or strings.</summary>
    /// <param name="keys">A tensor of one dimension, of strings or longs.</param>
    /// <param name="values">A tensor of the same length.</param>
    /// <exception cref="OnnxRuntimeException">The runtime has no map of these types.</exception>
    public static OnnxValue Map(OnnxValue keys, OnnxValue values)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        return keys.Count == values.Count
            ? Compose([keys, values], OnnxKind.Map)
            : throw new ArgumentException($"{keys.Count} keys and {values.Count} values are given", nameof(values));
    }

    internal static OnnxValue Copy(ReadOnlySpan<byte> bytes, ReadOnlySpan<long> shape, OnnxElementType element)
    {
        OrtApi api = OnnxRuntimeLibrary.Api;
        var value = new OnnxValue(api, Create(api, shape, element));
        void* target;
        api.Check(api.GetTensorMutableData(value.Pointer, &target));
        bytes.CopyTo(new Span<byte>(target, bytes.Length));
        return value;
    }

    private static nint Create(OrtApi api, ReadOnlySpan<long> shape, OnnxElementType element)
    {
        nint value;
        fixed (long* sizes = shape)
            api.Check(api.CreateTensorAsOrtValue(api.DefaultAllocator, sizes, (nuint)shape.Length, (int)element, &value));
        return value;
    }

    private static OnnxValue Compose(ReadOnlySpan<OnnxValue> parts, OnnxKind kind)
    {
        var pointers = new nint[parts.Length];
        for (int i = 0; i < pointers.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(parts[i], nameof(parts));
            pointers[i] = parts[i].Pointer;
        }
        OrtApi api = OnnxRuntimeLibrary.Api;
        nint value;
        fixed (nint* p = pointers) api.Check(api.CreateValue(p, (nuint)pointers.Length, (int)kind, &value));
        foreach (OnnxValue part in parts) GC.KeepAlive(part);
        return new OnnxValue(api, value);
    }
}
