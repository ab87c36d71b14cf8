using Microsoft.ML.Data;
using MlDsl.Kernels;
using MlDsl.Onnx;

namespace MlDsl.MlNet;

/// <summary>The element types that the columns of a class have, as ML.NET and the kernels know them.</summary>
internal static class ColumnElement
{
    /// <summary>The C# type of ML.NET's values.</summary>
    public static Type? Raw(OnnxElementType element) => Type(element)?.RawType;

    /// <summary>ML.NET's type; null where it has none.</summary>
    public static PrimitiveDataViewType? Type(OnnxElementType element) => element switch
    {
        OnnxElementType.String => TextDataViewType.Instance,
        OnnxElementType.Bool => BooleanDataViewType.Instance,
        OnnxElementType.Float => NumberDataViewType.Single,
        OnnxElementType.Double => NumberDataViewType.Double,
        OnnxElementType.Int8 => NumberDataViewType.SByte,
        OnnxElementType.UInt8 => NumberDataViewType.Byte,
        OnnxElementType.Int16 => NumberDataViewType.Int16,
        OnnxElementType.UInt16 => NumberDataViewType.UInt16,
        OnnxElementType.Int32 => NumberDataViewType.Int32,
        OnnxElementType.UInt32 => NumberDataViewType.UInt32,
        OnnxElementType.Int64 => NumberDataViewType.Int64,
        OnnxElementType.UInt64 => NumberDataViewType.UInt64,
        _ => null,
    };

    /// <summary>An empty tensor of the element type.</summary>
    /// <exception cref="NotSupportedException">ML.NET has no columns of it.</exception>
    public static Tensor Tensor(OnnxElementType element) => element switch
    {
        OnnxElementType.String => new Tensor<string>(),
        OnnxElementType.Bool => new Tensor<bool>(),
        OnnxElementType.Float => new Tensor<float>(),
        OnnxElementType.Double => new Tensor<double>(),
        OnnxElementType.Int8 => new Tensor<sbyte>(),
        OnnxElementType.UInt8 => new Tensor<byte>(),
        OnnxElementType.Int16 => new Tensor<short>(),
        OnnxElementType.UInt16 => new Tensor<ushort>(),
        OnnxElementType.Int32 => new Tensor<int>(),
        OnnxElementType.UInt32 => new Tensor<uint>(),
        OnnxElementType.Int64 => new Tensor<long>(),
        OnnxElementType.UInt64 => new Tensor<ulong>(),
        _ => throw new NotSupportedException($"ML.NET has no columns of {element}"),
    };
}
