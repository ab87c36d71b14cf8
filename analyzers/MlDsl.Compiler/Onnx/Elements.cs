namespace MlDsl.Compiler.Onnx;

/// <summary>
/// The element types of ONNX that compiled graphs calculate with: number in TensorProto.DataType, name in manifests, C# type. A map is a value
/// whose elements are pairs.
/// </summary>
internal static class Elements
{
    private static readonly (int Number, string Name, Type Type, string CSharp, int Size)[] All =
    [
        (1, "float", typeof(float), "float", 4), (2, "uint8", typeof(byte), "byte", 1), (3, "int8", typeof(sbyte), "sbyte", 1),
        (4, "uint16", typeof(ushort), "ushort", 2), (5, "int16", typeof(short), "short", 2), (6, "int32", typeof(int), "int", 4),
        (7, "int64", typeof(long), "long", 8), (8, "string", typeof(string), "string", 0), (9, "bool", typeof(bool), "bool", 1),
        (10, "float16", typeof(Half), "global::System.Half", 2), (11, "double", typeof(double), "double", 8),
        (12, "uint32", typeof(uint), "uint", 4), (13, "uint64", typeof(ulong), "ulong", 8),
    ];

    private static readonly Type[] Keys = [typeof(string), typeof(long)], Values = [typeof(float), typeof(double), typeof(long), typeof(string)];

    /// <summary>The C# type of an element type; null for one that compiled graphs do not calculate with.</summary>
    public static Type? Type(long number) => All.FirstOrDefault(e => e.Number == number).Type;

    /// <summary>The pairs of a map; null for a map that no graph takes.</summary>
    /// <param name="key">The number of the keys' type.</param>
    /// <param name="value">The type of the values.</param>
    public static Type? Pair(long key, Type? value) =>
        Type(key) is { } keys && Keys.Contains(keys) && value is not null && Values.Contains(value) ? typeof(KeyValuePair<,>).MakeGenericType(keys, value) : null;

    public static bool IsPair(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    /// <summary>The name in manifests, or <c>map(string,float)</c>.</summary>
    public static string Name(Type type) =>
        IsPair(type) ? $"map({string.Join(",", type.GetGenericArguments().Select(Name))})" : All.First(e => e.Type == type).Name;

    /// <summary>The type as generated code writes it.</summary>
    public static string CSharp(Type type) => All.First(e => e.Type == type).CSharp;

    /// <summary>Bytes per element; 0 for strings.</summary>
    public static int Size(Type type) => All.First(e => e.Type == type).Size;
}
