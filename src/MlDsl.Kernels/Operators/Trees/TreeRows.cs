using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// Rows for trees. Trees know the features that they ask for; where a graph does not say how wide its rows are, those may have more.
/// </summary>
internal static class TreeRows
{
    /// <summary>Scores rows of any numbers: doubles in double precision, what is neither float nor double in single precision.</summary>
    /// <param name="node">The operator, for its name in errors.</param>
    /// <param name="scorer">Its trees.</param>
    /// <param name="input">[N, C] or [C].</param>
    /// <param name="scores">[N, K] afterwards, rounded to single precision.</param>
    public static void Predict<T>(Operator node, TreeScorer scorer, Tensor<T> input, Tensor<float> scores)
        where T : unmanaged, INumber<T>
    {
    }
}
