using MlDsl.Build.Onnx;
using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>Adds nodes to a graph whose values are rows of items. Values are named after the columns that they are for.</summary>
internal sealed class GraphWriter
{
    private const long Operators = 21, MlOperators = 5;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);
    private string step = "";

    public GraphWriter()
    {
        Graph.OperatorSets[""] = Operators;
        Graph.OperatorSets[OperatorAttribute.Ml] = MlOperators;
        Graph.OperatorSets[OperatorAttribute.Own] = 1;
    }

    public OnnxGraph Graph { get; } = new();

    /// <summary>Keeps a name for the graph's own inputs and outputs.</summary>
    public void Reserve(string name) => names.Add(name);

    /// <summary>Runs what adds nodes for a step, by which messages call them.</summary>
    public string For(string place, Func<string> add)
    {
        string before = step;
        step = place;
        try
        {
            return add();
        }
        finally
        {
            step = before;
        }
    }

    /// <summary>Adds an input.</summary>
    public void Input(string name, Type element, int items) => Graph.Inputs.Add(Slot(name, element, items));

    /// <summary>Adds an output that is a value. No value is asked for after the first output, for it may have another name then.</summary>
    public void Output(string name, string value, Type element, int items)
    {
        value = Current(value);
        if (value != name)
        {
            Rename(name, Free(name));
            bool isOwn = Graph.Nodes.Any(node => node.Outputs.Contains(value)) && Graph.Outputs.All(output => output.Name != value);
            if (isOwn) Rename(value, name);
            else AddNode("", "Identity", [value], name, []);
        }
        Graph.Outputs.Add(Slot(name, element, items));
    }

    /// <summary>Adds a node of one output.</summary>
    /// <param name="column">The column that it is for.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="inputs">Its inputs; "" for one that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The output.</returns>
    public string Node(string column, string operation, string[] inputs, params (string Name, object? Value)[] attributes) => Node(column, "", operation, inputs, attributes);

    /// <summary>Adds a node of one output, of an operator of another domain than ONNX's own.</summary>
    /// <param name="column">The column that it is for.</param>
    /// <param name="domain">The domain of the operator.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The output.</returns>
    public string Node(string column, string domain, string operation, string[] inputs, params (string Name, object? Value)[] attributes)
    {
        string output = Free(column);
        AddNode(domain, operation, inputs, output, attributes);
        return output;
    }

    /// <summary>Adds a constant.</summary>
    public string Constant(string column, Tensor tensor)
    {
        string name = Free(column);
        Graph.Weights[name] = tensor;
        return name;
    }

    /// <summary>Converts a value.</summary>
    public string Cast(string column, string value, Type from, Type to) => from == to ? value : Node(column, "Cast", [value], ("to", Number(to)));

    private static long Number(Type element) => Enumerable.Range(1, 13).First(number => Elements.Type(number) == element);

    private static OnnxSlot Slot(string name, Type element, int items) => new(name, element, "tensor", [new Dimension(null, "batch"), new Dimension(items, "")]);

    private string Current(string value)
    {
        while (renamed.TryGetValue(value, out string? name)) value = name;
        return value;
    }

    private void Rename(string old, string name)
    {
        foreach (OnnxNode node in Graph.Nodes)
        {
            for (int i = 0; i < node.Inputs.Count; i++)
                if (node.Inputs[i] == old) node.Inputs[i] = name;
            for (int i = 0; i < node.Outputs.Count; i++)
                if (node.Outputs[i] == old) node.Outputs[i] = name;
        }
        if (Graph.Weights.Remove(old, out Tensor? weight)) Graph.Weights[name] = weight;
        renamed.Remove(name);
        renamed[old] = name;
    }

    private string Free(string column)
    {
        string name = column;
        for (int i = 1; !names.Add(name); i++) name = FormattableString.Invariant($"{column} {i}");
        return name;
    }

    private void AddNode(string domain, string operation, string[] inputs, string output, (string Name, object? Value)[] attributes)
    {
        var node = new OnnxNode { Name = step, Domain = domain, Operator = operation };
        node.Inputs.AddRange(inputs);
        node.Outputs.Add(output);
        foreach (var (name, value) in attributes) node.Attributes[name] = value;
        Graph.Nodes.Add(node);
    }
}
