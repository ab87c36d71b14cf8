namespace MlDsl.Plans;

/// <summary>Writes a predictor as nodes: from features to scores.</summary>
internal static class PredictorGraph
{
    /// <summary>The scores: floats, [N, <paramref name="outputs"/>]; NaN where they are not finite.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="score">Writes sums.</param>
    /// <param name="pieces">The features.</param>
    /// <param name="predictor">The predictor.</param>
    /// <param name="outputs">How many scores the graph has: those of the predictor, or of one score of two classes both.</param>
    /// <exception cref="OnnxExportException">The predictor has no graph; the message says why and names the way out.</exception>
    public static string Write(GraphNodes nodes, ScoreGraph score, List<FeaturePiece> pieces, Predictor predictor, int outputs)
    {
        if (predictor is TreePredictor { Trees: var grown } && grown.Trees.Any(static tree => tree.LinearLeaves.Count > 0))
            throw new OnnxExportException("The leaves of the trees are linear models, which no operator of ONNX has: export a model that was trained without LinearTrees");
        return predictor switch
        {
            TreePredictor trees => OfBoth(nodes, new TreeGraph(nodes).Write(pieces, trees), trees.Outputs, outputs),
            FactorizationPredictor factors => OfBoth(nodes, new FactorizationGraph(nodes, score).Write(pieces, factors), factors.Outputs, outputs),
            DeviationPredictor deviations => OfBoth(nodes, new DeviationGraph(nodes).Write(pieces, deviations), deviations.Outputs, outputs),
            MixturePredictor mixture => new MixtureGraph(nodes, score).Write(pieces, mixture),
            _ => Linear(score, pieces, (LinearPredictor)predictor, outputs),
        };
    }

    private static string Linear(ScoreGraph score, List<FeaturePiece> pieces, LinearPredictor linear, int outputs)
    {
        float[] intercepts = new float[outputs];
        linear.Biases.CopyTo(intercepts.AsSpan(outputs - linear.Outputs));
        return score.Linear(pieces, ByPosition(linear, outputs), intercepts);
    }

    private static string OfBoth(GraphNodes nodes, string scores, int outputs, int wanted) => outputs == wanted ? scores : nodes.Beside([nodes.Call("Sub", scores, scores), scores]);

    // The one score of two classes is that of the second over the first, whose own is 0.
    private static float[] ByPosition(LinearPredictor linear, int outputs)
    {
        if (linear.Outputs == outputs) return linear.ByPosition;
        float[] byPosition = new float[checked(linear.Width * outputs)];
        for (int position = 0; position < linear.Width; position++) byPosition[(position * outputs) + 1] = linear.Weights[position];
        return byPosition;
    }
}
