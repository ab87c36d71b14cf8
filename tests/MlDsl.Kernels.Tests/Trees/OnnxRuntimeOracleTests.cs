namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Scores equal ONNX Runtime's bit for bit, on every path, over random ensembles.</summary>
public sealed class OnnxRuntimeOracleTests
{
    private const int Models = 240, Groups = 8, Rows = 75;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RegressionsEqual(int group)
    {
        for (int i = group; i < Models; i += Groups) Compare(i, classifier: false);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ClassificationsEqual(int group)
    {
        for (int i = group; i < Models; i += Groups) Compare(10_000 + i, classifier: true);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RegressionsInDoublePrecisionEqual(int group)
    {
        for (int i = group; i < Models; i += Groups) CompareDoubles(50_000 + i, classifier: false);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ClassificationsInDoublePrecisionEqual(int group)
    {
        for (int i = group; i < Models; i += Groups) CompareDoubles(60_000 + i, classifier: true);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Groups)];

    private static void Compare(int seed, bool classifier)
    {
        var random = new RandomEnsemble(seed);
        TreeEnsemble ensemble = random.Make(classifier);
        float[] rows = random.Rows(Rows, ensemble.FeatureCount);
        (float[] expected, long[] labels) = OnnxTrees.Run(ensemble, rows, batch: false);
        foreach ((ScoringPath path, TreeScorer scorer) in Paths.Scorers(ensemble))
        {
            string place = $"seed {seed}, {path}";
            var scores = new float[expected.Length];
            var classes = new int[Rows];
            for (int row = 0; row < Rows; row++)
            {
                Span<float> into = scores.AsSpan(row * ensemble.OutputCount, ensemble.OutputCount);
                ReadOnlySpan<float> features = rows.AsSpan(row * ensemble.FeatureCount, ensemble.FeatureCount);
                if (classifier) classes[row] = scorer.Classify(features, into);
                else scorer.Predict(features, into);
            }
            AssertEqual(ensemble, expected, labels, scores, classes, place + ", row by row");
            Array.Clear(scores);
            Array.Clear(classes);
            if (classifier) scorer.ClassifyBatch(rows, scores, classes);
            else scorer.PredictBatch(rows, scores);
            AssertEqual(ensemble, expected, labels, scores, classes, place + ", batch");
        }
    }

    private static void CompareDoubles(int seed, bool classifier)
    {
        var random = new RandomEnsemble(seed);
        TreeEnsemble ensemble = random.Make(classifier, isDouble: true);
        double[] rows = random.DoubleRows(Rows, ensemble.FeatureCount);
        (float[] expected, long[] labels) = OnnxTrees.Run(ensemble, rows, batch: false);
        foreach ((ScoringPath path, TreeScorer scorer) in Paths.Scorers(ensemble))
        {
            string place = $"seed {seed}, {path}";
            var scores = new double[expected.Length];
            var classes = new int[Rows];
            for (int row = 0; row < Rows; row++)
            {
                Span<double> into = scores.AsSpan(row * ensemble.OutputCount, ensemble.OutputCount);
                ReadOnlySpan<double> features = rows.AsSpan(row * ensemble.FeatureCount, ensemble.FeatureCount);
                if (classifier) classes[row] = scorer.Classify(features, into);
                else scorer.Predict(features, into);
            }
            AssertEqual(ensemble, expected, labels, Array.ConvertAll(scores, static score => (float)score), classes, place + ", row by row");
            Array.Clear(scores);
            Array.Clear(classes);
            if (classifier) scorer.ClassifyBatch(rows, scores, classes);
            else scorer.PredictBatch(rows, scores);
            AssertEqual(ensemble, expected, labels, Array.ConvertAll(scores, static score => (float)score), classes, place + ", batch");
        }
    }

    private static void AssertEqual(TreeEnsemble ensemble, float[] expected, long[] labels, float[] scores, int[] classes, string place)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            // Where only one of two scores is defined, ONNX Runtime leaves the second place of its memory as it was.
            if (IsUndefined(ensemble, scores, i)) continue;
            bool same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(scores[i]) || (float.IsNaN(expected[i]) && float.IsNaN(scores[i]));
            Assert.True(same, $"{place}, score {i}: {scores[i]:R} instead of {expected[i]:R}; {ensemble.Transform}, {ensemble.Aggregate}, {ensemble.OutputCount} outputs, {ensemble.BaseValues.Count} base values");
        }
        if (!ensemble.IsClassifier) return;
        for (int i = 0; i < labels.Length; i++) Assert.True(labels[i] == classes[i], $"{place}, row {i}: class {classes[i]} instead of {labels[i]}");
    }

    private static bool IsUndefined(TreeEnsemble ensemble, float[] scores, int place) =>
        ensemble is { IsClassifier: true, OutputCount: 2 }
        && place % 2 == 1
        && scores[place] == 0f
        && (ensemble.Transform == ScoreTransform.Probit || ensemble.BaseValues.Count == 1);
}
