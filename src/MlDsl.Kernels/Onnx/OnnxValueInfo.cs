using System.ComponentModel;

namespace MlDsl.Onnx;

/// <summary>The declaration of an input or an output: name, kind, element type, shape.</summary>
public sealed record OnnxValueInfo
{
    /// <summary>The name in the model file; empty for the content of a sequence or an optional.</summary>
    public required string Name { get; init; }

    /// <summary>Tensor, sequence, map, optional.</summary>
    public required OnnxKind Kind { get; init; }

    /// <summary>The type of a tensor's elements or of a map's values.</summary>
    public OnnxElementType ElementType { get; init; }

    /// <summary>The type of a map's keys: <see cref="OnnxElementType.String"/> or <see cref="OnnxElementType.Int64"/>.</summary>
    public OnnxElementType KeyType { get; init; }

    /// <summary>A tensor's dimensions; empty for a scalar; <see langword="null"/> when not even the rank is declared.</summary>
    public IReadOnlyList<OnnxDimension>? Shape { get; init; }

    /// <summary>What a sequence or an optional holds.</summary>
    public OnnxValueInfo? Content { get; init; }

    /// <summary>A tensor of fixed and symbolic dimensions, for example <c>Tensor("x", OnnxElementType.Float, "N", 28)</c>.</summary>
    public static OnnxValueInfo Tensor(string name, OnnxElementType element, params OnnxDimension[] shape) =>
        new() { Name = name, Kind = OnnxKind.Tensor, ElementType = element, Shape = shape };

    /// <summary>Tensors that differ in their names alone: what generated code writes of tables with many columns.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IReadOnlyList<OnnxValueInfo> Tensors(OnnxElementType element, OnnxDimension[] shape, params string[] names) =>
        Array.ConvertAll(names, name => Tensor(name, element, shape));

    /// <summary>A tensor of which not even the rank is declared.</summary>
    public static OnnxValueInfo TensorOfAnyRank(string name, OnnxElementType element) =>
        new() { Name = name, Kind = OnnxKind.Tensor, ElementType = element };

    /// <summary>A sequence of values.</summary>
    public static OnnxValueInfo Sequence(string name, OnnxValueInfo content) =>
        new() { Name = name, Kind = OnnxKind.Sequence, Content = content };

    /// <summary>A value that may be absent.</summary>
    public static OnnxValueInfo Optional(string name, OnnxValueInfo content) =>
        new() { Name = name, Kind = OnnxKind.Optional, Content = content };

    /// <summary>A map.</summary>
    public static OnnxValueInfo Map(string name, OnnxElementType key, OnnxElementType value) =>
        new() { Name = name, Kind = OnnxKind.Map, KeyType = key, ElementType = value };

    /// <summary>For example <c>x: float[N,28]</c> or <c>probabilities: seq(map(int64,float))</c>.</summary>
    public override string ToString() => Name.Length > 0 ? $"{Name}: {Type}" : Type;

    internal string Type => Kind switch
    {
        OnnxKind.Tensor => Element(ElementType) + (Shape is null ? "[…]" : $"[{string.Join(',', Shape)}]"),
        OnnxKind.Sequence => $"seq({Content?.Type})",
        OnnxKind.Optional => $"optional({Content?.Type})",
        OnnxKind.Map => $"map({Element(KeyType)},{Element(ElementType)})",
        OnnxKind.SparseTensor => "sparse tensor",
        _ => "opaque",
    };

    /// <summary>Whether a graph that gives <paramref name="other"/> can stand where this was compiled in: dimensions that are
    /// symbols here accept any size and any symbol there; everything else must be equal.</summary>
    internal bool Accepts(OnnxValueInfo other) =>
        Name == other.Name && Kind == other.Kind && ElementType == other.ElementType && KeyType == other.KeyType
        && (Content is null || other.Content is null || Content.Accepts(other.Content)) && AcceptsShape(other.Shape);

    private bool AcceptsShape(IReadOnlyList<OnnxDimension>? other)
    {
        if (Shape is null || other is null) return true;
        if (Shape.Count != other.Count) return false;
        for (int i = 0; i < Shape.Count; i++)
            if (Shape[i].IsFixed && other[i].IsFixed && Shape[i].Size != other[i].Size) return false;
        return true;
    }

#pragma warning disable CA1308 // The words of ONNX's own text form are lower case.
    private static string Element(OnnxElementType type) => type.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
