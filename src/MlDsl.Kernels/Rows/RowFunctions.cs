using System.Numerics.Tensors;
using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels;

/// <summary>Runs a <see cref="RowFunction"/> by the operator's own arithmetic.</summary>
internal static class RowFunctions
{
    public static void Apply(RowFunction function, Span<float> row)
    {
        switch (function)
        {
            case RowFunction.Softmax: default(SoftmaxRow).Apply<float>(row, row); break;
            case RowFunction.LogSoftmax: default(LogSoftmaxRow).Apply<float>(row, row); break;
            case RowFunction.Hardmax: Hardmax(row); break;
            case RowFunction.NormalizeByMax: Normalizer<float>.Normalize("MAX", row, row); break;
            case RowFunction.NormalizeByL1: Normalizer<float>.Normalize("L1", row, row); break;
            case RowFunction.NormalizeByL2: Normalizer<float>.Normalize("L2", row, row); break;
            case RowFunction.Relu: Limits.Raise(row, 0f, row); break;
            case RowFunction.Sigmoid: TensorPrimitives.Sigmoid(row, row); break;
            case RowFunction.Tanh: HyperbolicTangent.Apply(row, row); break;
            case RowFunction.MaximumEntropy: ClassScores.MaximumEntropy(row); break;
            case RowFunction.ShareOfSum: ClassScores.ShareOfSum(row); break;
            case RowFunction.ShareOfExponentials: ClassScores.ShareOfExponentials(row); break;
            default: row[0] = Reduced(function, row); break;
        }
    }

    // It clears its result before it writes there.
    private static void Hardmax(Span<float> row)
    {
        int best = RowArithmetic.Highest<float>(row);
        row.Clear();
        row[best] = 1;
    }

    private static float Reduced(RowFunction function, ReadOnlySpan<float> row) => function switch
    {
        RowFunction.Sum => Reducers<float>.Sum.Reduce(row),
        RowFunction.Mean => Reducers<float>.Mean.Reduce(row),
        RowFunction.Max => Reducers<float>.Max.Reduce(row),
        RowFunction.Min => Reducers<float>.Min.Reduce(row),
        RowFunction.Prod => Reducers<float>.Prod.Reduce(row),
        RowFunction.L1 => Reducers<float>.L1.Reduce(row),
        RowFunction.L2 => Reducers<float>.L2.Reduce(row),
        RowFunction.SumSquare => Reducers<float>.SumSquare.Reduce(row),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "there is no such function of a row"),
    };
}
