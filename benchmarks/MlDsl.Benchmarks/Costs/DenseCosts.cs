using System.Globalization;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Benchmarks.Costs;

/// <summary>From which size on does a dense layer take less time over tensors, its sums in any order, than row by row, each in its own?</summary>
internal static class DenseCosts
{
    private static readonly (int Inputs, int Outputs)[] Sizes =
    [
        (8, 8), (16, 16), (16, 1), (32, 32), (32, 4), (64, 1), (64, 10), (64, 16), (64, 64), (128, 1), (128, 32), (128, 64), (128, 128), (256, 16), (256, 64), (784, 10),
    ];

    /// <summary>Prints nanoseconds of a row alone and of one among 256: row by row / Gemm.</summary>
    public static void Print()
    {
        foreach (var (inputs, outputs) in Sizes)
            foreach (int rows in new[] { 1, 256 }) Print(rows, inputs, outputs);
    }

    private static void Print(int rows, int inputs, int outputs)
    {
        var random = new Random(inputs);
        Tensor<float> x = Numbers(rows, inputs), weights = Numbers(inputs, outputs), bias = Numbers(1, outputs), own = new(), other = new();
        var dense = new DenseRows();
        var gemm = new Gemm<float>();
        var (over, by) = Ratios.Least(OverTensors, RowByRow);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dense_ns.{inputs}x{outputs}.of{rows}={by * 1000 / rows:0.0}/{over * 1000 / rows:0.0} ratio={by / over:0.00}"));

        Tensor<float> Numbers(int height, int width) => new([.. Enumerable.Range(0, height * width).Select(_ => random.NextSingle() - 0.5f)], height, width);

        float RowByRow()
        {
            dense.Run(x, weights, bias, own);
            return own.Values[0];
        }

        float OverTensors()
        {
            gemm.Run(x, weights, bias, other);
            return other.Values[0];
        }
    }
}
