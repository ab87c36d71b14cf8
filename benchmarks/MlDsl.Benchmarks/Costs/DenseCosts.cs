using System.Globalization;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Benchmarks.Costs;

/// <summary>
/// From which size on does a dense layer take less time over tensors, its sums in any order, than as part of the program of a row, each sum in
/// its own? And what is it for a whole net?
/// </summary>
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
        foreach (int rows in new[] { 1, 256 }) PrintNet(rows);
    }

    // 64-64-1 with ReLU, as generated code calls the operators, and as the class that is generated.
    private static void PrintNet(int rows)
    {
        Random random = new(rows);
        const int width = ModelFiles.Features;
        Tensor<float> x = new([.. Enumerable.Range(0, rows * width).Select(_ => random.NextSingle() - 0.5f)], rows, width), given = new(), sums = new(), hidden = new(), result = new();
        Tensor<float> inner = new(new float[width * width], width, width), bias = new(new float[width], width), outer = new(new float[width], width, 1), end = new([0.5f], 1);
        var gemm = new Gemm<float>();
        var relu = new Relu<float>();
        using CompiledDense compiled = CompiledDense.Load();
        var (over, by) = Ratios.Least(OverTensors, Compiled);
        Print("net.64x64x1", rows, by, over);

        float Compiled()
        {
            using CompiledDense.Output output = compiled.Run(new() { X = x.Values });
            return output.Y[0];
        }

        float OverTensors()
        {
            given.Resize(rows, width);
            x.Values.CopyTo(given.Values);
            gemm.Run(given, inner, bias, sums);
            relu.Run(sums, hidden);
            gemm.Run(hidden, outer, end, result);
            return result.Values[0];
        }
    }

    private static void Print(string name, int rows, double by, double over) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dense_ns.{name}.of{rows}={by * 1000 / rows:0.0}/{over * 1000 / rows:0.0} ratio={by / over:0.00}"));

    private static void Print(int rows, int inputs, int outputs)
    {
        var random = new Random(inputs);
        Tensor<float> x = Numbers(rows, inputs), weights = Numbers(inputs, outputs), bias = Numbers(1, outputs), own = new(), other = new();
        var dense = new DenseRows();
        var gemm = new Gemm<float>();
        var (over, by) = Ratios.Least(OverTensors, RowByRow);
        Print(FormattableString.Invariant($"{inputs}x{outputs}"), rows, by, over);

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
