namespace MlDsl.Training.Tests;

public class ColumnMomentsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e8, 1)]
    [InlineData(1e8, 0.3)]
    public void AgreesWithTwoPassesWhateverTheParts(double offset, double share)
    {
        var random = new Random(5);
        (double Value, double Weight)[] rows = [.. Enumerable.Range(0, 1000).Select(_ =>
            (random.NextDouble() < share ? offset + random.NextDouble() : 0, random.Next(1, 5) / 2.0))];
        ColumnMoments[] parts = [.. Enumerable.Range(0, 7).Select(static _ => new ColumnMoments(1))];
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row].Value != 0)
                parts[row * row % 7].Add(0, rows[row].Value, rows[row].Weight);
        }

        var whole = new ColumnMoments(1);
        foreach (ColumnMoments part in parts)
            whole.Merge(part);
        double total = rows.Sum(static row => row.Weight);
        double mean = rows.Sum(static row => row.Weight * row.Value) / total;
        double variance = rows.Sum(row => row.Weight * (row.Value - mean) * (row.Value - mean)) / total;
        (double foundShare, double foundMean, double foundVariance) = whole.Finish(0, total);
        Assert.Equal(rows.Where(static row => row.Value != 0).Sum(static row => row.Weight) / total, foundShare, 1e-12);
        Assert.Equal(mean, foundMean, 1e-12 * (1 + Math.Abs(mean)));
        Assert.Equal(variance, foundVariance, 1e-7 * variance);
    }

    [Fact]
    public void AConstantColumnHasExactlyNoVariance()
    {
        // The weights are summed in the order in which a pass sums them.
        ColumnMoments whole = new(1), part = new(1);
        double wholeWeight = 0, partWeight = 0;
        for (int row = 0; row < 1000; row++)
        {
            whole.Add(0, 0.1f, 0.7);
            wholeWeight += 0.7;
            part.Add(0, 0.1f, 0.3);
            partWeight += 0.3;
        }

        whole.Merge(part);
        Assert.Equal(0, whole.Finish(0, wholeWeight + partWeight).Variance);
        Assert.Equal((0d, 0d, 0d), new ColumnMoments(1).Finish(0, 1));
    }
}
