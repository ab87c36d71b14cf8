using System.Runtime.CompilerServices;

namespace MlDsl.Onnx;

/// <summary>Which C# type stands for which element type. The tests of types are constants to the JIT.</summary>
internal static class TensorElement
{
    /// <summary>The element type that <typeparamref name="T"/> is the natural form of; undefined when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OnnxElementType Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return OnnxElementType.Float;
        if (typeof(T) == typeof(double)) return OnnxElementType.Double;
        if (typeof(T) == typeof(long)) return OnnxElementType.Int64;
        if (typeof(T) == typeof(int)) return OnnxElementType.Int32;
        if (typeof(T) == typeof(bool)) return OnnxElementType.Bool;
        if (typeof(T) == typeof(byte)) return OnnxElementType.UInt8;
        if (typeof(T) == typeof(sbyte)) return OnnxElementType.Int8;
        if (typeof(T) == typeof(short)) return OnnxElementType.Int16;
        if (typeof(T) == typeof(ushort)) return OnnxElementType.UInt16;
        if (typeof(T) == typeof(uint)) return OnnxElementType.UInt32;
        if (typeof(T) == typeof(ulong)) return OnnxElementType.UInt64;
        if (typeof(T) == typeof(Half)) return OnnxElementType.Float16;
        if (typeof(T) == typeof(BFloat16)) return OnnxElementType.BFloat16;
        return OnnxElementType.Undefined;
    }

    /// <summary>Whether elements of <paramref name="element"/> are read and written as <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is<T>(OnnxElementType element)
        where T : unmanaged =>
        Of<T>() == element ? element != OnnxElementType.Undefined : typeof(T) == typeof(byte) && IsRaw(element);

    /// <summary>The C# type, for messages.</summary>
    public static string CSharp<T>()
        where T : unmanaged =>
        Of<T>() is var element and not OnnxElementType.Undefined ? CSharp(element) : typeof(T).Name;

    /// <inheritdoc cref="CSharp{T}()"/>
    public static string CSharp(OnnxElementType element) => element switch
    {
        OnnxElementType.Float => "float",
        OnnxElementType.Double => "double",
        OnnxElementType.Int64 => "long",
        OnnxElementType.Int32 => "int",
        OnnxElementType.Bool => "bool",
        OnnxElementType.Int8 => "sbyte",
        OnnxElementType.Int16 => "short",
        OnnxElementType.UInt16 => "ushort",
        OnnxElementType.UInt32 => "uint",
        OnnxElementType.UInt64 => "ulong",
        OnnxElementType.Float16 => "Half",
        OnnxElementType.BFloat16 => "BFloat16",
        OnnxElementType.String => "string",
        _ => "byte",
    };

    /// <summary>The C# elements that hold <paramref name="count"/> tensor elements: as many, but half as many for four-bit types.</summary>
    public static long Length(OnnxElementType element, long count) => IsFourBit(element) ? (count + 1) / 2 : count;

    /// <summary>Bytes per C# element.</summary>
    public static int Size(OnnxElementType element) => element switch
    {
        OnnxElementType.Double or OnnxElementType.Int64 or OnnxElementType.UInt64 => 8,
        OnnxElementType.Float or OnnxElementType.Int32 or OnnxElementType.UInt32 => 4,
        OnnxElementType.Int16 or OnnxElementType.UInt16 or OnnxElementType.Float16 or OnnxElementType.BFloat16 => 2,
        _ => 1,
    };

    /// <summary>Types that C# has no form of and that are passed as bytes.</summary>
    private static bool IsRaw(OnnxElementType element) => element >= OnnxElementType.Float8E4M3FN;

    private static bool IsFourBit(OnnxElementType element) =>
        element is OnnxElementType.UInt4 or OnnxElementType.Int4 or OnnxElementType.Float4E2M1;
}
