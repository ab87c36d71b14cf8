namespace MlDsl.Build.Onnx;

/// <summary>What a value of a graph is.</summary>
internal enum OnnxKind
{
    /// <summary>The file leaves it out, or it is newer than this list.</summary>
    Unknown,
    Tensor,
    SparseTensor,
    Sequence,
    Map,
    Optional,
    Opaque,
}

/// <summary>The type of an input or output, as TypeProto has it.</summary>
/// <param name="Kind">What it is.</param>
internal sealed record OnnxType(OnnxKind Kind)
{
    public static readonly OnnxType Unknown = new(OnnxKind.Unknown);

    /// <summary>The number in TensorProto.DataType of a tensor's elements, or of a map's keys.</summary>
    public long Element { get; set; }

    /// <summary>A tensor's dimensions; null where not even their number is known, which is not the empty shape of a scalar.</summary>
    public List<Dimension>? Shape { get; set; }

    /// <summary>What a sequence or an optional holds, and what a map's values are.</summary>
    public OnnxType Content { get; set; } = Unknown;

    /// <summary>The domain and the name of an opaque type.</summary>
    public (string Domain, string Name) Opaque { get; set; } = ("", "");
}

/// <summary>A dimension: a size, or a symbol that may be empty.</summary>
internal readonly record struct Dimension(long? Size, string Symbol);
