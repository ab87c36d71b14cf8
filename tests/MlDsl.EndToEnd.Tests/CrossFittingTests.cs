namespace MlDsl.EndToEnd.Tests;

/// <summary>Target encodings never see the row they encode.</summary>
public sealed class CrossFittingTests
{
    [Fact]
    public void AnIdentifierWithoutMeaningTeachesNothing()
    {
        // Every shop has one row. Its own target in the encoding, halved by the smoothing, would get a weight of 2.
        var random = new Random(4);
        var rows = Enumerable.Range(0, 2000).Select(i => new Bill { Shop = $"s{i}", Hours = i % 24, Sum = (float)random.NextDouble() }).ToList();
        BillModel model = BillModel.Fit(Dataset<Bill>.FromRows(rows).SplitRandom(0.1, 0.1, seed: 1).Train);
        Assert.True(Assert.IsType<LinearPredictor>(model.Predictor).Row(0)[model.Learned.Shop.Position] < 0.2f);
    }

    [Fact]
    public void RowsInTimeLearnFromEarlierOnes()
    {
        var random = new Random(6);
        float[] effect = [.. Enumerable.Range(0, 8).Select(_ => (float)random.NextDouble() * 10)];
        var rows = Enumerable.Range(0, 4000).Select(i =>
        {
            int shop = random.Next(8);
            return new Receipt { At = new DateTime(2024, 1, 1).AddHours(i), Shop = $"s{shop}", Sum = effect[shop] + (float)random.NextDouble() };
        }).ToList();
        var split = Dataset<Receipt>.FromRows(rows).SplitByTime(validation: 0.2, test: 0.2);
        Assert.InRange(ReceiptModel.Fit(split.Train).Evaluate(split.Validation).RSquared.Value, 0.97, 1);
    }
}

[Dataset]
public sealed partial record Bill
{
    [Categorical(Encoding = CategoricalEncoding.Target, Smoothing = 1)] public required string Shop { get; init; }
    [Numeric] public required float Hours { get; init; }
    [Label] public float Sum { get; init; }
}

[Model<Bill, Regression>]
public sealed partial class BillModel;

[Dataset]
public sealed partial record Receipt
{
    [EventTime] public required DateTime At { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Target)] public required string Shop { get; init; }
    [Label] public float Sum { get; init; }
}

[Model<Receipt, Regression>]
[LinearRegression(L2 = 1e-6)]
public sealed partial class ReceiptModel;
