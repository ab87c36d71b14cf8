using MlDsl.Compiler.Steps;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Costs;

/// <summary>
/// Counts the work of a step by the sizes that the shape probe has seen. Where it has seen none (an image of any size), a convolution is
/// taken to have a plane of 32 × 32 places, and all else to be small.
/// </summary>
/// <param name="rows">The rows of the batch in the probe's first run, by which its sizes are divided.</param>
internal sealed class OperatorWork(long rows)
{
    /// <summary>The places of a convolution's result that nothing says the size of.</summary>
    public const int AssumedPlaces = 32 * 32;

    // With fewer channels in a sum no matrix product does the work.
    private const long NarrowChannels = 4;

    // A megabyte of single precision.
    private const double CachedWeights = 1 << 18;

    private static readonly HashSet<Type> Functions =
    [
        typeof(Exp<>), typeof(Log<>), typeof(Sigmoid<>), typeof(Tanh<>), typeof(Softmax<>), typeof(LogSoftmax<>), typeof(Erf<>), typeof(Pow<,>), typeof(Gelu<>), typeof(FlatSoftmax<>), typeof(FlatLogSoftmax<>), typeof(Softplus<>), typeof(Elu<>), typeof(Selu<>), typeof(Mish<>),
    ];

    /// <summary>The work of a step in a call of one row.</summary>
    public Work Of(PlanStep step)
    {
        Type open = step.Operator.Class.IsGenericType ? step.Operator.Class.GetGenericTypeDefinition() : step.Operator.Class;
        if (open == typeof(Conv<>)) return Convolution(step, isTransposed: false);
        if (open == typeof(ConvTranspose<>)) return Convolution(step, isTransposed: true);
        if (open == typeof(Gemm<>) || open == typeof(MatMul<>) || open == typeof(DenseRows)) return Product(step);
        if (open == typeof(LSTM<>) || open == typeof(GRU<>) || open == typeof(RNN<>)) return Recurrence(step);
        bool isPool = open == typeof(MaxPool<>) || open == typeof(AveragePool<>) || open == typeof(LpPool<>);
        double elements = Math.Max(step.Inputs.Max(Length), step.Outputs.Max(Length));
        return new Work(isPool ? WorkKind.Pool : Functions.Contains(open) ? WorkKind.Function : WorkKind.Element, isPool ? Length(step.Outputs[0]) * Window(step) : elements);
    }

    // The weights are [M, C / groups, …], those of the transposed one [C, M / groups, …].
    private Work Convolution(PlanStep step, bool isTransposed)
    {
        PlanValue? x = step.Inputs[0], y = step.Outputs[0];
        if (Sizes(step.Inputs[1]) is not [var first, var second, ..] sizes || first == 0) return new Work(WorkKind.Convolution, 0);
        double perPlace = Product(sizes) / first;
        PlanValue? plane = isTransposed ? x : y;
        double units = plane?.Sizes is null ? Product(sizes) * AssumedPlaces : Length(plane) * perPlace;
        return new Work(!isTransposed && second < NarrowChannels ? WorkKind.NarrowConvolution : WorkKind.Convolution, units);
    }

    private Work Product(PlanStep step)
    {
        PlanValue right = step.Inputs[1]!;
        if ((Sizes(right) ?? Sizes(step.Inputs[0])) is not { Length: > 0 } known) return new Work(WorkKind.Product, 0);

        // The sum of each element runs over what both sides have.
        bool isLeft = Sizes(right) is null, isTransposed = step.Operator.Arguments.Any(argument => argument.Parameter == (isLeft ? "transA" : "transB") && argument.Value is not 0L);
        double inner = known.Length == 1 ? known[0] : known[isLeft != isTransposed ? ^1 : ^2];
        double outputs = Length(step.Outputs[0]), columns = step.Outputs[0]?.Sizes is [.., var last] ? last : 1;

        // Of a result of unknown size, one row of known weights.
        double units = outputs > 0 ? outputs * inner : Length(right);
        return new Work(outputs > columns ? WorkKind.Product : units > CachedWeights ? WorkKind.LargeRowProduct : WorkKind.RowProduct, units);
    }

    // x is [steps, batch, inputs]; w and r are multiplied in each step.
    private Work Recurrence(PlanStep step)
    {
        double weights = Product(Sizes(step.Inputs[1]) ?? []) + Product(Sizes(step.Inputs[2]) ?? []);
        double calls = step.Inputs[0]?.Sizes is [var steps, var batch, ..] ? (double)steps * Math.Max(1, batch / rows) : 1;
        return new Work(WorkKind.Recurrence, calls * weights);
    }

    private static double Window(PlanStep step) =>
        step.Operator.Arguments.FirstOrDefault(static argument => argument.Parameter == "kernelShape") is { Value: long[] kernel } ? Product(kernel) : 9;

    private static long[]? Sizes(PlanValue? value) => value?.Constant is { } constant ? constant.Shape.ToArray() : value?.Sizes;

    private double Length(PlanValue? value) =>
        value?.Constant is { } constant ? constant.Length : value?.Sizes is { } sizes ? Product(sizes) / (value.Rows is null ? 1 : rows) : 0;

    private static double Product(IEnumerable<long> sizes) => sizes.Aggregate(1.0, static (product, size) => product * size);
}
