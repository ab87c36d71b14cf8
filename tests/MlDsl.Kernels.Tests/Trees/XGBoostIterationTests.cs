using System.Text;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>Of a model whose training was stopped early the iterations up to the best one take part, as XGBoost's library counts them.</summary>
public sealed class XGBoostIterationTests
{
    private const int Rows = 200, Features = 4, Rounds = 8;

    [TheoryWith("libxgboost.so.0")]
    [InlineData("reg:squarederror", "gbtree", 1)]
    [InlineData("reg:squarederror", "gbtree", 3)]
    [InlineData("binary:logistic", "dart", 1)]
    [InlineData("binary:logistic", "dart", 2)]
    [InlineData("multi:softprob", "gbtree", 1)]
    [InlineData("multi:softprob", "gbtree", 2)]
    [InlineData("multi:softprob", "dart", 2)]
    public void TheBestIterationIsTheLastOne(string objective, string booster, int parallel)
    {
        using XGBoostLibrary library = Train(objective, booster, parallel, out float[] rows);
        foreach (int best in new[] { 0, 3, Rounds - 1 })
        {
            library.Mark("best_iteration", $"{best}");
            foreach (string format in new[] { "json", "ubj" })
            {
                TreeModel model = XGBoostFile.Read(library.Save(format)), whole = XGBoostFile.Read(library.Save(format), allIterations: true);
                Assert.Equal((best + 1, Rounds), (model.Iterations, model.SavedIterations));
                Assert.Equal((Rounds, Rounds), (whole.Iterations, whole.SavedIterations));
                Assert.Equal(library.Predict(rows, Features, margin: true, end: best + 1), Margins(model, rows));
                Assert.Equal(library.Predict(rows, Features, margin: true), Margins(whole, rows));
            }
        }
    }

    [FactWith("libxgboost.so.0")]
    public void ABestIterationThatIsNotThereIsRefusedUnlessAllAreTaken()
    {
        using XGBoostLibrary library = Train("reg:squarederror", "gbtree", 1, out float[] rows);
        library.Mark("best_iteration", $"{Rounds}");
        byte[] file = library.Save("json");
        Assert.Contains($"iteration {Rounds} is its best one, but it has {Rounds}", Assert.Throws<TreeEnsembleException>(() => XGBoostFile.Read(file)).Message, StringComparison.Ordinal);
        Assert.Equal(library.Predict(rows, Features, margin: true), Margins(XGBoostFile.Read(file, allIterations: true), rows));
    }

    [Theory]
    [InlineData("[0, 1, 2]", 1, 1.5f)]
    [InlineData("[0, 0, 2]", 2, 2.5f)]
    [InlineData("[0, 1]", 0, 0f)]
    [InlineData("[0, 3, 2]", 0, 0f)]
    public void IterationsOfXGBoost2AreCountedByTheirTrees(string starts, int iterations, float expected)
    {
        byte[] file = Encoding.UTF8.GetBytes(SmallXGBoost.File(attributes: $$"""{"best_iteration": "{{Math.Max(0, iterations - 1)}}"}""", model: $"\"iteration_indptr\": {starts},"));
        if (iterations == 0) Assert.Contains("iteration_indptr", Assert.Throws<TreeEnsembleException>(() => XGBoostFile.Read(file)).Message, StringComparison.Ordinal);
        else Assert.Equal([expected], Margins(XGBoostFile.Read(file), [0f, 0f]));
    }

    [Fact]
    public void ForestsBefore14AreCountedByTheTreesThatWereKept()
    {
        byte[] file = Encoding.UTF8.GetBytes(SmallXGBoost.File(attributes: """{"best_iteration": "0", "best_ntree_limit": "2"}"""));
        Assert.Equal([2.5f], Margins(XGBoostFile.Read(file), [0f, 0f]));
    }

    private static float[] Margins(TreeModel model, float[] rows)
    {
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(model.Ensemble));
        var margins = new float[rows.Length / scorer.FeatureCount * scorer.OutputCount];
        scorer.PredictBatch(rows, margins);
        return margins;
    }

    private static XGBoostLibrary Train(string objective, string booster, int parallel, out float[] rows)
    {
        var random = new Random(5);
        rows = [.. Enumerable.Range(0, Rows * Features).Select(_ => random.Next(10) == 0 ? float.NaN : (float)random.NextDouble())];
        int classes = objective.StartsWith("multi", StringComparison.Ordinal) ? 3 : 2;
        float[] labels = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.Next(classes))];
        List<(string, string)> parameters = [("objective", objective), ("booster", booster), ("num_parallel_tree", $"{parallel}"), ("subsample", "0.7"), ("max_depth", "3"), ("rate_drop", "0.4")];
        if (classes > 2) parameters.Add(("num_class", $"{classes}"));
        return XGBoostLibrary.Train(rows, labels, Rounds, null, [.. parameters]);
    }
}
