using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>
/// Operators of all numbers of a row together: softmax, normalizers, sums and the like over the features; and functions of each number where
/// a layer's lie side by side.
/// </summary>
internal static class RowFunctionRule
{
    private static readonly Dictionary<Type, RowFunction> AsMany = new()
    {
        [typeof(Softmax<>)] = RowFunction.Softmax,
        [typeof(FlatSoftmax<>)] = RowFunction.Softmax,
        [typeof(LogSoftmax<>)] = RowFunction.LogSoftmax,
        [typeof(FlatLogSoftmax<>)] = RowFunction.LogSoftmax,
        [typeof(Hardmax<>)] = RowFunction.Hardmax,
        [typeof(FlatHardmax<>)] = RowFunction.Hardmax,
    };

    private static readonly Dictionary<Type, RowFunction> Each = new()
    {
        [typeof(Relu<>)] = RowFunction.Relu,
        [typeof(Sigmoid<>)] = RowFunction.Sigmoid,
        [typeof(Tanh<>)] = RowFunction.Tanh,
    };

    private static readonly Dictionary<Type, RowFunction> One = new()
    {
        [typeof(ReduceSum<>)] = RowFunction.Sum,
        [typeof(ReduceSumAlong<>)] = RowFunction.Sum,
        [typeof(ReduceMean<>)] = RowFunction.Mean,
        [typeof(ReduceMeanAlong<>)] = RowFunction.Mean,
        [typeof(ReduceMax<>)] = RowFunction.Max,
        [typeof(ReduceMaxAlong<>)] = RowFunction.Max,
        [typeof(ReduceMin<>)] = RowFunction.Min,
        [typeof(ReduceMinAlong<>)] = RowFunction.Min,
        [typeof(ReduceProd<>)] = RowFunction.Prod,
        [typeof(ReduceProdAlong<>)] = RowFunction.Prod,
        [typeof(ReduceL1<>)] = RowFunction.L1,
        [typeof(ReduceL1Along<>)] = RowFunction.L1,
        [typeof(ReduceL2<>)] = RowFunction.L2,
        [typeof(ReduceL2Along<>)] = RowFunction.L2,
        [typeof(ReduceSumSquare<>)] = RowFunction.SumSquare,
        [typeof(ReduceSumSquareAlong<>)] = RowFunction.SumSquare,
    };

    public static RowCell[][]? Apply(RowStep step)
    {
        if (!step.Class.IsGenericType || step.Inputs[0] is not { Shape: [> 0] } row || row.Cells.Any(static cell => cell.Element != typeof(float))) return null;
        Type open = step.Class.GetGenericTypeDefinition();
        if (AsMany.TryGetValue(open, out RowFunction function)) return IsLast(step.Argument("axis", -1L)) ? [Results(step, function, row.Cells.Length)] : null;
        if (Each.TryGetValue(open, out function)) return RowItems.LieTogether(row.Cells) ? [Results(step, function, row.Cells.Length)] : null;
        if (open == typeof(Normalizer<>)) return [Results(step, Norm(step), row.Cells.Length)];
        return One.TryGetValue(open, out function) && Axes(step) is [var axis] && IsLast(axis) ? [Results(step, function, 1)] : null;
    }

    // Of a batch of rows, the second dimension.
    private static bool IsLast(long axis) => axis is -1 or 1;

    private static RowFunction Norm(RowStep step) => step.Argument("norm", "MAX") switch
    {
        "L1" => RowFunction.NormalizeByL1,
        "L2" => RowFunction.NormalizeByL2,
        _ => RowFunction.NormalizeByMax,
    };

    // An input since opset 13 or 18, an attribute before.
    private static long[]? Axes(RowStep step) =>
        step.Step.Inputs.Count > 1 ? (step.Step.Inputs[1]?.Constant as Tensor<long>)?.Values.ToArray() : step.Argument<long[]>("axes");

    private static RowCell[] Results(RowStep step, RowFunction function, int count)
    {
        TransformNode node = step.Add(new TransformNode(nameof(RowArithmetic.Apply), function.ToString(), [], step.Cells) { Name = step.Name });
        return [.. Enumerable.Range(0, count).Select(place => new ResultCell(typeof(float), node, place))];
    }
}
