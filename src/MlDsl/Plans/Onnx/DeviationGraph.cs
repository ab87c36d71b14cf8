using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>Writes how far rows are from the middle, or from a plane through it, as nodes: in double, and rounded to float at the end, as <see cref="DeviationPredictor"/> does.</summary>
internal sealed class DeviationGraph(GraphNodes nodes)
{
    private const int Widest = 1 << 16;

    /// <summary>The score: floats, [N, 1]; NaN where a number that may not be missing is not finite.</summary>
    /// <exception cref="OnnxExportException">The features are too wide.</exception>
    public string Write(IReadOnlyList<FeaturePiece> pieces, DeviationPredictor predictor)
    {
        int width = predictor.Width, components = predictor.ComponentCount;
        if (width > Widest)
            throw new OnnxExportException(FormattableString.Invariant($"The features are {width} wide, of which a graph of deviations holds every one, and at most {Widest} are exported: narrow the columns, or serve the model with MlDsl"));
        string residuals = nodes.Beside([.. pieces.Select(piece => Distances(piece, predictor))]);
        if (components > 0)
        {
            string along = nodes.Call("MatMul", residuals, nodes.Constant<double>(Turned(predictor), width, components));
            residuals = nodes.Call("Sub", residuals, nodes.Call("MatMul", along, nodes.Constant(predictor.Components, components, width)));
        }
        string score = predictor.Norm == DeviationNorm.Largest
            ? nodes.Call("ReduceMax", [nodes.Call("Abs", residuals)], OnnxSetting.Of("axes", [1L]), OnnxSetting.Of("keepdims", 1))
            : nodes.Call("Sqrt", nodes.Call("Div", nodes.RowSum(nodes.Call("Mul", residuals, residuals)), nodes.Scalar(predictor.Unit)));
        // A maximum need not keep NaN, and a sum does; and a step may make NaN, which would pass for missing, of what is infinite.
        List<string> checks = predictor.Norm == DeviationNorm.Largest ? [nodes.RowSum(nodes.Call("Sub", residuals, residuals))] : [];
        foreach (NumbersPiece piece in pieces.OfType<NumbersPiece>())
            if (piece.Origin is { } origin && origin != piece.Tensor) checks.Add(nodes.RowSum(nodes.Cast(nodes.Where(nodes.Call("IsNaN", origin), nodes.Scalar(0f), nodes.Call("Sub", origin, origin)), OnnxElementType.Double)));
        foreach (string check in checks) score = nodes.Call("Add", score, check);
        return nodes.Cast(score, OnnxElementType.Float);
    }

    // What is missing lies at its centre.
    private string Distances(FeaturePiece piece, DeviationPredictor predictor)
    {
        string from = nodes.Call(
            "Sub", nodes.Cast(FeatureGraph.Vector(nodes, [piece]), OnnxElementType.Double), nodes.Constant(predictor.Centers.Slice(piece.Position, piece.Width), 1, piece.Width));
        string distances = nodes.Call("Mul", from, nodes.Constant(predictor.Factors.Slice(piece.Position, piece.Width), 1, piece.Width));
        return piece is NumbersPiece { MayMiss: true } numbers ? nodes.Where(nodes.Call("IsNaN", numbers.Tensor), nodes.Scalar(0d), distances) : distances;
    }

    private static double[] Turned(DeviationPredictor predictor)
    {
        int width = predictor.Width, count = predictor.ComponentCount;
        var turned = new double[predictor.Components.Length];
        for (int i = 0; i < turned.Length; i++) turned[(i % width * count) + (i / width)] = predictor.Components[i];
        return turned;
    }
}
