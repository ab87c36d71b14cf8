namespace MlDsl.Build.Onnx;

/// <summary>What MlDsl takes from a model file.</summary>
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

    public List<StoredTensor> Initializers { get; } = [];

    public List<Node> Nodes { get; } = [];
}

/// <summary>An input or output.</summary>
internal sealed record Value(string Name, OnnxType Type);

/// <summary>An operator of the graph.</summary>
internal sealed record Node
{
    public string Name { get; set; } = "";

    public string Domain { get; set; } = "";

    public string Operator { get; set; } = "";

    /// <summary>Which of several functions of one name is meant; only functions have this.</summary>
    public string Overload { get; set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<Attribute> Attributes { get; } = [];
}

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
