using MlDsl.Build;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Compiled;

/// <summary>What the program of a row holds besides its code: tables of texts, values that positions choose, weights and trees.</summary>
internal sealed class RowParts
{
    private const string Kernels = "global::MlDsl.Kernels";

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly List<string> lines = [];
    private readonly string holder;

    /// <param name="program">The program.</param>
    /// <param name="steps">The steps of it that are needed.</param>
    /// <param name="results">What comes out.</param>
    /// <param name="holder">What code reads it from.</param>
    public RowParts(RowProgram program, IReadOnlyList<RowStep> steps, IEnumerable<RowItem> results, string holder)
    {
        this.holder = holder;
        var members = new List<(string Key, string Name, string Type, string Value)>();
        List<RowItem> items = steps.SelectMany(static step => step.Items).Concat(results).ToList();
        foreach (RowStep step in steps)
        {
            if (step.Kind == "look") members.Add((step.Reference, step.Name, step.Element == ElementTypes.Text ? $"{Kernels}.TextTable" : $"{Kernels}.LabelTable<{step.Element}, int>", Table(step)));
            if (step.Kind == "trees") members.Add((step.Reference, step.Name, $"{Kernels}.TreeScorer", $"weights.Trees({Literals.Whole(step.Argument("scorer").Count)}, {Literals.Whole(step.Argument("scorer").Offset!.Value)}L)"));
            if (step.Kind == "dense") members.AddRange(Layer(step));
            foreach (RowItem item in step.Items.Where(static item => item.Kind == "run" && item.Offset is not null)) members.Add((Key(item), step.Name + " weights", "float[]", List(item, "float")));
        }
        foreach (RowColumn column in program.Columns.Where(column => items.Any(item => item.Operand.StartsWith(column.Reference + ".", StringComparison.Ordinal))))
            members.Add((column.Reference, column.Name + " choices", $"{column.Element}[]", column.Element == ElementTypes.Text ? $"weights.TextList({Literals.Whole(column.Count)}, {Literals.Whole(column.Offset)}L)" : $"weights.List<{column.Element}>({Literals.Whole(column.Count)}, {Literals.Whole(column.Offset)}L)"));
        foreach (RowItem item in items.Where(static item => item.Kind == "hot").GroupBy(Key).Select(static same => same.First()))
            members.Add((Key(item), program.Step(item.Operand).Name + " places", "int[]", List(item, "int")));
        IReadOnlyList<string> unique = GraphNames.Members(members.Select(static member => member.Name), "Value", ["Parts"]);
        for (int i = 0; i < members.Count; i++)
        {
            names[members[i].Key] = unique[i];
            lines.Add($"public readonly {members[i].Type} {unique[i]} = {members[i].Value};");
        }
    }

    /// <summary>Whether there is anything to hold.</summary>
    public bool IsEmpty => lines.Count == 0;

    /// <summary>How code reads what belongs to a step, column or item.</summary>
    public string this[string key] => $"{holder}.{names[key]}";

    /// <summary>What weights or places are known by.</summary>
    public static string Key(RowItem item) => $"{item.Kind} {Literals.Whole(item.Offset!.Value)}";

    public void Write(SourceWriter writer)
    {
        foreach (string line in lines) writer.Line(line);
    }

    /// <summary>The weights of a layer and its bias, as the arguments that its arithmetic takes.</summary>
    public string Of(RowStep layer) => $"{this[layer.Reference]}.Values, {(layer.Argument("bias").Offset is null ? "default" : $"{this[BiasOf(layer)]}.Values")}";

    private static string BiasOf(RowStep layer) => layer.Reference + " bias";

    private static IEnumerable<(string Key, string Name, string Type, string Value)> Layer(RowStep step)
    {
        // Tensors lie where vectors want them, once for all instances.
        PlanArgument weights = step.Argument("weights"), bias = step.Argument("bias");
        string outputs = Literals.Whole(step.Results), inputs = Literals.Whole(step.Width);
        yield return (step.Reference, step.Name + " weights", $"{Kernels}.Tensor<float>", $"weights.Tensor<float>({Literals.Whole(weights.Offset!.Value)}L, [{inputs}, {outputs}])");
        if (bias.Offset is { } place) yield return (BiasOf(step), step.Name + " bias", $"{Kernels}.Tensor<float>", $"weights.Tensor<float>({Literals.Whole(place)}L, [{outputs}])");
    }

    private static string Table(RowStep step)
    {
        PlanArgument keys = step.Argument("keys");
        string count = Literals.Whole(keys.Count), offset = Literals.Whole(keys.Offset!.Value);
        return step.Element == ElementTypes.Text
            ? $"new(weights.TextList({count}, {offset}L))"
            : $"new(weights.List<{step.Element}>({count}, {offset}L), global::System.Linq.Enumerable.ToArray(global::System.Linq.Enumerable.Range(0, {count})), {count})";
    }

    private static string List(RowItem item, string element) => $"weights.List<{element}>({Literals.Whole(item.Count)}, {Literals.Whole(item.Offset!.Value)}L)";
}
