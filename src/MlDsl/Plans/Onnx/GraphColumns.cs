using MlDsl.Expressions;

namespace MlDsl.Plans;

/// <summary>The columns and feature methods of a plan in a graph: each once, as an input or as what is computed from inputs.</summary>
internal sealed class GraphColumns
{
    private readonly GraphNodes nodes;
    private readonly bool isFlat;
    private readonly Dictionary<string, GraphInput> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ColumnSchema> columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FeatureExpression> expressions;
    private readonly List<ColumnSchema> declared = [];

    public GraphColumns(GraphNodes nodes, FeaturePlan plan, bool isFlat)
    {
        (this.nodes, this.isFlat) = (nodes, isFlat);
        foreach (ColumnSchema column in plan.Inputs.Concat(plan.Columns).Concat(plan.Computed)) columns.TryAdd(column.Member, column);
        expressions = plan.Expressions.Where(static e => ExpressionObstacle.Of(e) is null).ToDictionary(static e => e.Feature.Member, StringComparer.Ordinal);
    }

    /// <summary>Those that are inputs of the graph so far, in its order.</summary>
    public IReadOnlyList<ColumnSchema> Declared => declared;

    /// <summary>The value of a column or feature method.</summary>
    /// <exception cref="OnnxExportException">No tensor holds values of its type.</exception>
    public GraphInput Of(string member)
    {
        if (known.TryGetValue(member, out GraphInput? input)) return input;
        // What is computed reads features before it, and so ends.
        if (expressions.TryGetValue(member, out FeatureExpression? expression)) return known[member] = ExpressionGraph.Write(nodes, expression, Of);
        declared.Add(columns[member]);
        return known[member] = GraphInput.Declare(nodes, columns[member], isFlat);
    }
}
