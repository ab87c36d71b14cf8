using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ONNX's TreeEnsembleRegressor; results equal ONNX Runtime's bit for bit. Doubles are compared and summed in double precision, and the
/// scores are rounded to single precision at the end.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
[Operator("TreeEnsembleRegressor", Domain = OperatorAttribute.Ml)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TreeEnsembleRegressor<T> : Operator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TreeScorer scorer;

    /// <param name="scorer">The packed trees.</param>
    /// <exception cref="OperatorException">The trees are of another precision than the features.</exception>
    public TreeEnsembleRegressor(TreeScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        TreeRows.CheckPrecision<T>(this, scorer);
        this.scorer = scorer;
    }

    /// <summary>Scores rows.</summary>
    /// <param name="input">Rows of features [N, C], or one row [C].</param>
    /// <param name="scores">The targets of each row [N, T].</param>
    public void Run(Tensor<T> input, [Result] Tensor<float> scores)
    {
        scores.Resize(TreeRows.Count(this, scorer, input), scorer.OutputCount);
        TreeRows.Score(scorer, input, scores.Values, []);
    }
}
