using System.Text.Json;
using MlDsl.Columns;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>What columns contribute to scores, of one row and of many, and what a model predicts along a column.</summary>
public sealed class ExplanationTests
{
    private static readonly Split<Sale> Sales = Made.Split(3000);
    private static readonly SaleModel Model = SaleModel.Fit(Sales.Train);

    // Eight columns and three feature methods.
    private static readonly int Columns = Model.ExplainedColumns.Count;

    // w·(x − mean) over a column's features, from the features and weights themselves.
    [Fact]
    public void AColumnContributesWhatItsFeaturesAddBeyondTheirMeans()
    {
        var linear = (LinearPredictor)Model.Predictor;
        Assert.Equal(["Shop", "Size", "Color", "Distance", "Weight", "IsGift", "Note", "Day", "Reach", "Kind", "HalfReach"], Model.ExplainedColumns);
        Assert.Equal(ExplanationBase.TrainingRows, Model.ExplanationBase);
        foreach (Sale.Input input in Made.Inputs(50))
        {
            var found = new double[Columns];
            Model.Explain(in input, found);
            var sink = new SparseSink(8);
            Model.Features.Write(in input, ref sink);
            double[] features = new double[linear.Width];
            for (int i = 0; i < sink.Count; i++) features[sink.Positions[i]] += sink.Values[i];
            for (int column = 0; column < Columns; column++)
            {
                IEncoding encoding = Model.Plan.Encodings[column];
                double expected = Enumerable.Range(encoding.Position, encoding.Width).Sum(i => (features[i] - linear.Means[i]) * linear.Weights[i]);
                Assert.Equal(expected, found[column], 1e-6 * (1 + Math.Abs(expected)));
            }
            Assert.Equal(Model.Predict(in input), Model.ExpectedScores[0] + found.Sum(), 1e-3);
        }
    }

    // The mean of a linear score over the training rows.
    [Fact]
    public void ContributionsStartFromTheMeanScoreOfTheTrainingRows()
    {
        SearchModel ranking = SearchModel.Fit(SearchHits.Split().Train);
        Assert.Equal(0, ranking.ExpectedScores[0], 1e-3);
        Visit[] visits = [.. Enumerable.Range(0, 400).Select(static i => new Visit { Age = i % 90, IsIll = i % 90 > 40 == (i % 7 != 0) })];
        VisitModel model = VisitModel.Fit(Dataset<Visit>.FromRows(visits).SplitRandom(0, 0, seed: 1).Train);
        Assert.Equal(visits.Average(v => model.Predict(v.ToInput()).Score.Value), model.ExpectedScores[0], 1e-4);
        var one = new double[1];
        model.Explain(visits[3].ToInput(), one);
        Assert.Equal(model.Predict(visits[3].ToInput()).Score.Value, model.ExpectedScores[0] + one[0], 1e-5);
    }

    [Fact]
    public void EveryClassHasItsOwn()
    {
        Iris[] flowers = [.. Enumerable.Range(0, 300).Select(static i => new Iris { Species = (Species)(i % 3), SepalLength = i % 3 + (i % 11), SepalWidth = i % 7, PetalLength = i % 3, PetalWidth = i % 5 })];
        IrisModel model = IrisModel.Fit(Dataset<Iris>.FromRows(flowers).SplitRandom(0.1, 0.1, seed: 1).Train);
        int columns = model.ExplainedColumns.Count;
        var found = new double[3 * columns];
        var probabilities = new float[3];
        foreach (Iris.Input input in flowers.Take(20).Select(static f => f.ToInput()))
        {
            model.Explain(in input, found);
            model.Predict(in input, probabilities);
            double[] scores = [.. Enumerable.Range(0, 3).Select(k => model.ExpectedScores[k] + found.AsSpan(k * columns, columns).ToArray().Sum())];
            for (int k = 0; k < 3; k++) Assert.Equal(probabilities[k], Math.Exp(scores[k]) / scores.Sum(Math.Exp), 1e-5);
        }
        Assert.Contains("3 scores of 4 columns need room for 12 contributions, not 4", Assert.Throws<ArgumentException>(() => model.Explain(flowers[0].ToInput(), new double[4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileKeepsTheMeansAndAnOldOneSaysThatItHasNone()
    {
        SaleModel loaded = SaleModel.Load(DynamicModelTests.Saved(Model.Save));
        Assert.Equal(Model.ExpectedScores.ToArray(), loaded.ExpectedScores.ToArray());
        GoldenPriceModel old = GoldenPriceModel.Load(GoldenFileTests.Named("price-2.mldsl"));
        Assert.Equal(ExplanationBase.ZeroFeatures, old.ExplanationBase);
        Assert.Equal(((LinearPredictor)old.Predictor).Biases[0], old.ExpectedScores[0], 1e-9);
        var found = new double[old.ExplainedColumns.Count];
        GoldenPrice.Input input = GoldenFileTests.Prices(3).First().ToInput();
        old.Explain(in input, found);
        Assert.Equal(old.Predict(in input), old.ExpectedScores[0] + found.Sum(), 1e-3 * (1 + Math.Abs(old.Predict(in input))));
        // What has none is written without.
        Assert.Equal(0, ((LinearPredictor)GoldenPriceModel.Load(DynamicModelTests.Saved(old.Save)).Predictor).Means.Length);
    }

    [Fact]
    public void WhatCannotBePredictedCannotBeExplained()
    {
        Sale.Input input = Made.Inputs(1)[0] with { Weight = float.NaN };
        string message = Assert.ThrowsAny<ArgumentException>(() => Model.Predict(in input)).Message;
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(() => Model.Explain(in input, new double[Columns])).Message);
    }

    [Fact]
    public void MeansAreWrittenWhereTheyAreKnown()
    {
        foreach (float[] means in new float[][] { [], [3, -0.5f] })
        {
            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            new LinearPredictor([1, 2, 3, 4], [5, 6], means).Write(buffer);
            LinearPredictor read = LinearPredictor.Read(buffer.WrittenSpan);
            Assert.Equal(means, read.Means.ToArray());
            Assert.Equal([1, 2, 3, 4], read.Weights.ToArray());
            byte[] cut = buffer.WrittenSpan[..^4].ToArray();
            Assert.Contains("do not hold 2 × 2 weights", Assert.Throws<FormatException>(() => LinearPredictor.Read(cut)).Message, StringComparison.Ordinal);
        }
        Assert.Contains("2 features need as many means, not 1", Assert.Throws<ArgumentException>(() => new LinearPredictor([1, 2], [0], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("Means must be finite", Assert.Throws<ArgumentException>(() => new LinearPredictor([1, 2], [0], [1, float.NaN])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MeanSizesAreThoseOfTheRows()
    {
        IReadOnlyList<ColumnContribution> found = Model.Contributions(Sales.Validation, new() { Resamples = 100, Threads = 1 });
        var sums = new double[Columns];
        foreach (Sale row in Sales.Validation.Rows)
        {
            var own = new double[Columns];
            Model.Explain(row.ToInput(), own);
            for (int i = 0; i < Columns; i++) sums[i] += Math.Abs(own[i]) / Sales.Validation.Count;
        }
        Assert.Equal(found.Select(static c => c.Mean.Value).OrderDescending(), found.Select(static c => c.Mean.Value));
        foreach (ColumnContribution column in found)
        {
            Assert.Equal(sums[Model.ExplainedColumns.ToList().IndexOf(column.Column)], column.Mean.Value, 1e-9 * (1 + column.Mean.Value));
            Assert.InRange(column.Mean.Value, column.Mean.Low, column.Mean.High);
            Assert.Equal(Sales.Validation.Count, column.Rows);
            Assert.Equal(column, JsonSerializer.Deserialize<ColumnContribution>(JsonSerializer.Serialize(column)));
        }
        Assert.Equal(found, Model.Contributions(Sales.Validation, new() { Resamples = 100, Threads = 3 }));
        Assert.Equal(Columns, Model.Contributions(Sales.Train, new() { Resamples = 0 }).Count);
    }

    [Theory]
    [InlineData("Size", 5)]
    [InlineData("Color", 3)]
    [InlineData("Distance", 8)]
    [InlineData("IsGift", 2)]
    [InlineData("Note", 8)]
    [InlineData("Day", 7)]
    public void ADependenceIsTheMeanPredictionWithTheColumnSet(string column, int points)
    {
        PartialDependence found = Model.Dependence(Sales.Validation, column, new() { Points = 7, MaxRows = 300, Intervals = new() { Resamples = 50 } });
        Assert.Equal((column, 300, points), (found.Column, found.Rows, found.Points.Count));
        Assert.All(found.Points, static p => Assert.InRange(p.Means[0].Value, p.Means[0].Low, p.Means[0].High));
        Assert.Equal(found, JsonSerializer.Deserialize<PartialDependence>(JsonSerializer.Serialize(found)));
        Assert.Equal(found, Model.Dependence(Sales.Validation, column, new() { Points = 7, MaxRows = 300, Intervals = new() { Resamples = 50, Threads = 1 } }));
        if (column is "Distance" or "Note") Assert.Equal(SliceColumn.Missing, found.Points[^1].Value);
    }

    // By hand, over all rows.
    [Fact]
    public void ADependenceByHand()
    {
        Sale[] rows = [.. Sales.Validation.Rows];
        PartialDependence colors = Model.Dependence(Sales.Validation, "Color"), gifts = Model.Dependence(Sales.Validation, nameof(Sale.IsGift));
        foreach (DependencePoint point in colors.Points)
            Assert.Equal(rows.Average(r => Model.Predict((r with { Color = Enum.Parse<Color>(point.Value) }).ToInput())), point.Means[0].Value, 1e-4);
        Assert.Equal(["false", "true"], gifts.Points.Select(static p => p.Value));
        Assert.Equal(rows.Average(r => Model.Predict((r with { IsGift = true }).ToInput())), gifts.Points[1].Means[0].Value, 1e-4);
        Assert.StartsWith("IsGift\nfalse: ", gifts.ToString(), StringComparison.Ordinal);
        Assert.Equal(5, Model.Dependence(Sales.Train, "Size").Points.Count);
    }

    [Fact]
    public void ADependenceNeedsAnInput()
    {
        Assert.Contains("'Sale' has no input 'Price'; it has Shop, Size,", Assert.Throws<ArgumentException>(() => Model.Dependence(Sales.Validation, "Price")).Message, StringComparison.Ordinal);
        SongModel songs = SongModel.Fit(Dataset<Song>.FromRows(VectorTests.Songs).SplitRandom(0.2, 0.1, seed: 1).Train);
        Assert.Contains(
            "'Timbre' holds vectors",
            Assert.Throws<ArgumentException>(() => songs.Dependence(Dataset<Song>.FromRows(VectorTests.Songs).SplitRandom(0.2, 0.1, seed: 1).Validation, "Timbre")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(nameof(PartialDependenceOptions.Points), static () => new PartialDependenceOptions { Points = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(nameof(PartialDependenceOptions.MaxRows), static () => new PartialDependenceOptions { MaxRows = 1 });
    }
}
