using MlDsl.Columns;
using MlDsl.Kernels;
using MlDsl.Kernels.Tests.Trees;
using MlDsl.Testing;
using MlDsl.Training;
using Direct = MlDsl.Kernels.Tests.Trees.LightGbmLibrary;

namespace MlDsl.LightGbm.Tests;

/// <summary>What columns contribute to the scores of trees, by the library's own contributions and by every coalition of features.</summary>
[Collection(Alone.Name)]
public sealed class ExplanationTests
{
    private static readonly Split<Loan> Split = Dataset<Loan>.FromRows(Loan.Make(3000, 1)).SplitRandom(0.2, 0.2, seed: 1);
    private static readonly LoanModel Model = LoanModel.Fit(Split.Train);
    private static readonly Split<Flower> Flowers = Dataset<Flower>.FromRows(Flower.Make(900, 1)).SplitRandom(0.2, 0.2, seed: 1);

    [Fact]
    public void OfColumnsTheLibrarysOwnSummed()
    {
        Assert.Equal(["Income", "Amount", "Years", "City", "Job", "Code", "PerYear"], Model.ExplainedColumns);
        Assert.Equal(ExplanationBase.TrainingRows, Model.ExplanationBase);
        double[] train = [.. Split.Train.Rows.SelectMany(static row => Dense(Model.Plan, Model.Features.Write, row.ToInput()))];
        using Direct direct = Direct.Load(Direct.Train(train, [.. Split.Train.Rows.Select(static r => r.Risk)], 40, "objective=regression categorical_feature=4,5,6 monotone_constraints=0,1,0,0,0,0,0,0"));
        Loan.Input[] odd = Loan.Odd(300, 5);
        AssertSame(Model.Plan, direct, [.. odd.Select(static input => Dense(Model.Plan, Model.Features.Write, input))], 1, Model.ExpectedScores, (i, own) => Model.Explain(in odd[i], own));
    }

    [Fact]
    public void EveryClassHasItsOwn()
    {
        FlowerModel model = FlowerModel.Fit(Flowers.Train);
        string[] kinds = [.. model.Outcome.Classes];
        double[] train = [.. Flowers.Train.Rows.SelectMany(row => Dense(model.Plan, model.Features.Write, row.ToInput()))];
        float[] labels = [.. Flowers.Train.Rows.Select(row => (float)Array.IndexOf(kinds, row.Kind))];
        using Direct direct = Direct.Load(Direct.Train(train, labels, 12, "objective=multiclass num_class=3"));
        Flower.Input[] inputs = [.. Flowers.Validation.Rows.Select(static f => f.ToInput())];
        AssertSame(model.Plan, direct, [.. inputs.Select(input => Dense(model.Plan, model.Features.Write, input))], 3, model.ExpectedScores, (i, own) => model.Explain(in inputs[i], own));
        Assert.Contains("3 scores of 3 columns need room for 9 contributions, not 3", Assert.Throws<ArgumentException>(() => model.Explain(in inputs[0], new double[3])).Message, StringComparison.Ordinal);
    }

    // Eight features, and Shapley's values by their definition.
    [Fact]
    public void EveryCoalitionAgrees()
    {
        LoanModel few = LoanModel.Fit(Split.Train, new LightGbmOptions { Trees = 6, Leaves = 12 });
        TreeEnsemble trees = ((TreePredictor)few.Predictor).Trees;
        var own = new double[few.ExplainedColumns.Count];
        foreach (Loan.Input input in Loan.Odd(6, 3))
        {
            few.Explain(in input, own);
            double[] features = Enumerated.Of(trees, Dense(few.Plan, few.Features.Write, input), 0), columns = Summed(few.Plan, features);
            double size = features.Sum(Math.Abs);
            for (int i = 0; i < own.Length; i++) Assert.Equal(columns[i], own[i], 1e-12 * size);
        }
    }

    [Fact]
    public void ExplainingAllocatesNothing()
    {
        Loan.Input[] inputs = Loan.Odd(100, 4);
        var own = new double[Model.ExplainedColumns.Count];
        int i = 0;
        Allocations.AssertNone(() => Model.Explain(in inputs[i++ % inputs.Length], own), 200);
    }

    [Fact]
    public void MeanSizesAndDependencesAreThoseOfTheRows()
    {
        IReadOnlyList<ColumnContribution> sizes = Model.Contributions(Split.Validation, new() { Resamples = 20 });
        var sums = new double[Model.ExplainedColumns.Count];
        foreach (Loan row in Split.Validation.Rows)
        {
            var own = new double[sums.Length];
            Model.Explain(row.ToInput(), own);
            for (int i = 0; i < own.Length; i++) sums[i] += Math.Abs(own[i]) / Split.Validation.Count;
        }
        foreach (ColumnContribution size in sizes) Assert.Equal(sums[Model.ExplainedColumns.ToList().IndexOf(size.Column)], size.Mean.Value, 1e-9);
        Assert.Equal("Amount", sizes[0].Column);

        PartialDependence amounts = Model.Dependence(Split.Validation, "Amount", new() { Points = 5, MaxRows = 100, Intervals = new() { Resamples = 0 } });
        Assert.Equal(5, amounts.Points.Count);
        Assert.True(amounts.Points.Zip(amounts.Points.Skip(1)).All(static pair => pair.Second.Means[0].Value >= pair.First.Means[0].Value));
    }

    [Fact]
    public void AFileKeepsWhatIsNeededAndForestsAndFurtherTreesAreExplainedToo()
    {
        using var stream = new MemoryStream();
        Model.Save(stream);
        LoanModel loaded = LoanModel.Load(stream.ToArray());
        LoanModel forest = LoanModel.Fit(Split.Train, new LightGbmOptions { Trees = 7, Boosting = LightGbmBoosting.RandomForest, RowShare = 0.6 });
        LoanModel more = LoanModel.Continue(Split.Train, Model, new LightGbmOptions { Trees = 3 });
        foreach (Loan.Input input in Loan.Odd(20, 8))
        {
            Assert.Equal(Explained(Model, input), Explained(loaded, input));
            foreach (LoanModel model in new[] { forest, more })
                Assert.Equal(model.Predict(in input), (float)(model.ExpectedScores[0] + Explained(model, input).Sum()), 1e-5f);
        }
    }

    // Whoever made trees without counts of rows gets told what is missing.
    [Fact]
    public void TreesThatDoNotTellTheirRowsAreRefused()
    {
        var trees = (TreePredictor)Model.Predictor;
        var without = new TreePredictor(trees.Trees with { Trees = [.. trees.Trees.Trees.Select(static tree => tree with { Covers = [] })] });
        Assert.StartsWith(
            "The trees tell no contributions: Tree 0: it does not tell how many training rows",
            Assert.Throws<NotSupportedException>(() => Attribution.Of(Model.Plan, without)).Message, StringComparison.Ordinal);
    }

    private delegate void Write<TInput>(in TInput input, ref SparseSink sink);

    private static void AssertSame(FeaturePlan plan, Direct direct, double[][] rows, int outputs, ReadOnlySpan<double> expected, Action<int, double[]> explain)
    {
        int width = plan.Width, columns = plan.Encodings.Length;
        double[] flat = [.. rows.SelectMany(static row => row)], theirs = direct.Contributions(flat, width), scores = direct.Predict(flat, width, raw: true);
        var own = new double[outputs * columns];
        for (int i = 0; i < rows.Length; i++)
        {
            explain(i, own);
            for (int output = 0; output < outputs; output++)
            {
                double[] features = theirs[(((i * outputs) + output) * (width + 1))..][..width], summed = Summed(plan, features);
                double size = features.Sum(Math.Abs), sum = expected[output];
                for (int column = 0; column < columns; column++)
                {
                    Assert.True(Math.Abs(summed[column] - own[(output * columns) + column]) <= 1e-9 * size, $"row {i}, output {output}, column {column}: {summed[column]:R} and {own[(output * columns) + column]:R}");
                    sum += own[(output * columns) + column];
                }
                double score = scores[(i * outputs) + output];
                Assert.True(Math.Abs(score - sum) <= 1e-12 * (size + Math.Abs(score)), $"row {i}: {score:R} and {sum:R}");
            }
        }
    }

    private static double[] Summed(FeaturePlan plan, double[] features) =>
        [.. plan.Encodings.Select(encoding => features.AsSpan(encoding.Position, encoding.Width).ToArray().Sum())];

    private static double[] Explained(LoanModel model, Loan.Input input)
    {
        var own = new double[model.ExplainedColumns.Count];
        model.Explain(in input, own);
        return own;
    }

    private static double[] Dense<TInput>(FeaturePlan plan, Write<TInput> write, TInput input)
    {
        var sink = new SparseSink(16);
        write(in input, ref sink);
        var row = new double[plan.Width];
        for (int i = 0; i < sink.Count; i++) row[sink.Positions[i]] += sink.Values[i];
        return row;
    }
}
