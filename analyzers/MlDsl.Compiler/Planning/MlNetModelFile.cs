using MlDsl.Compiler.MlNetGraphs;
using MlDsl.Compiler.MlNetSteps;

namespace MlDsl.Compiler.Planning;

/// <summary>A model that ML.NET saved, as a graph.</summary>
/// <param name="Model">What the file holds.</param>
/// <param name="Graph">The graph; null where a step is not compiled.</param>
/// <param name="Reason">Which step, and why; empty where there is a graph.</param>
internal sealed record MlNetModelFile(MlNetModel Model, MlNetGraph? Graph, string Reason)
{
    /// <summary>Whether the file's name is that of a model of ML.NET.</summary>
    public static bool IsMlNetModel(string name) => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".mlnet", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InvalidDataException">The file is no model, or a malformed one.</exception>
    public static MlNetModelFile Read(ReadOnlyMemory<byte> file)
    {
        MlNetModel model = MlNetModel.Read(file);
        try
        {
            return new(model, MlNetGraph.Of(model), "");
        }
        catch (RefusedException e)
        {
            return new(model, null, e.Message);
        }
    }

    /// <summary>The plan of the graph, or the reason why there is none.</summary>
    public Plan Plan() => Graph is null ? Planning.Plan.Unsupported([Reason]) : Planner.Plan(Graph.Graph);
}
