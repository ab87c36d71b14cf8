using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Steps;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>
/// Turns Gemm and MatMul of rows with constant weights, and an Add of a constant behind them, into <see cref="DenseRows"/>, whose sums have one
/// order for one row and for many. What is large, or no layer of that kind, stays as it is.
/// </summary>
internal sealed class DenseLowering
{
    private readonly IReadOnlyList<PlanStep> steps;
    private readonly HashSet<PlanValue> outputs;

    private DenseLowering(IReadOnlyList<PlanStep> steps, IEnumerable<PlanValue> outputs) => (this.steps, this.outputs) = (steps, [.. outputs]);

    /// <summary>The steps with small dense layers in the place of products.</summary>
    /// <param name="steps">The calls in their order.</param>
    /// <param name="outputs">The outputs of the graph.</param>
    public static IReadOnlyList<PlanStep> Lower(IReadOnlyList<PlanStep> steps, IEnumerable<PlanValue> outputs) => new DenseLowering(steps, outputs).Lower();

    /// <summary>Why a product with constant weights is too large for the program of a row; null for a step that is none, or small.</summary>
    public static string? Refusal(PlanStep step) => Sizes(step) is not var (inputs, outputs) || DenseSize.Pays(inputs, outputs)
        ? null
        : FormattableString.Invariant($"of {inputs} × {outputs} weights, which takes less time over tensors");

    private List<PlanStep> Lower()
    {
        var lowered = new List<PlanStep>();
        var joined = new HashSet<PlanStep>();
        foreach (PlanStep step in steps)
        {
            if (joined.Contains(step)) continue;
            if (Layer(step) is not { } layer) lowered.Add(step);
            else if (layer.Bias is null && Sole(layer.Output) is { } next && Added(next, layer) is { } bias)
            {
                joined.Add(next);
                lowered.Add(Dense(step, layer with { Bias = bias, Output = next.Outputs[0]! }));
            }
            else lowered.Add(Dense(step, layer));
        }
        return lowered;
    }

    // The inputs and outputs of a product with a constant matrix.
    private static (long Inputs, long Outputs)? Sizes(PlanStep step)
    {
        bool isProduct = step.Operator.Class == typeof(Gemm<float>) || step.Operator.Class == typeof(MatMul<float>);
        if (!isProduct || step.Inputs[1]?.Constant is not Tensor<float> { Rank: 2 } weights) return null;
        return Argument(step, "transB", 0L) == 0 ? (weights.Shape[0], weights.Shape[1]) : (weights.Shape[1], weights.Shape[0]);
    }

    private static DenseStep? Layer(PlanStep step)
    {
        if (Sizes(step) is not var (inputs, outputs) || !DenseSize.Pays(inputs, outputs) || step.Inputs[0] is not { Rows.Sizes.Length: 1 } input || step.Outputs[0] is not { Rows.Sizes.Length: 1 } output) return null;
        var weights = (Tensor<float>)step.Inputs[1]!.Constant!;
        if (step.Operator.Class == typeof(MatMul<float>)) return new DenseStep(input, step.Inputs[1]!, null, output);
        if (Argument(step, "alpha", 1f) != 1f || Argument(step, "beta", 1f) != 1f || Argument(step, "transA", 0L) != 0) return null;
        PlanValue right = Argument(step, "transB", 0L) == 0 ? step.Inputs[1]! : new PlanValue(step.Inputs[1]!.Name, typeof(float), Transposed(weights));
        if (step.Inputs.Count < 3 || step.Inputs[2] is not { } bias) return new DenseStep(input, right, null, output);
        return Spread(bias, output) is { } numbers ? new DenseStep(input, right, numbers, output) : null;
    }

    // Whatever else reads the sums, or gives them away, wants them without the bias.
    private PlanStep? Sole(PlanValue sums)
    {
        PlanStep[] readers = [.. steps.Where(step => step.Inputs.Contains(sums)).Take(2)];
        return !outputs.Contains(sums) && readers is [var only] ? only : null;
    }

    private static PlanValue? Added(PlanStep next, DenseStep layer)
    {
        if (next.Operator.Class != typeof(Add<float>) || Argument<object?>(next, "axis", null) is not null || next.Outputs[0]?.Rows is not { Sizes: [var width] } || width != layer.Output.Rows!.Width) return null;
        PlanValue? other = next.Inputs.FirstOrDefault(input => input != layer.Output);
        return other is null ? null : Spread(other, layer.Output);
    }

    /// <summary>A constant as one number per output; null for what is no constant, or more than that.</summary>
    private static PlanValue? Spread(PlanValue value, PlanValue output)
    {
        int outputs = (int)output.Rows!.Width;
        if (value.Constant is not Tensor<float> constant || constant.Rank > 2 || (constant.Rank == 2 && constant.Shape[0] != 1)) return null;
        if (constant.Length == outputs) return value;
        return constant.Length == 1 ? new PlanValue(value.Name, typeof(float), new Tensor<float>([.. Enumerable.Repeat(constant.Values[0], outputs)], outputs)) : null;
    }

    private static Tensor<float> Transposed(Tensor<float> weights)
    {
        int outputs = (int)weights.Shape[0], inputs = (int)weights.Shape[1];
        float[] turned = new float[weights.Length];
        for (int n = 0; n < outputs; n++)
            for (int k = 0; k < inputs; k++) turned[(k * outputs) + n] = weights.Values[(n * inputs) + k];
        return new Tensor<float>(turned, inputs, outputs);
    }

    private static PlanStep Dense(PlanStep step, DenseStep layer) =>
        new(step.Node, new BoundOperator(typeof(DenseRows), [], new DenseRows(), RunParameter.Of(typeof(DenseRows))), [layer.Input, layer.Weights, layer.Bias], [layer.Output]);

    private static T Argument<T>(PlanStep step, string parameter, T otherwise) =>
        step.Operator.Arguments.FirstOrDefault(argument => argument.Parameter == parameter) is { Value: T value } ? value : otherwise;

    private sealed record DenseStep(PlanValue Input, PlanValue Weights, PlanValue? Bias, PlanValue Output);
}
