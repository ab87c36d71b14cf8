namespace MlDsl.Training.Tests;

public sealed class BootstrapTests
{
    [Fact]
    public void CountsArePoissonWithMeanOne()
    {
        // A million draws: the share of each count is within 5 standard errors of e^-1 / k!.
        const int Draws = 1_000_000;
        var counts = new int[20];
        var resample = new Resample(seed: 7, number: 3);
        for (int key = 0; key < Draws; key++) counts[resample.Count((ulong)key)]++;

        double density = Math.Exp(-1);
        for (int k = 0; k <= 8; k++, density /= k)
            Assert.Equal(density, counts[k] / (double)Draws, 5 * Math.Sqrt(density / Draws));
    }

    [Fact]
    public void ResamplesAreIndependent()
    {
        // The correlation of counts between resamples, rows and seeds is within 5 standard errors of 0.
        const int Draws = 100_000;
        Resample a = new(1, 0), b = new(1, 1), c = new(2, 0);
        double resamples = 0, seeds = 0, rows = 0;
        for (ulong key = 0; key < Draws; key++)
        {
            int count = a.Count(key) - 1;
            resamples += count * (b.Count(key) - 1);
            seeds += count * (c.Count(key) - 1);
            rows += count * (a.Count(key + 1) - 1);
        }

        double bound = 5 / Math.Sqrt(Draws);
        Assert.All([resamples / Draws, seeds / Draws, rows / Draws], correlation => Assert.InRange(correlation, -bound, bound));
    }

    [Fact]
    public void TheIntervalOfAMeanHasTheWidthOfItsStandardError()
    {
        // The mean of 2,000 uniform numbers has standard error 1 / sqrt(12 n); 2,000 resamples give the ends within 10 % of it or so.
        float[] labels = Uniform(new Random(1), 2000);
        Metric mean = Mean(labels, new() { Resamples = 2000 });
        double error = 1 / Math.Sqrt(12 * labels.Length);
        Assert.Equal(1.96, (mean.Value - mean.Low) / error, 0.2);
        Assert.Equal(1.96, (mean.High - mean.Value) / error, 0.2);
    }

    [Fact]
    public void TheIntervalOfTheRocAucHasTheWidthOfDeLongsStandardError()
    {
        // DeLong, DeLong and Clarke-Pearson (1988): the variance of each class's placements, each over the size of its class.
        float[] positives = [.. ReferenceData.Probabilities.Where(static (_, row) => ReferenceData.Positives[row])];
        float[] negatives = [.. ReferenceData.Probabilities.Where(static (_, row) => !ReferenceData.Positives[row])];
        double ofPositives = Variance([.. positives.Select(p => negatives.Average(n => InOrder(p, n)))]) / positives.Length;
        double ofNegatives = Variance([.. negatives.Select(n => positives.Average(p => InOrder(p, n)))]) / negatives.Length;
        double error = Math.Sqrt(ofPositives + ofNegatives);

        Metric auc = BinaryEvaluator.Evaluate(
            ReferenceData.Positives, ReferenceData.Probabilities, new(0.5f), options: new() { Resamples = 2000 }).RocAuc;
        Assert.Equal(2 * 1.96, (auc.High - auc.Low) / error, 0.3);
    }

    [Theory]
    [InlineData(0.95)]
    [InlineData(0.8)]
    public void IntervalsCoverTheTruthAsOftenAsTheySay(double level)
    {
        // 400 sets of 200 uniform numbers, whose mean is 0.5: the share covered is within 3 standard errors and 2 % of the level.
        var random = new Random(2);
        const int Sets = 400;
        int covered = 0;
        for (int set = 0; set < Sets; set++)
        {
            Metric mean = Mean(Uniform(random, 200), new() { Level = level, Seed = (ulong)set, Threads = 1 });
            if (mean.Low <= 0.5 && 0.5 <= mean.High) covered++;
        }

        double slack = (3 * Math.Sqrt(level * (1 - level) / Sets)) + 0.02;
        Assert.InRange(covered / (double)Sets, level - slack, Math.Min(level + slack, 1 - (1.0 / Sets)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void AnyNumberOfThreadsGivesTheSameBits(int threads)
    {
        EvaluationOptions one = new() { Threads = 1, Seed = 5 }, many = one with { Threads = threads };
        EvaluationRows rows = new() { Weights = ReferenceData.Weights, Slices = [Parity()] };
        Assert.Equal(
            RegressionEvaluator.Evaluate(ReferenceData.Labels, ReferenceData.Predictions, rows, 10, one),
            RegressionEvaluator.Evaluate(ReferenceData.Labels, ReferenceData.Predictions, rows, 10, many));
        Assert.Equal(
            BinaryEvaluator.Evaluate(ReferenceData.Positives, ReferenceData.Probabilities, new(0.5f), rows, new(0.5f), one),
            BinaryEvaluator.Evaluate(ReferenceData.Positives, ReferenceData.Probabilities, new(0.5f), rows, new(0.5f), many));
        Assert.Equal(Multiclass(rows, one), Multiclass(rows, many));
    }

    [Fact]
    public void AnotherSeedMovesTheIntervalButNotTheValue()
    {
        Metric first = Mean(ReferenceData.Labels, new() { Seed = 1 }), second = Mean(ReferenceData.Labels, new() { Seed = 2 });
        Assert.Equal(first.Value, second.Value);
        Assert.NotEqual(first.Low, second.Low);
    }

    [Fact]
    public void AHigherLevelGivesAWiderInterval()
    {
        Metric narrow = Mean(ReferenceData.Labels, new() { Level = 0.5 }), wide = Mean(ReferenceData.Labels, new() { Level = 0.99 });
        Assert.True(wide.Low < narrow.Low && narrow.Low < narrow.High && narrow.High < wide.High);
    }

    [Fact]
    public void RowsOfAGroupAreDrawnTogether()
    {
        // Each of 100 rows 20 times over, grouped: the same draws as of the 100 rows alone. Ungrouped it looks sqrt(20) times as sure.
        float[] single = Uniform(new Random(3), 100);
        float[] copies = [.. single.SelectMany(static label => Enumerable.Repeat(label, 20))];
        ulong[] groups = [.. Enumerable.Range(0, copies.Length).Select(static row => (ulong)row / 20)];

        Metric alone = Mean(single, new()), ungrouped = Mean(copies, new());
        Metric grouped = RegressionEvaluator.Evaluate(copies, new float[copies.Length], new() { Groups = groups }).Mae;
        Assert.Equal(alone.Low, grouped.Low, 1e-12);
        Assert.Equal(alone.High, grouped.High, 1e-12);
        Assert.Equal(Math.Sqrt(20), (grouped.High - grouped.Low) / (ungrouped.High - ungrouped.Low), 1.0);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void FewerThanTenGroupsGiveNoInterval(int groups, bool hasInterval)
    {
        ulong[] ids = [.. Enumerable.Range(0, ReferenceData.Rows).Select(row => (ulong)(row % groups))];
        Metric rmse = RegressionEvaluator.Evaluate(ReferenceData.Labels, ReferenceData.Predictions, new() { Groups = ids }).Rmse;
        Assert.True(rmse.IsDefined);
        Assert.Equal(hasInterval, rmse.HasInterval);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void AnIntervalNeedsHalfOfTheResamplesToDefineTheMetric(int needed, bool hasInterval)
    {
        // A row is drawn at least once in 63 % of the resamples, at least twice in 26 %.
        Metric metric = Bootstrap.Run(new DefinedWhereDrawn(needed), new())[0];
        Assert.Equal(1, metric.Value);
        Assert.Equal(hasInterval, metric.HasInterval);
        if (hasInterval) Assert.True(metric.Low >= needed);
    }

    [Fact]
    public void WithoutResamplesThereAreNoIntervals()
    {
        RegressionMetrics metrics = RegressionEvaluator.Evaluate(
            ReferenceData.Labels, ReferenceData.Predictions, options: new() { Resamples = 0 });
        Assert.Equal(0, metrics.Level);
        Assert.DoesNotContain(metrics.Named, static named => named.Metric.HasInterval);
        Assert.DoesNotContain("interval", metrics.ToString());
    }

    private static MulticlassMetrics Multiclass(EvaluationRows rows, EvaluationOptions options) => MulticlassEvaluator.Evaluate(
        ReferenceData.ClassLabels, ReferenceData.ClassProbabilities, ReferenceData.Classes, rows, options: options);

    private static SliceColumn Parity() =>
        SliceColumn.From("parity", Enumerable.Range(0, ReferenceData.Rows).Select(static row => row % 2 == 0 ? "even" : "odd"));

    // Against predictions of 0 the mean absolute error of positive labels is their mean.
    private static Metric Mean(float[] labels, EvaluationOptions options) =>
        RegressionEvaluator.Evaluate(labels, new float[labels.Length], options: options).Mae;

    private static double InOrder(float positive, float negative) => positive > negative ? 1 : positive == negative ? 0.5 : 0;

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }

    private static float[] Uniform(Random random, int rows) => [.. Enumerable.Range(0, rows).Select(_ => random.NextSingle())];

    private sealed class DefinedWhereDrawn(int needed) : IMeasurement<int, DefinedWhereDrawn.Sums>
    {
        public int Places => 1;

        public int Metrics => 1;

        public bool CanResample => true;

        public Sums NewSums() => new();

        public int Read(int from, int to, Span<int> terms) => to - from;

        public void Add(ReadOnlySpan<int> terms, in Resample resample, Sums sums) =>
            (sums.Count, sums.IsDefined) = (resample.Count(0), resample.Count(0) >= needed || resample.Equals(Resample.Original));

        public void Finish(Sums sums, Span<double> values) => values[0] = sums.IsDefined ? sums.Count : double.NaN;

        internal sealed class Sums
        {
            public int Count { get; set; }

            public bool IsDefined { get; set; }
        }
    }
}
