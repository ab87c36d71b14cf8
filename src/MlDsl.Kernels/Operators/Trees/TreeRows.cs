namespace MlDsl.Kernels.Operators;

/// <summary>
/// Rows for trees. Trees know the features that they ask for; where a graph does not say how wide its rows are, those may have more.
/// </summary>
internal static class TreeRows
{
    public static void Check(Operator node, TreeScorer scorer, in Rows rows)
    {
        if (rows.Width < scorer.FeatureCount) throw node.Problem($"the input has {rows.Width} columns; the trees have {scorer.FeatureCount} features");
    }

    public static void Predict(TreeScorer scorer, in Rows rows, Span<float> scores)
    {
        int features = scorer.FeatureCount, outputs = scorer.OutputCount;
        if (rows.Count > 1 && rows.Width == features) scorer.PredictBatch(rows.Values, scores);
        else for (int i = 0; i < rows.Count; i++) scorer.Predict(rows[i][..features], scores.Slice(i * outputs, outputs));
    }

    public static void Classify(TreeScorer scorer, in Rows rows, Span<float> scores, Span<int> classes)
    {
        int features = scorer.FeatureCount, outputs = scorer.OutputCount;
        if (rows.Count > 1 && rows.Width == features) scorer.ClassifyBatch(rows.Values, scores, classes);
        else for (int i = 0; i < rows.Count; i++) classes[i] = scorer.Classify(rows[i][..features], scores.Slice(i * outputs, outputs));
    }
}
