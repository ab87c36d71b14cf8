namespace MlDsl.Training.Tests;

/// <summary>The loss that a log tells: of the first 10,000 rows and no others, however they lie in blocks.</summary>
public sealed class TrainingLossTests
{
    [Theory]
    [InlineData(4096, true)]
    [InlineData(2500, false)]
    [InlineData(700, true)]
    public void TheFirstTenThousandRows(int block, bool hasGroups)
    {
        List<FeatureBlock> blocks = [];
        const int Rows = 12_000;
        for (int start = 0; start < Rows; start += block)
        {
            var builder = new FeatureBlockBuilder();
            for (int row = start; row < Math.Min(start + block, Rows); row++)
            {
                builder.Add(0, row);
                builder.EndRow(row % 10, row, hasGroups ? (ulong)row / 3 : null);
            }
            blocks.Add(builder.Build());
        }
        var predictor = new LinearPredictor([2f], [1f]);
        int seen = 0;
        double loss = TrainingLoss.Of(
            (in ScoredRows rows) =>
            {
                seen = rows.Labels.Length;
                Assert.Equal((seen, seen, hasGroups ? seen : 0), (rows.Predictions.Length, rows.Rows.Weights.Length, rows.Rows.Groups.Length));
                for (int row = 0; row < seen; row++) Assert.Equal((row % 10, (float)row, (2f * row) + 1), (rows.Labels[row], rows.Rows.Weights[row], rows.Predictions[row]));
                if (hasGroups) Assert.Equal(9999ul / 3, rows.Rows.Groups[^1]);
                return 0.25;
            },
            new HeldDesign(1, blocks), predictor, Link.Identity, "lower LearningRate", default);
        Assert.Equal((0.25, 10_000), (loss, seen));
    }
}
