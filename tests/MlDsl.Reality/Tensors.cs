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

    /// <summary>Whether the elements are numbers that are rounded.</summary>
    public static bool IsReal(Tensor tensor) => tensor is Tensor<float> or Tensor<double>;

    public static double[] Numbers(Tensor tensor) => tensor is Tensor<float> singles ? [.. singles.Values.ToArray().Select(static x => (double)x)] : ((Tensor<double>)tensor).Values.ToArray();

    /// <summary>The same shape with other numbers.</summary>
    public static Tensor Map(Tensor tensor, Func<double, int, double> map) => tensor switch
    {
        Tensor<float> singles => new Tensor<float>([.. singles.Values.ToArray().Select((x, i) => (float)map(x, i))], singles.Shape),
        Tensor<double> doubles => new Tensor<double>([.. doubles.Values.ToArray().Select(map)], doubles.Shape),
        _ => tensor,
    };

    private static Tensor<T> Of<T>(Value value)
        where T : unmanaged => new(value.Span<T>(), value.Shape);
}
