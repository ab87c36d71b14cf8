using System.Runtime.InteropServices;

namespace MlDsl.Onnx;

/// <summary>ONNX's TensorProto.</summary>
internal static class TensorMessage
{
    /// <exception cref="ArgumentException">The length is not that of the shape, or no tensor has such elements.</exception>
    public static Action<ProtobufWriter> Of<T>(string name, ReadOnlySpan<T> elements, long[] shape)
        where T : unmanaged
    {
        OnnxElementType element = TensorElement.Of<T>();
        if (element == OnnxElementType.Undefined || !BitConverter.IsLittleEndian)
            throw new ArgumentException($"The constant '{name}' has elements of {typeof(T).Name}; no tensor of them can be written here");
        CheckLength(name, elements.Length, shape);
        byte[] bytes = MemoryMarshal.AsBytes(elements).ToArray();
        return tensor =>
        {
            WriteHead(tensor, name, element, shape);
            tensor.Bytes(9, bytes);
        };
    }

    /// <exception cref="ArgumentException">The length is not that of the shape.</exception>
    public static Action<ProtobufWriter> Of(string name, string[] elements, long[] shape)
    {
        CheckLength(name, elements.Length, shape);
        return tensor =>
        {
            WriteHead(tensor, name, OnnxElementType.String, shape);
            foreach (string text in elements) tensor.Bytes(6, System.Text.Encoding.UTF8.GetBytes(text));
        };
    }

    private static void CheckLength(string name, int length, long[] shape)
    {
        int count = Shapes.Count(shape);
        if (length != count)
            throw new ArgumentException($"The constant '{name}' has {length} elements; the shape {Shapes.Text(shape)} has {count}");
    }

    private static void WriteHead(ProtobufWriter tensor, string name, OnnxElementType element, long[] shape)
    {
        foreach (long size in shape) tensor.Int64(1, size);
        tensor.Int64(2, (int)element);
        tensor.Text(8, name);
    }
}
