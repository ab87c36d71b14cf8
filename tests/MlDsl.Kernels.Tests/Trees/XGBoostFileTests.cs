using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>XGBoost's files are scored as XGBoost's own library scores them.</summary>
public sealed class XGBoostFileTests
{
    // Of predictions; margins are equal.
    private const double Tolerance = 1e-6;

    [FactWith("models/xgboost-100x6.json", "libxgboost.so.0")]
    public void ATrainedModelAgreesOnTenThousandRowsWithMissingValues()
    {
        const int Rows = 10_000, Features = 28;
        string path = TestData.Model("xgboost-100x6.json");
        TreeModel model = XGBoostFile.Read(File.ReadAllBytes(path));
        float[] rows = MakeRows(new Random(1), Rows, Features, missing: 0.15);
        using XGBoostLibrary library = XGBoostLibrary.Load(path);
        AssertAgree(library.Predict(rows, Features), model, rows);
    }

    [TheoryWith("libxgboost.so.0")]
    [InlineData("reg:squarederror", "gbtree")]
    [InlineData("reg:squaredlogerror", "gbtree")]
    [InlineData("reg:pseudohubererror", "gbtree")]
    [InlineData("reg:logistic", "gbtree")]
    [InlineData("reg:gamma", "gbtree")]
    [InlineData("reg:tweedie", "gbtree")]
    [InlineData("count:poisson", "gbtree")]
    [InlineData("survival:cox", "gbtree")]
    [InlineData("binary:logistic", "gbtree")]
    [InlineData("reg:absoluteerror", "gbtree")]
    [InlineData("rank:ndcg", "gbtree")]
    [InlineData("rank:map", "gbtree")]
    [InlineData("count:poisson", "dart")]
    [InlineData("binary:logitraw", "gbtree")]
    [InlineData("binary:hinge", "gbtree")]
    [InlineData("rank:pairwise", "gbtree")]
    [InlineData("multi:softprob", "gbtree")]
    [InlineData("multi:softmax", "gbtree")]
    [InlineData("binary:logistic", "dart")]
    [InlineData("multi:softprob", "dart")]
    public void EveryObjectiveAgrees(string objective, string booster)
    {
        const int Rows = 400, Features = 6;
        var random = new Random(7);
        float[] rows = MakeRows(random, Rows, Features, missing: 0.1);
        bool many = objective.StartsWith("multi:", StringComparison.Ordinal);
        float[] labels = [.. Enumerable.Range(0, Rows).Select(_ => many ? random.Next(3) : random.Next(2) * (objective.StartsWith("binary", StringComparison.Ordinal) || objective == "reg:logistic" ? 1f : 3f) + (objective == "reg:gamma" ? 1f : 0f))];
        List<(string, string)> parameters = [("objective", objective), ("booster", booster), ("max_depth", "4"), ("base_score", "0.4")];
        if (many) parameters.Add(("num_class", "3"));
        if (booster == "dart") parameters.Add(("rate_drop", "0.5"));
        using XGBoostLibrary library = XGBoostLibrary.Train(rows, labels, 12, null, [.. parameters]);
        AssertBothFormatsAgree(library, rows, Features, null);
    }

    [TheoryWith("libxgboost.so.0")]
    [InlineData("1")]
    [InlineData("100")]
    public void CategoricalSplitsAgree(string maxOneHot)
    {
        const int Rows = 800, Features = 4;
        var random = new Random(11);
        float[] rows = MakeRows(random, Rows, Features, missing: 0.1);
        for (int i = 0; i < rows.Length; i += Features) rows[i + 1] = random.Next(10) == 0 ? float.NaN : random.Next(40);
        float[] labels = [.. Enumerable.Range(0, Rows).Select(i => (float)(Math.Sin(float.IsNaN(rows[(i * Features) + 1]) ? 0 : rows[(i * Features) + 1] * 9) + (rows[i * Features] > 0 ? 1 : 0)))];
        string[] types = ["q", "c", "q", "q"];
        using XGBoostLibrary library = XGBoostLibrary.Train(
            rows, labels, 15, types, ("tree_method", "approx"), ("max_depth", "5"), ("max_cat_to_onehot", maxOneHot));
        TreeModel model = AssertBothFormatsAgree(library, rows, Features, types);
        Assert.Contains(model.Ensemble.Trees, static tree => tree.CategorySets.Count > 0);
    }

    [FactWith("libxgboost.so.0")]
    public void CategoriesNeverSeenAndNoCategoriesAtAllAgree()
    {
        float[] rows = [.. Enumerable.Range(0, 300).Select(static i => (float)(i % 30))];
        float[] labels = [.. rows.Select(static value => (value * 7) % 5)];
        string[] types = ["c"];
        using XGBoostLibrary library = XGBoostLibrary.Train(rows, labels, 8, types, ("tree_method", "approx"), ("max_cat_to_onehot", "1"));
        TreeModel model = XGBoostFile.Read(library.Save("json"));
        float[] unseen = [31f, 64f, 1000f, 2.7f, 29.9f, -0.5f, -1f, -0f, 16777215f, 16777216f, 1e20f, float.NaN];
        AssertAgree(library.Predict(unseen, 1, types), model, unseen);
    }

    [Theory]
    [InlineData("", "is no JSON")]
    [InlineData("[1,2]", "has no 'learner'")]
    [InlineData("""{"learner":{}}""", "has no 'learner_model_param'")]
    [InlineData("{L\0\0\0", "ends too early")]
    [InlineData("{i\u0001aX", "unknown type")]
    public void MalformedFilesAreRefused(string file, string expected)
    {
        var problem = Assert.Throws<TreeEnsembleException>(() => XGBoostFile.Read(System.Text.Encoding.Latin1.GetBytes(file)));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [TheoryWith("models/xgboost-100x6.json")]
    [InlineData("binary:logistic", "custom:loss", "objective 'custom:loss' is unknown")]
    [InlineData("\"base_score\":\"5E-1\"", "\"base_score\":\"half\"", "base_score 'half' is no number")]
    [InlineData("\"base_score\":\"5E-1\"", "\"base_score\":\"NaN\"", "is no finite number")]
    [InlineData("\"base_score\":\"5E-1\"", "\"base_score\":\"[Infinity]\"", "is no finite number")]
    [InlineData("\"base_score\":\"5E-1\"", "\"base_score\":\"[]\"", "is no number")]
    [InlineData("\"base_score\":\"5E-1\"", "\"base_score\":\"[5E-1,5E-1]\"", "2 base scores for 1 outputs")]
    [InlineData("\"base_score\":\"5E-1\",\"boost_from_average\":\"0\",\"num_class\":\"0\"", "\"base_score\":\"5E-1\",\"num_class\":\"2000000000\"", "2000000000 outputs and 100 trees")]
    [InlineData("\"base_score\":\"5E-1\"", "\"base_score\":\"1\"", "no probability")]
    [InlineData("\"num_feature\":\"28\",\"num_target\"", "\"num_feature\":\"2\",\"num_target\"", "is not among the model's 2")]
    [InlineData("\"num_feature\":\"28\",\"num_target\"", "\"num_feature\":\"2000000000\",\"num_target\"", "2000000000 features; 1 to 16777216")]
    [InlineData("\"tree_info\":[0,", "\"tree_info\":[3,", "gives it class 3")]
    [InlineData("\"tree_info\":[0,", "\"tree_info\":[", "entries of tree_info")]
    [InlineData("\"left_children\":[1,", "\"left_children\":[0,", "Tree 0, node 0: the child 0 is reached twice")]
    [InlineData("\"left_children\":[1,", "\"left_children\":[999,", "Tree 0, node 0: the child 999 is not among")]
    [InlineData("\"default_left\":[0,", "\"default_left\":[", "different lengths")]
    [InlineData("\"default_left\":[0,", "\"default_left\":[\"no\",", "is no number of its kind")]
    [InlineData("\"trees\":[", "\"trees\":7,\"others\":[", "'trees' is no list")]
    [InlineData("\"size_leaf_vector\":\"0\"}},{", "\"size_leaf_vector\":\"3\"}},{", "leaves are vectors")]
    public void DamagedModelsAreRefusedByTreeAndNode(string old, string damaged, string expected)
    {
        string text = File.ReadAllText(TestData.Model("xgboost-100x6.json"));
        int place = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(place >= 0);
        byte[] file = System.Text.Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, place), damaged, text.AsSpan(place + old.Length)));
        var problem = Assert.Throws<TreeEnsembleException>(() => XGBoostFile.Read(file));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [FactWith("libxgboost.so.0")]
    public void CutFilesNeverHangOrCrash()
    {
        using XGBoostLibrary library = XGBoostLibrary.Train([1f, 2f, 3f, 4f], [0f, 1f, 0f, 1f], 2, null, ("max_depth", "2"));
        foreach (string format in new[] { "json", "ubj" })
        {
            byte[] file = library.Save(format);
            for (int length = 0; length < file.Length; length += 7) Assert.Throws<TreeEnsembleException>(() => XGBoostFile.Read(file.AsMemory(0, length)));
        }
    }

    private static TreeModel AssertBothFormatsAgree(XGBoostLibrary library, float[] rows, int features, string[]? types)
    {
        float[] expected = library.Predict(rows, features, types), margins = library.Predict(rows, features, types, margin: true);
        TreeModel model = XGBoostFile.Read(library.Save("json"));
        AssertAgree(expected, model, rows);
        AssertAgree(expected, XGBoostFile.Read(library.Save("ubj")), rows);
        Assert.Equal(margins, Margins(model, rows));
        return model;
    }

    private static float[] Margins(TreeModel model, float[] rows)
    {
        TreeScorer scorer = TreeScorer.Load(TreePacker.Pack(model.Ensemble));
        var margins = new float[rows.Length / scorer.FeatureCount * scorer.OutputCount];
        scorer.PredictBatch(rows, margins);
        return margins;
    }

    private static void AssertAgree(float[] expected, TreeModel model, float[] rows)
    {
        int count = rows.Length / model.Ensemble.FeatureCount, outputs = model.Ensemble.OutputCount;
        float[] scores = Margins(model, rows);
        for (int row = 0; row < count; row++)
        {
            Span<float> own = scores.AsSpan(row * outputs, outputs);
            model.Finish(own);
            if (model.PicksClass) Assert.Equal(expected[row], own.IndexOf(own.ToArray().Max()));
            else for (int i = 0; i < outputs; i++)
            {
                float value = expected[(row * outputs) + i];
                Assert.True(Math.Abs(value - own[i]) <= Tolerance * Math.Abs(value), $"row {row}, output {i}: {own[i]:R} instead of {value:R}");
            }
        }
    }

    private static float[] MakeRows(Random random, int count, int features, double missing) =>
        [.. Enumerable.Range(0, count * features).Select(_ => random.NextDouble() < missing ? float.NaN : (float)((random.NextDouble() * 6) - 3))];
}
