using MlDsl.Columns;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Kernels;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Models whose predictor is trees: every way to a prediction gives the bits of a walk by hand.</summary>
public sealed class TreePredictionTests
{
    private static readonly GrownSaleModel Sales = GrownSaleModel.Fit(Made.Split(800).Train);

    [Fact]
    public void EveryWaySaysWhatAWalkSays()
    {
        var trees = Assert.IsType<TreePredictor>(Sales.Predictor);
        Assert.Equal("5", Sales.Card.Options["Rounds"]);
        Sale.Input[] inputs = Made.Inputs(300);
        GrownSaleModel loaded = GrownSaleModel.Load(DynamicModelTests.Saved(Sales.Save));
        DynamicModel dynamic = DynamicModel.Load(DynamicModelTests.Saved(Sales.Save));
        var batch = new float[inputs.Length];
        Sales.Predict(inputs, batch);
        for (int i = 0; i < inputs.Length; i++)
        {
            float expected = (float)Walk(trees.Trees, Dense(Sales, in inputs[i]), 0);
            Assert.Equal(expected, Sales.Predict(in inputs[i]));
            Assert.Equal(expected, batch[i]);
            Assert.Equal(expected, loaded.Predict(in inputs[i]));
            Sale.Input input = inputs[i];
            DynamicRow row = dynamic.NewRow();
            for (int k = 0; k < dynamic.Columns.Count; k++) row.Values[k] = Value<Sale, Sale.Input>(in input, dynamic.Columns[k].Member);
            Assert.Equal(expected, dynamic.Predict(row).Value);
        }
        Assert.True(Sales.Evaluate(Made.Split(800).Validation).RSquared.Value > 0.5);
    }

    [Fact]
    public void TheFileIsTheSameEachTimeAndWhateverTheThreads()
    {
        byte[] file = DynamicModelTests.Saved(Sales.Save);
        Assert.Equal(file, DynamicModelTests.Saved(GrownSaleModel.Load(file).Save));
        Assert.Equal(file, DynamicModelTests.Saved(GrownSaleModel.Fit(Made.Split(800).Train, control: new TrainingControl { Threads = 3 }).Save));
    }

    [Fact]
    public void PredictingAllocatesNothing()
    {
        Sale.Input[] inputs = Made.Inputs(50);
        var room = new float[inputs.Length];
        AllocationTests.AssertNothing(i => Sales.Predict(in inputs[i % inputs.Length]));
        AllocationTests.AssertNothing(_ => Sales.Predict(inputs, room), 100);
    }

    [Theory]
    [InlineData(TreePacking.Compact)]
    [InlineData(TreePacking.Leaves16)]
    [InlineData(TreePacking.Leaves8)]
    public void ModelsWithCompactTreesPredictAndAreSavedAndReadAsSuch(TreePacking packing)
    {
        GrownSaleModel packed = Sales.WithTrees(packing);
        byte[] file = DynamicModelTests.Saved(packed.Save);
        GrownSaleModel loaded = GrownSaleModel.Load(file);
        double bound = Assert.IsType<TreePredictor>(packed.Predictor).ErrorBound;
        Assert.Equal((packing, bound), (((TreePredictor)loaded.Predictor).Packing, ((TreePredictor)loaded.Predictor).ErrorBound));
        Assert.Equal(packing == TreePacking.Compact, bound == 0);
        Assert.Equal(file, DynamicModelTests.Saved(loaded.Save));
        Assert.Equal(DynamicModelTests.Saved(Sales.Save), DynamicModelTests.Saved(loaded.WithTrees(TreePacking.Fast).Save));
        Assert.Contains($"\"packing\":\"{packing}\"", Manifest(file), StringComparison.Ordinal);
        Sale.Input[] inputs = Made.Inputs(200);
        var room = new float[inputs.Length];
        packed.Predict(inputs, room);
        for (int i = 0; i < inputs.Length; i++)
        {
            Assert.InRange(Math.Abs((double)Sales.Predict(in inputs[i]) - room[i]), 0, bound);
            Assert.Equal(room[i], loaded.Predict(in inputs[i]));
        }
        AllocationTests.AssertNothing(i => packed.Predict(in inputs[i % inputs.Length]));
    }

    [Fact]
    public void ModelsThatRoundTheirLeavesHaveNoEvaluationsOfOthers()
    {
        GrownSaleModel model = GrownSaleModel.Load(DynamicModelTests.Saved(Sales.Save));
        model.Evaluate(Made.Split(800).Validation);
        Assert.NotEmpty(model.WithTrees(TreePacking.Compact).Evaluations);
        Assert.Empty(model.WithTrees(TreePacking.Leaves8).Evaluations);
    }

    [Fact]
    public void AModelWithoutTreesHasNoneToPack() => Assert.StartsWith(
        "The model's predictor is linear and has no trees to pack",
        Assert.Throws<InvalidOperationException>(static () => SaleModel.Fit(Made.Split(800).Train).WithTrees(TreePacking.Compact)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ANumberIsTheSameInOnnxRuntime()
    {
        Count[] rows = [.. Enumerable.Range(0, 200).Select(static i => new Count { Miles = i * 7 % 31, Stops = i % 5, Calls = 1 + (i * 7 % 31 / (1 + (i % 5))) })];
        CountModel model = CountModel.Fit(Dataset<Count>.FromRows(rows).SplitRandom(0.2, 0.2, seed: 1).Train, new GrownOptions());
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        DynamicModel dynamic = DynamicModel.Load(DynamicModelTests.Saved(model.Save));
        float[] found = Assert.IsType<float[]>(exported.Run([.. rows.Select(r => dynamic.NewRow().Set("Miles", r.Miles).Set("Stops", r.Stops).Values)])["prediction"]);
        Assert.Equal(rows.Select(r => model.Predict(r.ToInput())), found);
        Assert.True(found.Distinct().Count() > 10);
    }

    [Fact]
    public void TwoClassesAreTheSameInOnnxRuntime()
    {
        var split = Dataset<GoldenChoice>.FromRows(GoldenFileTests.Choices(1)).SplitRandom(0.2, 0.2, seed: 3);
        GoldenChoiceModel model = GoldenChoiceModel.Fit(split.Train, new GrownOptions());
        Assert.IsType<TreePredictor>(GoldenChoiceModel.Load(DynamicModelTests.Saved(model.Save)).Predictor);
        GoldenChoice[] rows = [.. GoldenFileTests.Choices(2)];
        using var exported = new ExportedModel(model.ExportOnnx(new OnnxExportOptions { Scores = true }), model.Plan);
        DynamicModel dynamic = DynamicModel.Load(DynamicModelTests.Saved(model.Save));
        var outputs = exported.Run([.. rows.Select(r => dynamic.NewRow().Set("Amount", r.Amount).Set("Shop", r.Shop).Values)]);
        Assert.Equal(rows.Select(r => model.Predict(r.ToInput()).Score.Value), Assert.IsType<float[]>(outputs["scores"]));
        Assert.Equal(rows.Select(r => model.Predict(r.ToInput()).Label ? "buys" : "leaves"), Assert.IsType<string[]>(outputs["label"]));
    }

    [Fact]
    public void SeveralClassesAreTheSameInOnnxRuntime()
    {
        GoldenStandingModel model = GoldenStandingModel.Fit(Dataset<GoldenStanding>.FromRows(GoldenFileTests.Standings(1)).SplitRandom(0.2, 0.2, seed: 3).Train, new GrownOptions());
        GoldenStanding[] rows = [.. GoldenFileTests.Standings(2)];
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        DynamicModel dynamic = DynamicModel.Load(DynamicModelTests.Saved(model.Save));
        var outputs = exported.Run([.. rows.Select(r => dynamic.NewRow().Set("Amount", r.Amount).Set("Shop", r.Shop).Values)]);
        float[] probabilities = Assert.IsType<float[]>(outputs["probabilities"]);
        var expected = new float[3];
        for (int i = 0; i < rows.Length; i++)
        {
            model.Predict(rows[i].ToInput(), expected);
            for (int k = 0; k < 3; k++) Assert.Equal(expected[k], probabilities[(3 * i) + k], 1e-6f);
        }
        Assert.Equal(rows.Select(r => model.Predict(r.ToInput()).Label.ToString()), Assert.IsType<string[]>(outputs["label"]));
    }

    [Fact]
    public void ABrokenForestInAModelFileIsAModelFileProblem()
    {
        byte[] file = DynamicModelTests.Saved(Sales.Save);
        var trees = (TreePredictor)Sales.Predictor;
        var deep = new Tree { Nodes = [TreeNode.Branch(trees.Width, TreeComparison.Less, 1, 1, 2), TreeNode.Leaf(0), TreeNode.Leaf(0)], Weights = [new LeafWeight(0, 1)] };
        Assert.Contains("feature", Assert.Throws<TreeEnsembleException>(() => new TreePredictor(trees.Trees with { Trees = [deep] })).Message, StringComparison.Ordinal);
        file[file.Length / 3] ^= 1;
        Assert.Throws<ModelFileException>(() => GrownSaleModel.Load(file));
    }

    private static string Manifest(byte[] file)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(archive.GetEntry("manifest.json")!.Open());
        return reader.ReadToEnd().Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>The sum of the leaves that a row comes to, in double and in the order of the trees.</summary>
    private static double Walk(TreeEnsemble ensemble, float[] row, int output)
    {
        double sum = 0;
        foreach (Tree tree in ensemble.Trees)
        {
            TreeNode node = tree.Nodes[0];
            while (!node.IsLeaf) node = tree.Nodes[row[node.Feature] <= node.Threshold || (float.IsNaN(row[node.Feature]) && node.MissingIsTrue) ? node.WhenTrue : node.WhenFalse];
            if (tree.Weights[node.FirstWeight].Output == output) sum += tree.Weights[node.FirstWeight].Value;
        }
        return sum;
    }

    private static ColumnValue Value<TRow, TInput>(in TInput input, string member) where TRow : IFeatureRow<TRow, TInput> where TInput : struct => InputValues.Of<TRow, TInput>(in input, member);

    private static float[] Dense(GrownSaleModel model, in Sale.Input input)
    {
        var sink = new SparseSink(16);
        model.Features.Write(in input, ref sink);
        var row = new float[model.Plan.Width];
        for (int i = 0; i < sink.Count; i++) row[sink.Positions[i]] += sink.Values[i];
        return row;
    }
}
