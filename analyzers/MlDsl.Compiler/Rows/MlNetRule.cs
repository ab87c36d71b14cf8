using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>The arithmetic of ML.NET behind its predictors, row by row.</summary>
internal static class MlNetRule
{
    public static RowCell[][]? Apply(RowStep step)
    {
        if (step.Class == typeof(WideExp)) return [[.. step.Cells.Select(cell => step.Calculate("wideexp", typeof(float), cell))]];
        if (step.Class == typeof(CalibratedProbability))
        {
            RowCell slope = new ConstantCell(typeof(double), step.Argument("slope", 0.0)), offset = new ConstantCell(typeof(double), step.Argument("offset", 0.0));
            return [[.. step.Cells.Select(cell => step.Calculate("calibrated", typeof(float), cell, slope, offset))]];
        }
        if (step.Inputs[0] is not { Shape: [> 0] }) return null;
        if (step.Class == typeof(ClassShares))
        {
            var shares = step.Add(new TransformNode(nameof(RowArithmetic.Apply), step.Argument("function", "")!, [], step.Cells) { Name = step.Name });
            return [[.. step.Cells.Select((_, place) => new ResultCell(typeof(float), shares, place))]];
        }
        if (step.Class != typeof(HighestKey)) return null;
        var highest = step.Add(new HighestNode(step.Cells, skipsMissing: true) { Name = step.Name });
        return [[new ColumnCell(highest, Enumerable.Range(0, highest.Count).Select(place => place < step.Cells.Length ? place + 1L : 0L).ToArray())]];
    }
}
