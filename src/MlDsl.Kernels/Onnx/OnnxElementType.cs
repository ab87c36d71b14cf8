namespace MlDsl.Onnx;

/// <summary>The element type of a tensor, with the numbers of ONNX's <c>TensorProto.DataType</c>.</summary>
public enum OnnxElementType
{
    /// <summary>Not known, or not a tensor.</summary>
    Undefined = 0,

    /// <summary>32-bit floating point; <see cref="float"/>.</summary>
    Float = 1,

    /// <summary><see cref="byte"/>.</summary>
    UInt8 = 2,

    /// <summary><see cref="sbyte"/>.</summary>
    Int8 = 3,

    /// <summary><see cref="ushort"/>.</summary>
    UInt16 = 4,

    /// <summary><see cref="short"/>.</summary>
    Int16 = 5,

    /// <summary><see cref="int"/>.</summary>
    Int32 = 6,

    /// <summary><see cref="long"/>.</summary>
    Int64 = 7,

    /// <summary><see cref="string"/>; UTF-8 in the file.</summary>
    String = 8,

    /// <summary><see cref="bool"/>, one byte each.</summary>
    Bool = 9,

    /// <summary>IEEE half precision; <see cref="Half"/>.</summary>
    Float16 = 10,

    /// <summary><see cref="double"/>.</summary>
    Double = 11,

    /// <summary><see cref="uint"/>.</summary>
    UInt32 = 12,

    /// <summary><see cref="ulong"/>.</summary>
    UInt64 = 13,

    /// <summary>Two floats; eight bytes each.</summary>
    Complex64 = 14,

    /// <summary>Two doubles; sixteen bytes each.</summary>
    Complex128 = 15,

    /// <summary>The upper half of a float; <see cref="MlDsl.BFloat16"/>.</summary>
    BFloat16 = 16,

    /// <summary>Eight-bit floating point, 4 exponent bits, finite; one <see cref="byte"/> each.</summary>
    Float8E4M3FN = 17,

    /// <summary>Eight-bit floating point, 4 exponent bits, finite, no negative zero; one <see cref="byte"/> each.</summary>
    Float8E4M3FNUZ = 18,

    /// <summary>Eight-bit floating point, 5 exponent bits; one <see cref="byte"/> each.</summary>
    Float8E5M2 = 19,

    /// <summary>Eight-bit floating point, 5 exponent bits, finite, no negative zero; one <see cref="byte"/> each.</summary>
    Float8E5M2FNUZ = 20,

    /// <summary>Four bits, unsigned; two to a <see cref="byte"/>, the first in the low half.</summary>
    UInt4 = 21,

    /// <summary>Four bits, signed; two to a <see cref="byte"/>, the first in the low half.</summary>
    Int4 = 22,

    /// <summary>Four-bit floating point; two to a <see cref="byte"/>, the first in the low half.</summary>
    Float4E2M1 = 23,
}
