using MlDsl.Plans;

namespace MlDsl.Json;

/// <summary>The datatypes of tensors, as the Open Inference Protocol (version 2) has them.</summary>
internal enum TensorType : byte
{
    Bool,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Int8,
    Int16,
    Int32,
    Int64,
    Fp16,
    Fp32,
    Fp64,
    Bytes,
}

/// <summary>What datatypes are called, how long they are, and which of them a column takes.</summary>
internal static class TensorTypes
{
    private static readonly Utf8Index Names =
        new(["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64", "BYTES"]);

    /// <summary>The protocol's word for it.</summary>
    public static string Word(this TensorType type) => Names[(int)type];

    /// <summary>The bytes of one element; 0 where elements tell their own length.</summary>
    public static int Size(this TensorType type) => type switch
    {
        TensorType.Bool or TensorType.UInt8 or TensorType.Int8 => 1,
        TensorType.UInt16 or TensorType.Int16 or TensorType.Fp16 => 2,
        TensorType.UInt32 or TensorType.Int32 or TensorType.Fp32 => 4,
        TensorType.UInt64 or TensorType.Int64 or TensorType.Fp64 => 8,
        _ => 0,
    };

    /// <summary>Whether elements are numbers that may be NaN.</summary>
    public static bool IsBinary(this TensorType type) => type is TensorType.Fp16 or TensorType.Fp32 or TensorType.Fp64;

    public static bool TryParse(ReadOnlySpan<byte> word, out TensorType type)
    {
        int place = Names.Find(word);
        type = (TensorType)Math.Max(place, 0);
        return place >= 0;
    }

    /// <summary>
    /// The datatype that metadata tell of a column: its own for numbers and flags, FP64 for integers that may be missing, since NaN says so, and BYTES for
    /// what is a text in JSON, too.
    /// </summary>
    public static TensorType Of(ColumnSchema column)
    {
        DeclaredType element = ElementOf(column);
        return element.Name switch
        {
            "bool" => TensorType.Bool,
            "System.Half" => TensorType.Fp16,
            "float" => TensorType.Fp32,
            "double" or "decimal" => TensorType.Fp64,
            "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" when element.IsNullable => TensorType.Fp64,
            "sbyte" => TensorType.Int8,
            "byte" => TensorType.UInt8,
            "short" => TensorType.Int16,
            "ushort" => TensorType.UInt16,
            "int" => TensorType.Int32,
            "uint" => TensorType.UInt32,
            "long" => TensorType.Int64,
            "ulong" => TensorType.UInt64,
            _ => TensorType.Bytes,
        };
    }

    /// <summary>Whether a column of a datatype takes another: a number any number, whose values must fit; all else its own.</summary>
    public static bool Takes(this TensorType own, TensorType type) =>
        own is TensorType.Bool or TensorType.Bytes ? type == own : type is not (TensorType.Bool or TensorType.Bytes);

    // Of a vector its elements' type, which stands in its brackets or before them.
    private static DeclaredType ElementOf(ColumnSchema column)
    {
        DeclaredType type = DeclaredType.Of(column);
        if (column.Length == 0) return type;
        int from = type.Name.LastIndexOf('<') + 1, to = type.Name.IndexOfAny(['>', '['], from);
        string element = to < 0 ? type.Name : type.Name[from..to];
        return element.EndsWith('?') ? new(element[..^1], true) : new(element, false);
    }
}
