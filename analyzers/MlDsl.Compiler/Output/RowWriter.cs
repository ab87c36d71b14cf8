using System.Globalization;
using MlDsl.Build.Text;
using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Rows;
using MlDsl.Compiler.Steps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Output;

/// <summary>Writes the program of a row as lines of the plan. <c>Format.md</c> describes them.</summary>
internal sealed class RowWriter(WeightsBuilder weights, Dictionary<PackedTreeBytes, long> trees, List<PlanValue> inputs)
{
    private readonly List<string> lines = [];
    private readonly Dictionary<RowNode, string> names = [];
    private readonly Dictionary<(Array, PositionNode), string> columns = [];

    public List<string> Write(RowProgram program)
    {
        foreach (RowNode node in program.Nodes) Write(node);
        foreach (RowValue? output in program.Outputs) lines.Add(output is null ? "result -" : $"result [{string.Join(", ", output.Shape.Select(static size => Invariant($"{size}")))}] {Items(RowItems.Of(output.Cells))}");
        return lines;
    }

    private void Write(RowNode node)
    {
        string line = node switch
        {
            LookNode look => Line("look", look.Key.Element, look.Name, [new CellItem(look.Key, null)], $"keys {Keys(look.Keys)}"),
            HighestNode highest => Line(highest.SkipsMissing ? "known" : "highest", highest.Cells[0].Element, highest.Name, RowItems.Of(highest.Cells)),
            ClassNode chosen => Line("class", typeof(int), chosen.Name, [new CellItem(new ResultCell(typeof(int), chosen.Trees, 0), null)]),
            CalculateNode calculate => Line("calculate", calculate.Element, calculate.Name, [.. calculate.Operands.Select(static operand => new CellItem(operand, null))], $"operation text {Quoted.Text(calculate.Operation)}", $"of text {Quoted.Text(Elements.Name(calculate.Operands[0].Element))}"),
            SumNode sum => Line("sum", typeof(float), sum.Name, RowItems.Of(sum.Terms)),
            TreesNode scored => Line("trees", scored.Features[0].Element, scored.Name, RowItems.Of(scored.Features), $"scorer trees {Place(scored.Trees)}", Invariant($"features int {scored.Features.Length}"), Invariant($"outputs int {scored.Outputs}"), $"isClassifier int {(scored.IsClassifier ? 1 : 0)}"),
            TransformNode transform => Line("transform", transform.Cells[0].Element, transform.Name, RowItems.Of(transform.Cells), Transform(transform)),
            DenseNode dense => Line("dense", typeof(float), dense.Name, RowItems.Of(dense.Cells), Invariant($"outputs int {dense.Outputs}"), $"weights {Place(dense.Weights)}", $"bias {(dense.Bias is { } bias ? Place(bias) : "none")}"),
            _ => throw new InvalidOperationException($"{node.GetType()} is no step of a row"),
        };
        names[node] = Invariant($"r{names.Count}");
        lines.Add($"row {names[node]} {line}");
    }

    private string Line(string kind, Type element, string name, List<RowItem> items, params string[] arguments) =>
        $"{kind} {Elements.Name(element)} {Quoted.Text(name)} {Items(items)} ({string.Join(", ", arguments)})";

    private static string[] Transform(TransformNode node) =>
    [
        $"method text {Quoted.Text(node.Method)}", $"transform text {Quoted.Text(node.Transform)}",
        .. node.Numbers.Select(static (number, i) => number is double wide ? Invariant($"number{i} double {wide:R}") : Invariant($"number{i} int {number}")),
    ];

    private string Place(PackedTreeBytes packed)
    {
        if (!trees.TryGetValue(packed, out long start)) trees[packed] = start = weights.Add(packed.Bytes);
        return Invariant($"{packed.Bytes.Length} {start}");
    }

    private string Place(Tensor<float> numbers) => Invariant($"floats {numbers.Length} {weights.Add(numbers)}");

    private string Keys(Array keys) => keys switch
    {
        string[] texts => Invariant($"texts {texts.Length} {weights.Add(texts)}"),
        long[] wholes => Invariant($"ints {wholes.Length} {weights.Add(new Tensor<long>(wholes, wholes.Length))}"),
        float[] singles => Invariant($"floats {singles.Length} {weights.Add(new Tensor<float>(singles, singles.Length))}"),
        _ => throw new InvalidOperationException($"{keys.GetType()} are no keys"),
    };

    private string Items(List<RowItem> items) => $"({string.Join(", ", items.Select(Item))})";

    private string Item(RowItem item) => item switch
    {
        CellItem { Weight: { } weight } cell => $"{Operand(cell.Cell)} {Constant(weight)}",
        CellItem cell => Operand(cell.Cell),
        RunItem { Weights: { } own } run => Invariant($"{Operand(run.First)} run {run.Count} {weights.Add(new Tensor<float>(own, own.Length))}"),
        RunItem run => Invariant($"{Operand(run.First)} run {run.Count}"),
        HotItem hot => Invariant($"hot {names[hot.Position]} {hot.Width} {hot.Places.Length} {weights.Add(new Tensor<int>(hot.Places, hot.Places.Length))}"),
        _ => throw new InvalidOperationException($"{item.GetType()} is no item"),
    };

    private string Operand(RowCell cell) => cell switch
    {
        InputCell input => Input(input.Input, input.Place),
        ConstantCell constant => Constant(constant.Value),
        ColumnCell column => $"{Column(column)}.{names[column.Position]}",
        ResultCell result => Invariant($"{names[result.Node]}.{result.Place}"),
        _ => throw new InvalidOperationException($"{cell.GetType()} is no cell"),
    };

    private string Input(PlanValue input, int place) => Invariant($"i{inputs.IndexOf(input)}.{place}");

    private string Column(ColumnCell column)
    {
        if (columns.TryGetValue((column.Values, column.Position), out string? known)) return known;
        string name = columns[(column.Values, column.Position)] = Invariant($"k{columns.Count}");
        long start = column.Values is string[] texts ? weights.Add(texts) : weights.Add(CellTables.Of(column.Values, [column.Values.Length]));
        lines.Add(Invariant($"column {name} {Elements.Name(column.Element)} {Quoted.Text(column.Position.Name)} {column.Values.Length} {start}"));
        return name;
    }

    private static string Constant(object value) => value switch
    {
        float single => "f" + single.ToString("R", CultureInfo.InvariantCulture),
        double wide => "d" + wide.ToString("R", CultureInfo.InvariantCulture),
        long whole => Invariant($"l{whole}"),
        int small => Invariant($"n{small}"),
        bool truth => truth ? "b1" : "b0",
        string text => Quoted.Text(text),
        _ => throw new InvalidOperationException($"{value.GetType()} is no constant of a program"),
    };

    private static string Invariant(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
