namespace MlDsl.Generators.Manifests;

internal enum OnnxKind
{
    /// <summary>A type that the file leaves out, or that only the runtime knows.</summary>
    Unknown,
    Tensor,
    Sequence,
    Map,
    SparseTensor,
    Optional,
}

/// <summary>A dimension: a size, a symbol, or neither.</summary>
internal sealed record OnnxDimension(long? Size, string? Symbol)
{
    public override string ToString() => Size is { } size ? Literals.Whole(size) : Symbol ?? "?";
}

/// <summary>The type of an input or output, as the manifest tells it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Element">A tensor's element type, or that of a map's values: <c>float</c>, <c>int64</c>.</param>
/// <param name="Key">The type of a map's keys.</param>
/// <param name="Rank">The number of dimensions; null when the file does not say.</param>
/// <param name="Shape">The dimensions, where the rank is known.</param>
/// <param name="Content">What a sequence or optional holds.</param>
internal sealed record OnnxType(OnnxKind Kind, string Element, string Key, int? Rank, EquatableArray<OnnxDimension> Shape, OnnxType? Content)
{
    public static OnnxType Unknown { get; } = new(OnnxKind.Unknown, "", "", null, default, null);

    /// <summary>The notation of the manifest, without quotes around symbols.</summary>
    public override string ToString() => Kind switch
    {
        OnnxKind.Tensor => $"tensor({Element}){ShapeText}",
        OnnxKind.SparseTensor => $"sparse_tensor({Element}){ShapeText}",
        OnnxKind.Sequence => $"sequence({Content})",
        OnnxKind.Optional => $"optional({Content})",
        OnnxKind.Map => $"map({Key}, {Content?.ToString() ?? Element})",
        _ => "unknown",
    };

    public string ShapeText => Rank is null ? "" : $"[{string.Join(", ", Shape)}]";
}
