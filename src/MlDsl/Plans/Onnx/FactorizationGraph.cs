using MlDsl.Kernels;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>
/// Writes a field-aware factorization machine as nodes: half of what all pairs of fields give, less what each feature gives with itself. A column costs what it holds: a category
/// picks its row of the factors.
/// </summary>
internal sealed class FactorizationGraph(GraphNodes nodes, ScoreGraph score)
{
    /// <summary>The score: floats, [N, 1]; NaN where it is not finite.</summary>
    /// <exception cref="OnnxExportException">A field ends within a column.</exception>
    public string Write(IReadOnlyList<FeaturePiece> pieces, FactorizationPredictor predictor)
    {
        List<FeaturePiece> squares = [.. pieces.Select(Squared)];
        string? length = predictor.IsNormalized ? Length(squares, predictor.Width) : null;
        string linear = score.Linear(pieces, predictor.Weights, [0]);
        if (length is not null) linear = nodes.Call("Div", linear, length);
        if (FieldFactorScorer.DepthOf(predictor.FactorCount) == 0) return linear;
        string pairs = nodes.Call("Mul", nodes.Scalar(0.5f), nodes.Call("Sub", Pairs(pieces, predictor), score.Linear(squares, Own(predictor), [0])));
        if (length is not null) pairs = nodes.Call("Div", pairs, nodes.Call("Mul", length, length));
        return score.Finite(nodes.Call("Add", linear, pairs));
    }

    // What sets no number is 1 at a slot, and so is its square.
    private FeaturePiece Squared(FeaturePiece piece) => piece is NumbersPiece numbers ? numbers with { Tensor = nodes.Call("Mul", numbers.Tensor, numbers.Tensor) } : piece;

    // A row of zeros is divided by 1.
    private string Length(List<FeaturePiece> squares, int width)
    {
        float[] ones = new float[width];
        Array.Fill(ones, 1f);
        string length = nodes.Call("Sqrt", score.Linear(squares, ones, [0]));
        return nodes.Where(nodes.Call("Equal", length, nodes.Scalar(0f)), nodes.Scalar(1f), length);
    }

    // Of each field the sums towards all fields, then every pair of fields twice, and each with itself.
    private string Pairs(IReadOnlyList<FeaturePiece> pieces, FactorizationPredictor predictor)
    {
        int fields = predictor.FieldCount, depth = predictor.FactorCount;
        List<string> sums = [];
        float[] zeros = new float[checked(fields * depth)], factors = Counted(predictor);
        for (int field = 0; field < fields; field++) sums.Add(score.Linear([.. pieces.Where(piece => FieldOf(piece, predictor) == field)], factors, zeros));
        string all = nodes.Call("Reshape", nodes.Beside(sums), nodes.Constant<long>([-1, fields, fields, depth], 4));
        string turned = nodes.Call("Transpose", [all], OnnxSetting.Of("perm", [0L, 2L, 1L, 3L]));
        return nodes.Column(nodes.Call("ReduceSum", nodes.Call("Mul", all, turned), nodes.Constant<long>([1, 2, 3], 3)));
    }

    private static int FieldOf(FeaturePiece piece, FactorizationPredictor predictor)
    {
        int field = predictor.Fields[piece.Position];
        return predictor.Fields[piece.Position + piece.Width - 1] == field
            ? field
            : throw new OnnxExportException($"A field of the factorization machine ends within the positions {piece.Position} to {piece.Position + piece.Width - 1}, which one operator makes: let each column be a field");
    }

    // The squares of a feature's factors towards its own field, summed.
    private static float[] Own(FactorizationPredictor predictor)
    {
        int depth = predictor.FactorCount, counted = Math.Min(depth, FieldFactorScorer.DepthOf(depth));
        var own = new float[predictor.Width];
        for (int position = 0; position < own.Length; position++)
            foreach (float factor in predictor.Factors.Slice(((position * predictor.FieldCount) + predictor.Fields[position]) * depth, counted)) own[position] += factor * factor;
        return own;
    }

    // Factors that have no part are zeros.
    private static float[] Counted(FactorizationPredictor predictor)
    {
        int depth = predictor.FactorCount, counted = FieldFactorScorer.DepthOf(depth);
        float[] factors = predictor.Factors.ToArray();
        for (int i = 0; i < factors.Length; i++)
            if (i % depth >= counted) factors[i] = 0;
        return factors;
    }
}
