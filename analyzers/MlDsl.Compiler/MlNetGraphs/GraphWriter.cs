using MlDsl.Build.Onnx;
using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>Adds nodes to a graph whose values are rows of items. Values are named after the columns that they are for.</summary>
internal sealed class GraphWriter
{
    private const long Operators = 21, MlOperators = 5;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> last = new(StringComparer.Ordinal);
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

    /// <summary>Adds the outputs. What has the name of one, and is none, gets another.</summary>
    /// <param name="outputs">Their names and types.</param>
    /// <param name="values">The value of each.</param>
    public void Outputs(IReadOnlyList<(string Name, Type Element, int Items)> outputs, string[] values)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            var (name, element, items) = outputs[i];
            if (values[i] != name)
            {
                Rename(name, Free(name), values);
                string value = values[i];
                bool isFree = Graph.Nodes.Exists(node => node.Outputs.Contains(value)) && !Graph.Outputs.Exists(output => output.Name == value);
                if (isFree) Rename(value, name, values);
                else AddNode("", "Identity", [value], name, []);
            }
            Graph.Outputs.Add(Slot(name, element, items));
        }
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

    /// <summary>The number that ONNX has for a type of elements.</summary>
    public static long Number(Type element) => Enumerable.Range(1, 13).First(number => Elements.Type(number) == element);

    private static OnnxSlot Slot(string name, Type element, int items) => new(name, element, "tensor", [new Dimension(null, "batch"), new Dimension(items, "")]);

    private void Rename(string old, string name, string[] values)
    {
        foreach (OnnxNode node in Graph.Nodes)
        {
            Replace(node.Inputs);
            Replace(node.Outputs);
        }
        Replace(values);
        if (Graph.Weights.Remove(old, out Tensor? weight)) Graph.Weights[name] = weight;

        void Replace(IList<string> names)
        {
            for (int i = 0; i < names.Count; i++)
                if (names[i] == old) names[i] = name;
        }
    }

    private string Free(string column)
    {
        string name = column;
        while (!names.Add(name)) name = FormattableString.Invariant($"{column} {last[column] = last.GetValueOrDefault(column) + 1}");
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
