using MlDsl.Build.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Onnx;

/// <summary>A model file in memory, weights included.</summary>
internal sealed record OnnxGraph
{
    /// <summary>The version of the file format; 0 where the file does not say.</summary>
    public long IrVersion { get; init; }

    /// <summary>The version of each operator set; ONNX's own has an empty name.</summary>
    public Dictionary<string, long> OperatorSets { get; } = new(StringComparer.Ordinal);

    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>The weights; null for one whose element type compiled graphs do not calculate with.</summary>
    public Dictionary<string, Tensor?> Weights { get; } = new(StringComparer.Ordinal);

    public List<OnnxSlot> Inputs { get; } = [];

    public List<OnnxSlot> Outputs { get; } = [];

    /// <summary>The functions that nodes may call, as <c>domain.name</c>.</summary>
    public HashSet<string> Functions { get; } = new(StringComparer.Ordinal);
}

/// <summary>An input or output of the graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Element">A tensor's element, a map's pair, or the score in a sequence of maps; null for what compiled graphs do not hold.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Shape">Sizes and symbols; null where not even the rank is known.</param>
internal sealed record OnnxSlot(string Name, Type? Element, string Kind, IReadOnlyList<Dimension>? Shape);

internal sealed record OnnxNode
{
    public string Name { get; init; } = "";

    public string Domain { get; init; } = "";

    public string Operator { get; init; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    /// <summary>Which of several functions of one name is meant; only functions have this.</summary>
    public string Overload { get; init; } = "";

    /// <summary>Attributes as float, long, string, Tensor, float[], long[], string[]; null for graphs, types and unknown elements.</summary>
    public Dictionary<string, object?> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>How messages call the node.</summary>
    public override string ToString() => Name.Length > 0 ? $"{Name} ({Operator})" : Outputs.FirstOrDefault(static o => o.Length > 0) is { } output ? $"{Operator} that gives '{output}'" : Operator;
}
