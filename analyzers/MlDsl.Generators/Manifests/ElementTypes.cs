namespace MlDsl.Generators.Manifests;

/// <summary>Which C# type holds one element, and what MlDsl.Onnx calls the type.</summary>
internal static class ElementTypes
{
    public const string Text = "string";

    private static readonly Dictionary<string, (string CSharp, string Member)> Known = new(StringComparer.Ordinal)
    {
        ["float"] = ("float", "Float"),
        ["uint8"] = ("byte", "UInt8"),
        ["int8"] = ("sbyte", "Int8"),
        ["uint16"] = ("ushort", "UInt16"),
        ["int16"] = ("short", "Int16"),
        ["int32"] = ("int", "Int32"),
        ["int64"] = ("long", "Int64"),
        ["string"] = ("string", "String"),
        ["bool"] = ("bool", "Bool"),
        ["float16"] = ("global::System.Half", "Float16"),
        ["double"] = ("double", "Double"),
        ["uint32"] = ("uint", "UInt32"),
        ["uint64"] = ("ulong", "UInt64"),
        ["bfloat16"] = ("global::MlDsl.BFloat16", "BFloat16"),
        // C# has no such numbers: the bytes are handed through.
        ["float8e4m3fn"] = ("byte", "Float8E4M3FN"),
        ["float8e4m3fnuz"] = ("byte", "Float8E4M3FNUZ"),
        ["float8e5m2"] = ("byte", "Float8E5M2"),
        ["float8e5m2fnuz"] = ("byte", "Float8E5M2FNUZ"),
        ["uint4"] = ("byte", "UInt4"),
        ["int4"] = ("byte", "Int4"),
        ["float4e2m1"] = ("byte", "Float4E2M1"),
    };

    /// <summary>Types that exist in MlDsl.Onnx, but that no tensor of a session can be read as.</summary>
    private static readonly Dictionary<string, string> Opaque = new(StringComparer.Ordinal) { ["complex64"] = "Complex64", ["complex128"] = "Complex128" };

    /// <summary>The C# type of an element; null when C# cannot hold one.</summary>
    public static string? CSharp(string element) => Known.TryGetValue(element, out var type) ? type.CSharp : null;

    /// <summary>The dictionary that holds the pairs of a map; null for a map that no graph takes.</summary>
    public static string? Dictionary(OnnxType type) => type is { Kind: OnnxKind.Map, Content.Kind: OnnxKind.Tensor } ? OfMap("global::System.Collections.Generic.Dictionary", type.Key, type.Element) : null;

    /// <summary>One pair of a map; null for a map that no graph takes.</summary>
    public static string? Pair(string key, string value) => OfMap("global::System.Collections.Generic.KeyValuePair", key, value);

    private static string? OfMap(string type, string key, string value) =>
        key is "string" or "int64" && value is "float" or "double" or "int64" or "string" ? $"{type}<{CSharp(key)}, {CSharp(value)}>" : null;

    /// <summary>The member of <c>OnnxElementType</c>.</summary>
    public static string Member(string element) =>
        Known.TryGetValue(element, out var type) ? type.Member : Opaque.TryGetValue(element, out string? member) ? member : "Undefined";

    /// <summary>Whether two elements share one byte, so that lengths cannot be told from shapes alone.</summary>
    public static bool IsPacked(string element) => element is "uint4" or "int4" or "float4e2m1";
}
