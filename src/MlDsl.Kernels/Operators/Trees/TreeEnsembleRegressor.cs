namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's TreeEnsembleRegressor, and TreeEnsemble of version 5, on single-precision features; results equal ONNX Runtime's bit for bit.</summary>
[Operator("TreeEnsembleRegressor", Domain = OperatorAttribute.Ml)]
[Operator("TreeEnsemble", 5, Domain = OperatorAttribute.Ml)]
public sealed class TreeEnsembleRegressor : Operator
{
    private readonly TreeScorer scorer;

    /// <param name="scorer">The packed trees.</param>
    public TreeEnsembleRegressor(TreeScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        this.scorer = scorer;
    }

    /// <summary>Scores rows.</summary>
    /// <param name="input">Rows of features [N, C], or one row [C].</param>
    /// <param name="scores">The targets of each row [N, T].</param>
    public void Run(Tensor<float> input, [Result] Tensor<float> scores)
    {
        using Rows rows = Rows.Of(input);
        TreeRows.Check(this, scorer, rows);
        scores.Resize(rows.Count, scorer.OutputCount);
        TreeRows.Predict(scorer, rows, scores.Values);
    }
}
