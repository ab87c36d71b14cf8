using MlDsl.Kernels;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;

namespace MlDsl.Reality;

/// <summary>Values as the kernels hold them.</summary>
internal static class Tensors
{
    public static Tensor Of(Value value) => value.Element switch
    {
        OnnxElementType.String => new Tensor<string>(value.Texts, value.Shape),
        OnnxElementType.Float => Of<float>(value),
        OnnxElementType.Double => Of<double>(value),
        OnnxElementType.Bool => Of<bool>(value),
        OnnxElementType.Int8 => Of<sbyte>(value),
        OnnxElementType.UInt8 => Of<byte>(value),
        OnnxElementType.Int16 => Of<short>(value),
        OnnxElementType.UInt16 => Of<ushort>(value),
        OnnxElementType.Int32 => Of<int>(value),
        OnnxElementType.UInt32 => Of<uint>(value),
        OnnxElementType.Int64 => Of<long>(value),
        OnnxElementType.UInt64 => Of<ulong>(value),
        _ => throw new NotSupportedException($"no pipeline takes {value.Element}"),
    };

    private static Tensor<T> Of<T>(Value value)
        where T : unmanaged => new(value.Span<T>(), value.Shape);
}
