using MlDsl.Compiler.Onnx;

namespace MlDsl.Compiler.Planning;

/// <summary>
/// Puts every node behind those whose results it reads, as ONNX Runtime does: a file may list them in any order. Nodes that are in order
/// stay as they are.
/// </summary>
internal static class NodeOrder
{
    /// <exception cref="InvalidDataException">Nodes wait for each other, or two make the same value.</exception>
    public static List<OnnxNode> Of(IReadOnlyList<OnnxNode> nodes)
    {
        Dictionary<string, int> makers = Makers(nodes);
        int[][] before = [.. nodes.Select(node => node.Inputs.Where(makers.ContainsKey).Select(input => makers[input]).Distinct().ToArray())];
        ILookup<int, int> after = before.SelectMany(static (makers, node) => makers.Select(maker => (maker, node))).ToLookup(static edge => edge.maker, static edge => edge.node);

        int[] missing = [.. before.Select(static makers => makers.Length)];
        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, nodes.Count).Where(node => missing[node] == 0).Select(static node => (node, node)));
        var ordered = new List<OnnxNode>(nodes.Count);
        while (ready.TryDequeue(out int next, out _))
        {
            ordered.Add(nodes[next]);
            foreach (int node in after[next])
                if (--missing[node] == 0) ready.Enqueue(node, node);
        }
        return ordered.Count == nodes.Count ? ordered : throw Cycle(nodes, before, missing);
    }

    private static Dictionary<string, int> Makers(IReadOnlyList<OnnxNode> nodes)
    {
        var makers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Count; i++)
            foreach (string output in nodes[i].Outputs.Where(static output => output.Length > 0))
                if (!makers.TryAdd(output, i)) throw new InvalidDataException($"the value '{output}' is made twice, by {nodes[makers[output]]} and by {nodes[i]}; give each its own name");
        return makers;
    }

    // From any node that waits, those that it waits for lead back to one that was seen.
    private static InvalidDataException Cycle(IReadOnlyList<OnnxNode> nodes, int[][] before, int[] missing)
    {
        var way = new List<int>();
        int at = Array.FindIndex(missing, static count => count > 0);
        while (!way.Contains(at))
        {
            way.Add(at);
            at = before[at].First(maker => missing[maker] > 0);
        }
        return new InvalidDataException($"its nodes wait for each other in a circle: {string.Join(", which reads ", way[way.IndexOf(at)..].Append(at).Select(node => nodes[node]))}; no runtime can run that");
    }
}
