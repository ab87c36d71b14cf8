using MlDsl.Build.Onnx;

namespace MlDsl.Build.Contract;

/// <summary>
/// Finds the inputs that cannot change an output. Exporters leave training columns such as the label among the inputs; a caller who
/// asks for a score need not know them.
/// </summary>
internal static class Dependencies
{
    // One walk per output; graphs with more outputs are nets whose inputs all matter.
    private const int MaxOutputs = 64;

    /// <summary>For each output the inputs without influence on it.</summary>
    public static IEnumerable<(string Output, List<string> Ignored)> Ignored(Graph graph)
    {
        if (graph.Outputs.Count > MaxOutputs) yield break;
        var producers = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (Node node in graph.Nodes)
            foreach (string output in node.Outputs) producers[output] = node;

        var weights = new HashSet<string>(graph.Initializers.Select(static i => i.Name), StringComparer.Ordinal);
        foreach (Value output in graph.Outputs)
        {
            HashSet<string> reached = Reach(output.Name, producers);
            var ignored = graph.Inputs.Select(static i => i.Name).Where(name => !reached.Contains(name) && !weights.Contains(name)).ToList();
            if (ignored.Count > 0) yield return (output.Name, ignored);
        }
    }

    private static HashSet<string> Reach(string output, Dictionary<string, Node> producers)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { output };
        var open = new Stack<string>(reached);
        while (open.Count > 0)
        {
            if (!producers.TryGetValue(open.Pop(), out Node? node)) continue;
            foreach (string value in Reads(node))
                if (reached.Add(value)) open.Push(value);
        }
        return reached;
    }

    // Branches and loop bodies read the values around them by name.
    private static IEnumerable<string> Reads(Node node) =>
        node.Inputs.Concat(node.Attributes.SelectMany(static a => a.Graphs).SelectMany(static g => g.Nodes.SelectMany(Reads).Concat(g.Outputs.Select(static o => o.Name))));
}
