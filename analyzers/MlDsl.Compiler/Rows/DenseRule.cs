using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>Small dense layers: the numbers of a row in a span, times weights that lie among the model's own.</summary>
internal static class DenseRule
{
    public static RowCell[][]? Apply(RowStep step)
    {
        if (step.Class != typeof(DenseRows) || step.Inputs[0] is null) return null;
        var weights = (Tensor<float>)step.Step.Inputs[1]!.Constant!;
        var bias = (Tensor<float>?)step.Step.Inputs[2]?.Constant;
        var node = step.Add(new DenseNode(step.Cells, weights, bias) { Name = step.Name });
        return [[.. Enumerable.Range(0, node.Outputs).Select(place => new ResultCell(typeof(float), node, place))]];
    }
}
