using System.Globalization;

namespace MlDsl.Build.Contract;

/// <summary>The names that ONNX gives to TensorProto.DataType.</summary>
internal static class ElementTypes
{
    private static readonly string[] Names =
    [
        "undefined", "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "double", "uint32",
        "uint64", "complex64", "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4",
        "int4", "float4e2m1", "float8e8m0", "uint2", "int2",
    ];

    /// <summary>The name, or the number of a type newer than this list.</summary>
    public static string Name(long type) =>
        type >= 0 && type < Names.Length ? Names[type] : "type" + type.ToString(CultureInfo.InvariantCulture);
}
