using MlDsl.Compiler.MlNetGraphs;
using MlDsl.Compiler.MlNetSteps;

namespace MlDsl.Compiler.Planning;

/// <summary>A model that ML.NET saved, as a graph.</summary>
/// <param name="Model">What the file holds.</param>
/// <param name="Graph">The graph; null where a step is not compiled.</param>
/// <param name="Reason">Which step, and why; empty where there is a graph.</param>
internal sealed record MlNetModelFile(MlNetModel Model, MlNetGraph? Graph, string Reason)
{
    /// <summary>What the model takes and gives; null where the file does not tell it.</summary>
    public MlNetContract? Contract { get; private init; }

    /// <summary>Why ML.NET cannot run it behind a class; empty where it can.</summary>
    public string Refusal { get; private init; } = "";

    /// <summary>Whether the file's name is that of a model of ML.NET.</summary>
    public static bool IsMlNetModel(string name) => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".mlnet", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InvalidDataException">The file is no model, or a malformed one.</exception>
    public static MlNetModelFile Read(ReadOnlyMemory<byte> file)
    {
        MlNetModel model = MlNetModel.Read(file);
        try
        {
            MlNetGraph graph = MlNetGraph.Of(model);
            return new(model, graph, "") { Contract = new(graph.Inputs, graph.Outputs), Refusal = MlNetGraph.Ungiven(model, graph.Inputs) };
        }
        catch (RefusedException e)
        {
            return Described(new(model, null, e.Message), file);
        }
    }

    private static MlNetModelFile Described(MlNetModelFile read, ReadOnlyMemory<byte> file)
    {
        if (MlNet.NamedAssemblies.Refusal(file.ToArray(), null) is { } named) return read with { Refusal = named };
        try
        {
            return read with { Contract = MlNetGraph.Describe(read.Model) };
        }
        catch (RefusedException e)
        {
            return read with { Refusal = e.Message };
        }
    }

    /// <summary>The plan of the graph, or the reason why there is none.</summary>
    public Plan Plan() => Graph is null ? Planning.Plan.Unsupported([Reason]) : Planner.Plan(Graph.Graph);
}
