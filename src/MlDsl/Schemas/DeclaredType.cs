using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>The C# type of a column's values, as a schema spells it.</summary>
/// <param name="Name">The type without <c>?</c>.</param>
/// <param name="IsNullable">Whether a value may be missing.</param>
internal readonly record struct DeclaredType(string Name, bool IsNullable)
{
    public static DeclaredType Of(ColumnSchema column) =>
        column.Type.EndsWith('?') ? new(column.Type[..^1], true) : new(column.Type, false);

    /// <summary>Whether NaN can stand for a missing value.</summary>
    public bool HasNaN => Element is OnnxElementType.Float or OnnxElementType.Double or OnnxElementType.Float16;

    /// <summary>Whether values are times or dates.</summary>
    public bool IsTime => Name is "System.DateTime" or "System.DateTimeOffset" or "System.DateOnly" or "System.TimeOnly";

    /// <summary>The element type of an ONNX tensor of such values: times are ticks, enums their names; undefined where no tensor holds them.</summary>
    public OnnxElementType Element => Name switch
    {
        "bool" => OnnxElementType.Bool,
        "sbyte" => OnnxElementType.Int8,
        "byte" => OnnxElementType.UInt8,
        "short" => OnnxElementType.Int16,
        "ushort" => OnnxElementType.UInt16,
        "int" => OnnxElementType.Int32,
        "uint" => OnnxElementType.UInt32,
        "long" => OnnxElementType.Int64,
        "ulong" => OnnxElementType.UInt64,
        "System.Half" => OnnxElementType.Float16,
        "float" => OnnxElementType.Float,
        "double" or "decimal" => OnnxElementType.Double,
        "System.TimeSpan" => OnnxElementType.Int64,
        _ when IsTime => OnnxElementType.Int64,
        _ when Name.AsSpan().ContainsAny('[', '<') => OnnxElementType.Undefined,
        _ => OnnxElementType.String,
    };
}
