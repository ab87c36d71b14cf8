namespace MlDsl.Build.Onnx;

/// <summary>A setting of a node. Long lists are counted and located, not kept.</summary>
internal sealed record Attribute
{
    // Longer lists are weights or vocabularies. Labels are told in full, because enums are compared with them.
    private int MaxElements => Name.StartsWith("classlabels", StringComparison.Ordinal) ? 10_000 : 64;

    public string Name { get; set; } = "";

    /// <summary>The name of the enclosing function's attribute that gives the value.</summary>
    public string Reference { get; set; } = "";

    /// <summary>The text of a single value, ready for the manifest.</summary>
    public string? Single { get; set; }

    /// <summary>The elements of a list, as numbers or quoted texts, as far as they are kept.</summary>
    public List<string> Elements { get; } = [];

    /// <summary>How many elements the list has.</summary>
    public long Count { get; set; }

    /// <summary>The graphs of control flow: branches, loop bodies.</summary>
    public List<Graph> Graphs { get; } = [];

    /// <summary>The declared kind, as in AttributeProto: 1 float, 2 int, 3 text … 6 floats, 7 ints, 8 texts; 0 where the file does not say.</summary>
    public long Kind { get; set; }

    /// <summary>Where the attribute begins in the file, and how many bytes it has.</summary>
    public (long Offset, long Length) Place { get; set; }

    /// <summary>Counts an element; false where it is not kept.</summary>
    public bool Add(string element)
    {
        if (Count++ >= MaxElements) return false;
        Elements.Add(element);
        return true;
    }
}
