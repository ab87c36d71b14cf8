using MlDsl.Build.Onnx;
using Attribute = MlDsl.Build.Onnx.Attribute;

namespace MlDsl.Build.Contract;

/// <summary>Finds the class labels of a graph's outputs: those of the classifier an output comes from.</summary>
internal static class Classes
{
    // Long enough for what converters put behind a classifier; short enough for a graph made to go round.
    private const int MaxSteps = 64;

    private static readonly HashSet<string> PassingOn = new(StringComparer.Ordinal)
    {
        "Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Normalizer", "Softmax", "Optional", "OptionalGetElement",
    };

    /// <summary>The list of labels of each output that has one.</summary>
    public static IEnumerable<(string Output, Attribute Labels)> Of(Graph graph)
    {
        var producers = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (Node node in graph.Nodes)
            foreach (string output in node.Outputs) producers[output] = node;

        foreach (Value output in graph.Outputs)
            if (Labels(output.Name, producers) is { } labels) yield return (output.Name, labels);
    }

    private static Attribute? Labels(string value, Dictionary<string, Node> producers)
    {
        for (int step = 0; step < MaxSteps && producers.TryGetValue(value, out Node? node); step++)
        {
            foreach (Attribute attribute in node.Attributes)
                if (attribute.Name.StartsWith("classlabels", StringComparison.Ordinal) && attribute.IsWhole && attribute.Count > 0)
                    return attribute;
            if (!PassingOn.Contains(node.Operator) || node.Inputs.Count == 0) return null;
            value = node.Inputs[0];
        }
        return null;
    }
}
