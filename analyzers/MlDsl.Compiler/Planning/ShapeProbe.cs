using MlDsl.Build;
using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Planning;

/// <summary>
/// Infers shapes by running the plan twice on zeros, with two sizes for each symbol: what is equal in both runs is fixed, what follows a
/// symbol is that symbol. So each operator's own arithmetic says what it makes of its inputs. Where the shape depends on the numbers, or
/// zeros are no valid input, the rest stays unknown.
/// </summary>
internal static class ShapeProbe
{
    // Larger graphs would make the build wait.
    private const long MaxElements = 1 << 22;

    public static void Infer(Plan plan, IReadOnlyList<OnnxSlot> inputs)
    {
        if (inputs.Any(static input => input.Shape is null)) return;
        string[] symbols = [.. inputs.SelectMany((input, i) => input.Shape!.Select((size, d) => Symbol(size, i, d))).Where(static s => s.Length > 0).Distinct()];
        var first = new Dictionary<string, long>(StringComparer.Ordinal);
        var second = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int i = 0; i < symbols.Length; i++) (first[symbols[i]], second[symbols[i]]) = (2 + (2 * i), 3 + (4 * i));
        Dictionary<PlanValue, long[]> a = Run(plan, inputs, first), b = Run(plan, inputs, second);
        foreach (var (value, shape) in a)
            if (b.TryGetValue(value, out long[]? other) && other.Length == shape.Length)
                value.Shape = $"[{string.Join(", ", shape.Select((size, d) => Size(size, other[d], first, second)))}]";
    }

    // An axis without a name is a symbol of its own, except the first one: that is the batch everywhere.
    private static string Symbol(OnnxSize size, int input, int axis) =>
        size.Size is not null ? "" : size.Symbol.Length > 0 ? size.Symbol : axis == 0 ? "batch" : FormattableString.Invariant($"input {input} axis {axis}");

    private static string Size(long a, long b, Dictionary<string, long> first, Dictionary<string, long> second)
    {
        if (a == b) return FormattableString.Invariant($"{a}");
        string? symbol = first.Keys.FirstOrDefault(key => first[key] == a && second[key] == b);
        return symbol is null ? "?" : Quoted.Text(symbol);
    }

    private static Dictionary<PlanValue, long[]> Run(Plan plan, IReadOnlyList<OnnxSlot> inputs, Dictionary<string, long> symbols)
    {
        var tensors = new Dictionary<PlanValue, Tensor>();
        var shapes = new Dictionary<PlanValue, long[]>();
        for (int i = 0; i < inputs.Count; i++)
        {
            int at = i;
            Tensor tensor = plan.Inputs[i].Make();
            long[] shape = [.. inputs[i].Shape!.Select((size, d) => size.Size ?? symbols[Symbol(size, at, d)])];
            if (shape.Aggregate(1.0, static (product, size) => product * size) > MaxElements) return shapes;
            tensor.Resize(shape);
            if (tensor is Tensor<string> texts) texts.Values.Fill("");
            (tensors[plan.Inputs[i]], shapes[plan.Inputs[i]]) = (tensor, shape);
        }
        foreach (PlanStep step in plan.Steps)
        {
            Tensor?[] from = [.. step.Inputs.Select(value => value is null ? null : value.Constant ?? tensors.GetValueOrDefault(value))];
            if (step.Inputs.Zip(from).Any(static pair => pair.First is not null && pair.Second is null)) continue;
            Tensor?[] into = [.. step.Outputs.Select(static value => value?.Make())];
            try
            {
                step.Operator.Run(from, into);
            }
            catch (Exception e) when (e is OperatorException or OutOfMemoryException)
            {
                continue;
            }
            for (int i = 0; i < into.Length; i++)
            {
                if (step.Outputs[i] is not { } output || into[i]!.Length > MaxElements) continue;
                (tensors[output], shapes[output]) = (into[i]!, into[i]!.Shape.ToArray());
            }
        }
        return shapes;
    }
}
