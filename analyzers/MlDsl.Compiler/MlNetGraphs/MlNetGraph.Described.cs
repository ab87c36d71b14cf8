using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetSteps;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>What a model takes and gives, where ML.NET itself runs it.</summary>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">What it gives.</param>
internal sealed record MlNetContract(IReadOnlyList<ContractColumn> Inputs, IReadOnlyList<ContractColumn> Outputs);

internal sealed partial class MlNetGraph
{
    private bool isDescribed, hasUnknown;

    /// <summary>
    /// The columns of a model that need not be compiled: nothing is asked but their types. What a step makes that only ML.NET knows is not told
    /// by the file; whatever else is there may be what such a step reads.
    /// </summary>
    /// <exception cref="RefusedException">The file does not tell a type, or the model remembers rows.</exception>
    public static MlNetContract Describe(MlNetModel model)
    {
        if (model.Schema.Count == 0) throw new RefusedException(NoSchema);
        var graph = new MlNetGraph { isDescribed = true };
        foreach (DataViewColumn column in model.Schema) graph.AddInput(column);
        GraphColumn[] taken = [.. graph.columns.Values];
        foreach (MlNetStep step in model.Steps) graph.Add(step);
        GraphColumn[] given = graph.Given();
        if (graph.hasUnknown && !given[0].IsPredicted) throw new RefusedException("the file does not tell which columns it makes: one of its steps is known to ML.NET alone, and no predictor follows");
        foreach (GraphColumn input in graph.hasUnknown ? taken : model.HasSchema ? Needed(taken, given) : Asked(model, taken)) graph.Inputs.Add(new ContractColumn(input.Name, Type(input), []));
        if (Ungiven(model, graph.Inputs) is { Length: > 0 } ungiven) throw new RefusedException(ungiven);
        graph.CheckNames(given);
        return new(graph.Inputs, [.. given.Select(static column => new ContractColumn(column.Name, Type(column), column.Labels))]);
    }

    /// <summary>
    /// Why ML.NET does not run a model on the columns that a class gives it; empty where it does. A file with its schema says what all columns are; of
    /// one without it ML.NET has nothing but what the class gives, and sets up every step with that, the label's among them.
    /// </summary>
    public static string Ungiven(MlNetModel model, IReadOnlyList<ContractColumn> given)
    {
        if (model.HasSchema) return "";
        const string wayOut = "give the schema of the data to Model.Save";
        if (given.FirstOrDefault(static column => column.Type.IsKey) is { } key) return $"the file was saved without its schema, and what the keys of the column '{key.Name}' stand for is not in it; {wayOut}";
        return MlNetEngineColumns.Of(model).Read.FirstOrDefault(name => given.All(column => column.Name != name)) is { } name
            ? $"the file was saved without its schema, and ML.NET sets up a step that reads the column '{name}', which the class does not give; {wayOut}"
            : "";
    }

    private static IEnumerable<GraphColumn> Asked(MlNetModel model, GraphColumn[] taken)
    {
        IReadOnlyList<string> read = MlNetEngineColumns.Of(model).Read;
        return taken.Where(column => read.Contains(column.Name));
    }

    private static IEnumerable<GraphColumn> Needed(GraphColumn[] taken, GraphColumn[] given)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<GraphColumn>(ReferenceEqualityComparer.Instance);
        var left = new Stack<GraphColumn>(given);
        while (left.TryPop(out GraphColumn? column))
        {
            if (!seen.Add(column)) continue;
            if (!column.IsMade) needed.Add(column.Name);
            foreach (GraphColumn source in column.Sources) left.Push(source);
        }
        return taken.Where(input => needed.Contains(input.Name));
    }

    private static ColumnType Type(GraphColumn column) => column.Type switch
    {
        null => throw new RefusedException($"the file does not tell the type of the column '{column.Name}'"),
        { Items: < 1 or > MaxItems } type => throw new RefusedException($"the column '{column.Name}' is a {type}; vectors of 1 to {MaxItems} items are taken and given"),
        { Element: var element } type when element == typeof(TimeSpan) || element == typeof(DateTime) || element == typeof(DateTimeOffset) => throw new RefusedException($"the column '{column.Name}' is a {type}; times are not taken"),
        var type => type,
    };
}
