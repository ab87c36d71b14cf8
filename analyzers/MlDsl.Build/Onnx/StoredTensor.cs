namespace MlDsl.Build.Onnx;

/// <summary>A weight: its type, its shape and where its numbers lie. The numbers themselves only where <see cref="WireReader.KeepsContent"/> asks for them.</summary>
internal sealed record StoredTensor
{
    /// <summary>The name in the graph; empty in attributes.</summary>
    public string Name { get; set; } = "";

    /// <summary>The number in TensorProto.DataType.</summary>
    public long Element { get; set; }

    public List<long> Shape { get; } = [];

    /// <summary>Whether only the elements that are not zero are there.</summary>
    public bool IsSparse { get; set; }

    /// <summary>Where the whole message lies in the file.</summary>
    public (long Offset, long Length) Place { get; set; }

    /// <summary>Where the elements lie as bytes, in little-endian order; null where they lie in fields of their own or in another file.</summary>
    public (long Offset, long Length)? Raw { get; set; }

    /// <summary>Where another file has the elements, by the format's own keys: location, offset, length, checksum.</summary>
    public List<(string Key, string Value)> Elsewhere { get; } = [];

    /// <summary>The elements that lie in fields of their own; null where there are none of the kind, or nobody asks for them.</summary>
    public List<float>? Singles { get; set; }

    /// <inheritdoc cref="Singles"/>
    public List<double>? Doubles { get; set; }

    /// <summary>Whole numbers of every size, and the bits of halves, as far as there are some and somebody asks for them.</summary>
    public List<long>? Wholes { get; set; }

    /// <inheritdoc cref="Singles"/>
    public List<string>? Texts { get; set; }
}
