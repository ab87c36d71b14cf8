using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>
/// Writes a mixture of Gaussians as nodes: distances from all means at once, in units of each one's spread; in double, and rounded to float at the end, as <see cref="MixturePredictor"/> does: where columns
/// nearly tell each other, these are small differences of large numbers.
/// </summary>
internal sealed class MixtureGraph(GraphNodes nodes, ScoreGraph score)
{
    /// <summary>The scores: floats, [N, Gaussians]; NaN where one is not finite.</summary>
    public string Write(IReadOnlyList<FeaturePiece> pieces, MixturePredictor predictor)
    {
        int count = predictor.Outputs, width = predictor.Width;
        // [1, N, width] less [Gaussians, 1, width].
        string row = nodes.Call("Unsqueeze", nodes.Cast(FeatureGraph.Vector(nodes, pieces), OnnxElementType.Double), nodes.Constant<long>([0], 1));
        string differences = nodes.Call("Sub", row, Doubles(predictor.Means, count, 1, width));
        string scaled = predictor.Covariance switch
        {
            Covariance.Full => nodes.Call("MatMul", differences, Doubles(Turned(predictor, count), count, width, width)),
            Covariance.Tied => nodes.Call("MatMul", differences, Doubles(Turned(predictor, 1), width, width)),
            Covariance.Diagonal => nodes.Call("Mul", differences, Doubles(predictor.Scales, count, 1, width)),
            _ => nodes.Call("Mul", differences, Doubles(predictor.Scales, count, 1, 1)),
        };
        string distances = nodes.Call("ReduceSum", nodes.Call("Mul", scaled, scaled), nodes.Constant<long>([2], 1));
        string turned = nodes.Call("Transpose", [nodes.Call("Reshape", distances, nodes.Constant<long>([count, -1], 2))], OnnxSetting.Of("perm", [1L, 0L]));
        string scores = nodes.Call("Sub", Doubles(predictor.Biases, 1, count), nodes.Call("Mul", turned, nodes.Scalar(0.5)));
        return score.Finite(nodes.Cast(scores, OnnxElementType.Float));
    }

    private string Doubles(ReadOnlySpan<float> numbers, params long[] shape)
    {
        var doubles = new double[numbers.Length];
        for (int i = 0; i < doubles.Length; i++) doubles[i] = numbers[i];
        return nodes.Constant<double>(doubles, shape);
    }

    // Each lower triangle as a whole matrix, its rows as columns: (x − μ)ᵀSᵀ.
    private static float[] Turned(MixturePredictor predictor, int matrices)
    {
        int width = predictor.Width, at = 0;
        var turned = new float[checked(matrices * width * width)];
        for (int matrix = 0; matrix < matrices; matrix++)
            for (int i = 0; i < width; i++)
                for (int j = 0; j <= i; j++) turned[(((matrix * width) + j) * width) + i] = predictor.Scales[at++];
        return turned;
    }
}
