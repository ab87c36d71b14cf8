using MlDsl.Build.Onnx;
using MlDsl.Build.Text;
using MlDsl.Compiler.Steps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Planning;

/// <summary>
/// Infers shapes by running each step twice on zeros, with two sizes for each symbol: what is equal in both runs is fixed, what follows a
/// symbol is that symbol. So each operator's own arithmetic says what it makes of its inputs. Where the shape depends on the numbers, or
/// zeros are no valid input, the rest stays unknown.
/// </summary>
internal sealed class ShapeProbe
{
    // Larger graphs would make the build wait.
    private const long MaxElements = 1 << 22;

    private readonly Dictionary<PlanValue, Tensor> first = [], second = [];
    private readonly Dictionary<string, (long First, long Second)> symbols = new(StringComparer.Ordinal);

    /// <summary>The last dimension of a value; 0 where it is not known or not fixed.</summary>
    public long Width(PlanValue? value)
    {
        if (value is null) return 0;
        Tensor? a = value.Constant ?? first.GetValueOrDefault(value), b = value.Constant ?? second.GetValueOrDefault(value);
        return a is { Rank: > 0 } && b is { Rank: > 0 } && a.Size(-1) == b.Size(-1) ? a.Size(-1) : 0;
    }

    /// <summary>Begins with an input of the graph.</summary>
    /// <param name="value">The input.</param>
    /// <param name="sizes">Its shape as the file declares it; null for an unknown one.</param>
    /// <param name="number">Its place among the inputs.</param>
    public void Give(PlanValue value, IReadOnlyList<Dimension>? sizes, int number)
    {
        if (sizes is null) return;
        foreach (string symbol in sizes.Select((size, d) => Symbol(size, number, d)).Where(s => s.Length > 0 && !symbols.ContainsKey(s)))
            symbols[symbol] = (2 + (2 * symbols.Count), 3 + (4 * symbols.Count));
        long[] a = [.. sizes.Select((size, d) => size.Size ?? symbols[Symbol(size, number, d)].First)];
        long[] b = [.. sizes.Select((size, d) => size.Size ?? symbols[Symbol(size, number, d)].Second)];
        if (b.Aggregate(1.0, static (product, size) => product * size) > MaxElements) return;
        Keep(value, Zeros(value, a), Zeros(value, b));
    }

    /// <summary>Runs a step.</summary>
    public void Follow(PlanStep step)
    {
        if (Run(step, first) is not { } a || Run(step, second) is not { } b) return;
        for (int i = 0; i < a.Length; i++)
            if (step.Outputs[i] is { } output && Math.Max(a[i]!.Length, b[i]!.Length) <= MaxElements) Keep(output, a[i]!, b[i]!);
    }

    private void Keep(PlanValue value, Tensor a, Tensor b)
    {
        (first[value], second[value]) = (a, b);
        value.Sizes = a.Shape.ToArray();
        if (a.Rank != b.Rank) return;
        if (a.Rank > 0 && a.Shape[0] != b.Shape[0] && a.Shape[1..].SequenceEqual(b.Shape[1..])) value.Rows = new RowShape((a.Shape[0], b.Shape[0]), a.Shape[1..].ToArray());
        value.Shape = $"[{string.Join(", ", Enumerable.Range(0, a.Rank).Select(d => Size(a.Shape[d], b.Shape[d])))}]";
    }

    // An axis without a name is a symbol of its own, except the first one: that is the batch everywhere.
    private static string Symbol(Dimension size, int input, int axis) =>
        size.Size is not null ? "" : size.Symbol.Length > 0 ? size.Symbol : axis == 0 ? "batch" : FormattableString.Invariant($"input {input} axis {axis}");

    private string Size(long a, long b)
    {
        if (a == b) return FormattableString.Invariant($"{a}");
        string? symbol = symbols.Keys.FirstOrDefault(key => symbols[key] == (a, b));
        return symbol is null ? "?" : Quoted.Text(symbol);
    }

    private static Tensor Zeros(PlanValue value, long[] shape)
    {
        Tensor tensor = value.Make();
        tensor.Resize(shape);
        switch (tensor)
        {
            case Tensor<string> texts: texts.Values.Fill(""); break;
            case Tensor<KeyValuePair<string, float>> map: map.Values.Fill(new("", 0)); break;
            case Tensor<KeyValuePair<string, double>> map: map.Values.Fill(new("", 0)); break;
            case Tensor<KeyValuePair<string, long>> map: map.Values.Fill(new("", 0)); break;
            case Tensor<KeyValuePair<string, string>> map: map.Values.Fill(new("", "0")); break;
            case Tensor<KeyValuePair<long, string>> map: map.Values.Fill(new(0, "0")); break;
        }
        return tensor;
    }

    private static Tensor?[]? Run(PlanStep step, Dictionary<PlanValue, Tensor> tensors)
    {
        Tensor?[] from = [.. step.Inputs.Select(value => value is null ? null : value.Constant ?? tensors.GetValueOrDefault(value))];
        if (step.Inputs.Zip(from).Any(static pair => pair.First is not null && pair.Second is null)) return null;
        Tensor?[] into = [.. step.Outputs.Select(static value => value?.Make())];
        try
        {
            step.Operator.Run(from, into);
            return into;
        }
        catch (Exception e) when (e is OperatorException or OutOfMemoryException)
        {
            return null;
        }
    }
}
