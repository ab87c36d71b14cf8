using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Compiler.Onnx;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>A column that a compiled model takes or gives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as ML.NET knows it.</param>
/// <param name="Labels">The classes that it names or its items are the scores of; empty where nobody says it.</param>
internal sealed record ContractColumn(string Name, ColumnType Type, IReadOnlyList<string> Labels);

/// <summary>
/// A model as a graph. Its outputs are what its predictor makes, and what later steps make of that; of a model without a predictor the
/// columns that are made and read by no other step. Its inputs are the columns that these depend on.
/// </summary>
internal sealed partial class MlNetGraph
{
    /// <summary>The most items of a column: a row of more would take the program of a service gigabytes.</summary>
    public const int MaxItems = 1 << 20;

    private const string NoSchema = "the file says nothing of the columns that it takes: it was saved without its schema, and no predictor in it was trained; give the schema of the data to Model.Save";

    private readonly GraphWriter writer = new();
    private readonly Dictionary<string, GraphColumn> columns = new(StringComparer.Ordinal);
    private readonly List<string> order = [];

    private MlNetGraph()
    {
    }

    public OnnxGraph Graph => writer.Graph;

    public List<ContractColumn> Inputs { get; } = [];

    public List<ContractColumn> Outputs { get; } = [];

    /// <exception cref="RefusedException">A step that an output depends on is not compiled.</exception>
    public static MlNetGraph Of(MlNetModel model)
    {
        if (model.Schema.Count == 0) throw new RefusedException(NoSchema);
        var graph = new MlNetGraph();
        foreach (DataViewColumn column in model.Schema) graph.AddInput(column);
        foreach (MlNetStep step in model.Steps) graph.Add(step);
        graph.AddOutputs();
        return graph;
    }

    private void AddInput(DataViewColumn column)
    {
        writer.Reserve(column.Name);
        Set(new GraphColumn(column.Name, column.Type, new Lazy<string>(() =>
        {
            if (column.Type is not { } type) throw new RefusedException($"the column '{column.Name}' is of a type that is not read, or that the file does not say");
            if (type.Items is < 1 or > MaxItems) throw new RefusedException($"the column '{column.Name}' is a {type}; vectors of 1 to {MaxItems} items are compiled");
            if (type.Element == typeof(TimeSpan) || type.Element == typeof(DateTime) || type.Element == typeof(DateTimeOffset)) throw new RefusedException($"the column '{column.Name}' is a {type}; times are not compiled");
            writer.Input(column.Name, type.Element, type.Items);
            Inputs.Add(new ContractColumn(column.Name, type, []));
            return type.IsKey ? writer.Cast(column.Name, column.Name, type.Element, typeof(long)) : column.Name;
        }))
        { KeyValues = column.KeyValues, IsMade = false });
    }

    private void Add(MlNetStep step)
    {
        switch (step)
        {
            case ColumnStep made:
                GraphColumn[] all = [.. made.Columns.Select(map => Made(made, map))];
                foreach (GraphColumn column in all) Set(column);
                break;
            case SelectStep selected:
                foreach (string name in order.Where(name => selected.Names.Contains(name, StringComparer.Ordinal) != selected.Keeps).ToArray()) Remove(name);
                break;
            case PredictStep predicted:
                GraphColumn[] features = [Read(predicted.Place, predicted.Features), .. predicted.MoreFeatures.Select(name => Read(predicted.Place, name))];
                foreach (GraphColumn column in PredictLowering.Columns(writer, predicted, features).ToArray()) Set(column with { Sources = features });
                break;
            case RefusedStep refused:
                if (!isDescribed || refused.IsStateful) throw new RefusedException($"{refused.Place} {refused.Reason}");
                hasUnknown = true;
                break;
        }
    }

    private GraphColumn Made(ColumnStep step, ColumnMap map)
    {
        GraphColumn[] inputs = [.. map.Inputs.Select(input => Read(step.Place, input))];
        GraphColumn made;
        try
        {
            made = ColumnLowering.Made(writer, step.Place, map, inputs);
        }
        catch (RefusedException e)
        {
            // Whoever asks for the column is told.
            string message = e.Message;
            made = new GraphColumn(map.Output, null, new Lazy<string>(() => throw new RefusedException(message)));
        }
        return made with { IsPredicted = inputs.Any(static input => input.IsPredicted), Sources = inputs };
    }

    private GraphColumn Read(string place, string name)
    {
        if (!columns.TryGetValue(name, out GraphColumn? column)) return new GraphColumn(name, null, new Lazy<string>(() => throw new RefusedException($"{place} reads the column '{name}', which nothing gives")));
        column.IsRead = true;
        return column;
    }

    private void Set(GraphColumn column)
    {
        Remove(column.Name);
        columns[column.Name] = column;
        order.Add(column.Name);
    }

    private void Remove(string name)
    {
        if (columns.Remove(name)) order.Remove(name);
    }

    private void AddOutputs()
    {
        GraphColumn[] given = Given();
        var values = new string[given.Length];
        for (int i = 0; i < given.Length; i++)
        {
            ColumnType type = given[i].Known;
            values[i] = given[i].Value.Value;
            if (type.IsKey) values[i] = writer.Cast(given[i].Name, values[i], typeof(long), type.Element);
        }
        CheckNames(given);
        writer.Outputs([.. given.Select(static column => (column.Name, column.Known.Element, column.Known.Items))], values);
        Outputs.AddRange(given.Select(static column => new ContractColumn(column.Name, column.Known, column.Labels)));
    }

    // What the predictor has part in; of a model without one what is read by no step.
    private GraphColumn[] Given()
    {
        GraphColumn[] visible = [.. order.Select(name => columns[name])];
        GraphColumn[] given = [.. visible.Where(static column => column.IsPredicted)];
        if (given.Length == 0) given = [.. visible.Where(static column => !column.IsRead && column.IsMade)];
        return given.Length == 0 ? throw new RefusedException("the model makes no column") : given;
    }

    private void CheckNames(GraphColumn[] given)
    {
        if (given.FirstOrDefault(column => Inputs.Exists(input => input.Name == column.Name)) is { } replaced)
            throw new RefusedException($"the column '{replaced.Name}' that it makes has the name of one that it takes; make a column of another name");
    }
}
