namespace MlDsl.Build.Onnx;

/// <summary>A setting of a node. Of a long list only the beginning is kept, unless <see cref="WireReader.KeepsContent"/> asks for all of it.</summary>
internal sealed record Attribute
{
    // Longer lists are weights or vocabularies.
    private const int MaxElements = 64;

    // Labels are told in full, because enums are compared with them.
    private const int MaxLabels = 10_000;

    public string Name { get; set; } = "";

    /// <summary>The name of the enclosing function's attribute that gives the value.</summary>
    public string Reference { get; set; } = "";

    /// <summary>The declared kind, as in AttributeProto: 1 float, 2 int, 3 text, 4 tensor … 6 floats, 7 ints, 8 texts; 0 where the file does not say.</summary>
    public long Kind { get; set; }

    /// <summary>Where the attribute begins in the file, and how many bytes it has.</summary>
    public (long Offset, long Length) Place { get; set; }

    /// <summary>The single value; null where there is none.</summary>
    public float? Single { get; set; }

    /// <inheritdoc cref="Single"/>
    public long? Whole { get; set; }

    /// <inheritdoc cref="Single"/>
    public StoredText? Text { get; set; }

    /// <inheritdoc cref="Single"/>
    public StoredTensor? Tensor { get; set; }

    /// <inheritdoc cref="Single"/>
    public OnnxType? Type { get; set; }

    /// <summary>The elements of a list, as far as they are kept; null where there are none of the kind.</summary>
    public List<float>? Singles { get; set; }

    /// <inheritdoc cref="Singles"/>
    public List<long>? Wholes { get; set; }

    /// <inheritdoc cref="Singles"/>
    public List<StoredText>? Texts { get; set; }

    /// <inheritdoc cref="Singles"/>
    public List<StoredTensor>? Tensors { get; set; }

    /// <inheritdoc cref="Singles"/>
    public List<OnnxType>? Types { get; set; }

    /// <summary>How many elements the list has in the file.</summary>
    public long Count { get; set; }

    /// <summary>Whether all elements of the list are kept.</summary>
    public bool IsWhole => Count == (Singles?.Count ?? 0) + (Wholes?.Count ?? 0) + (Texts?.Count ?? 0) + (Tensors?.Count ?? 0) + (Types?.Count ?? 0);

    /// <summary>The graphs of control flow: branches, loop bodies.</summary>
    public List<Graph> Graphs { get; } = [];

    /// <summary>Counts an element of the list, and says whether it is kept.</summary>
    public bool Keeps(WireReader reader) => ++Count <= MaxElements || reader.KeepsContent || (Count <= MaxLabels && Name.StartsWith("classlabels", StringComparison.Ordinal));
}

/// <summary>A text, or where its bytes lie if they are data rather than a name.</summary>
internal readonly record struct StoredText(string? Text, long Offset, long Length);
