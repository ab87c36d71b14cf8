namespace MlDsl.Build.Onnx;

/// <summary>What MlDsl takes from a model file; weights stay in the file.</summary>
internal sealed record Model
{
    public long IrVersion { get; set; }

    public string Producer { get; set; } = "";

    public string ProducerVersion { get; set; } = "";

    public Graph? Graph { get; set; }

    public List<(string Domain, long Version)> OperatorSets { get; } = [];

    public List<(string Key, string Value)> Metadata { get; } = [];

    public List<Function> Functions { get; } = [];

    /// <summary>The other files in which weights lie, in ordinal order.</summary>
    public IReadOnlyCollection<string> OtherFiles { get; set; } = [];
}

internal sealed record Graph
{
    public string Name { get; set; } = "";

    public List<Value> Inputs { get; } = [];

    public List<Value> Outputs { get; } = [];

    public List<Tensor> Initializers { get; } = [];

    public List<Node> Nodes { get; } = [];
}

/// <summary>An input or output with the text of its type, such as <c>tensor(float)["batch", 4]</c>.</summary>
internal sealed record Value(string Name, string Type);

/// <summary>An operator of the graph.</summary>
internal sealed record Node
{
    public string Name { get; set; } = "";

    public string Domain { get; set; } = "";

    public string Operator { get; set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<Attribute> Attributes { get; } = [];
}

/// <summary>A weight: its type, shape and place, never its numbers.</summary>
/// <param name="Name">The name in the graph; empty in attributes.</param>
/// <param name="Type">Such as <c>float[64, 32]</c>.</param>
/// <param name="Place">Where the bytes are: in this file, or in another one.</param>
internal sealed record Tensor(string Name, string Type, string Place);

/// <summary>A function that nodes call as if it were an operator.</summary>
internal sealed record Function
{
    public string Name { get; set; } = "";

    public string Domain { get; set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<string> Attributes { get; } = [];

    public List<Node> Nodes { get; } = [];
}
