namespace MlDsl.Training.Tests;

/// <summary>Few rows of many columns, in coordinates of what the rows span: the same weights as without.</summary>
public sealed class RowBasisTests
{
    private const int Rows = 40, Width = 150;

    private static readonly LogisticRegressionOptions Options = new() { L2 = 0.01, Tolerance = 1e-9 };

    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(4, true)]
    public void TheWeightsAreTheSame(int classes, bool hasIntercept)
    {
        LogisticRegressionOptions options = Options with { FitIntercept = hasIntercept };
        HeldDesign design = Design(classes);
        LinearWeights plain = LogisticRegressionTrainer.Train(design, classes, options);
        RowBasis basis = RowBasis.Make(design, inner: null, new TrainingControl());
        // The last row is twice the first, and of two rows nothing is there.
        Assert.Equal(((long)Rows, Rows - 3), (basis.Rows, basis.Width));
        double[] means = DesignSummary.Read(design, LabelDomain.Class(classes), new TrainingControl()).Mean;
        LinearWeights widened = basis.Widen(LogisticRegressionTrainer.Train(basis, classes, options), means);
        Assert.Equal(plain.Objective, widened.Objective, 1e-7);
        for (int i = 0; i < plain.Weights.Length; i++) Assert.Equal(plain.Weights[i], widened.Weights[i], 1e-4f);
        for (int i = 0; i < plain.Biases.Length; i++) Assert.Equal(plain.Biases[i], widened.Biases[i], 1e-4f);
        Assert.Equal(plain.ToPredictor().Means.ToArray(), widened.ToPredictor().Means.ToArray());
        Assert.Contains(plain.Weights.ToArray(), static weight => Math.Abs(weight) > 0.05f);
    }

    // Coordinates keep what any two rows are to each other.
    [Fact]
    public void ProductsOfRowsAreKept()
    {
        HeldDesign design = Design(2);
        double[][] rows = Dense(design), coordinates = Dense(RowBasis.Make(design, inner: null, new TrainingControl()));
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j <= i; j++) Assert.Equal(Product(rows[i], rows[j]), Product(coordinates[i], coordinates[j]), 1e-4);
    }

    [Fact]
    public void WhereItIsNotWorthItThereIsNone()
    {
        HeldDesign design = Design(2);
        Assert.Null(RowBasis.Of(design, null, 2, new TrainingControl()));
        Assert.NotNull(RowBasis.Of(design, null, 1 << 10, new TrainingControl()));
        Assert.Null(RowBasis.Of(new HeldDesign(2 * Rows - 1, design.Blocks(default)), null, 1 << 20, new TrainingControl()));
    }

    // Wide, merged, and in coordinates: the whole way.
    [Fact]
    public void WideTextGoesTheWholeWay()
    {
        const int Wide = 1 << 18, Classes = 40, Words = 6000;
        var random = new Random(3);
        var builder = new FeatureBlockBuilder();
        var wide = new FeatureBlockBuilder();
        for (int row = 0; row < 90; row++)
        {
            SortedSet<int> words = [row % Classes];
            while (words.Count < 160) words.Add(Classes + random.Next(Words));
            foreach (int word in words)
            {
                builder.Add(word, 1);
                wide.Add(word * 43, 1);
            }
            builder.EndRow(row % Classes);
            wide.EndRow(row % Classes);
        }
        var (small, large) = (new HeldDesign(Words + Classes, [builder.Build()]), new HeldDesign(Wide, [wide.Build()]));
        List<TrainingProgress> told = [];
        LinearWeights whole = LogisticRegressionTrainer.Train(large, Classes, Options, new TrainingControl { Progress = new Told(told.Add) });
        Assert.True(whole.Converged);
        // The columns, their rows, the merged columns, the coordinates, their scales; then the first evaluation.
        Assert.Equal((0, 6), (told[0].Iteration, told[0].Passes));
        Assert.True(told.Count < 200, $"{told.Count} iterations");
        Assert.Equal(whole.Weights.ToArray(), LogisticRegressionTrainer.Train(large, Classes, Options, new TrainingControl { Threads = 3 }).Weights.ToArray());
        // The gradient of the objective at the weights, by the definition of both.
        Assert.Equal(0, Steepest(small, whole, Classes), 1e-5);
    }

    private static double Steepest(HeldDesign rows, LinearWeights weights, int classes)
    {
        double[][] dense = Dense(rows);
        float[] labels = [.. rows.Blocks(default).SelectMany(static block => block.Labels.ToArray())];
        var gradient = new double[classes, rows.Width];
        for (int i = 0; i < dense.Length; i++)
        {
            double[] scores = [.. Enumerable.Range(0, classes).Select(k => weights.Biases[k] + Enumerable.Range(0, rows.Width).Where(p => dense[i][p] != 0).Sum(p => dense[i][p] * weights.Row(k)[p * 43]))];
            double total = scores.Sum(Math.Exp);
            for (int k = 0; k < classes; k++)
                for (int p = 0; p < rows.Width; p++) gradient[k, p] += dense[i][p] * ((Math.Exp(scores[k]) / total) - (labels[i] == k ? 1 : 0)) / dense.Length;
        }
        double steepest = 0;
        for (int k = 0; k < classes; k++)
            for (int p = 0; p < rows.Width; p++) steepest = Math.Max(steepest, Math.Abs(gradient[k, p] + (Options.L2 * weights.Row(k)[p * 43])));
        return steepest;
    }

    private static HeldDesign Design(int classes)
    {
        var random = new Random(11);
        var builder = new FeatureBlockBuilder();
        List<(int Position, float Value)> first = [];
        for (int row = 0; row < Rows; row++)
        {
            SortedDictionary<int, float> entries = [];
            if (row is not (7 or 20))
                for (int k = 0; k < 12; k++) entries[random.Next(Width)] = random.Next(1, 4);
            if (row == 0) first = [.. entries.Select(static entry => (entry.Key, entry.Value))];
            if (row == Rows - 1) entries = new SortedDictionary<int, float>(first.ToDictionary(static entry => entry.Position, static entry => 2 * entry.Value));
            foreach (var (position, value) in entries) builder.Add(position, value);
            builder.EndRow(row % classes, row == 5 ? 0 : 1 + (row % 3));
        }
        return new HeldDesign(Width, [builder.Build()]);
    }

    private static double[][] Dense(IDesign design) => [.. design.Blocks(default).SelectMany(block => Enumerable.Range(0, block.Rows).Select(row =>
    {
        var dense = new double[design.Width];
        for (int entry = block.RowStart[row]; entry < block.RowStart[row + 1]; entry++) dense[block.Positions[entry]] = block.Values[entry];
        return dense;
    }))];

    private static double Product(double[] one, double[] other) => one.Zip(other).Sum(static pair => pair.First * pair.Second);

    private sealed class Told(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
