using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Clusters;

/// <summary>Centres, silhouettes and indexes beside scikit-learn's, and clusters that were planted.</summary>
/// <remarks>
/// scikit-learn 1.2.1 on the rows of <see cref="Rows"/> as float32: <c>KMeans(4, init=X[:4], n_init=1, algorithm='lloyd', tol=0).fit(X)</c>, <c>silhouette_score(X, labels_)</c> and <c>adjusted_rand_score(labels_, i % 4)</c>.
/// </remarks>
public sealed class KMeansTests
{
    private const int Count = 120, Width = 3;

    [Fact]
    public void LloydsIterationsAreScikits()
    {
        Centers centers = Run(threads: 2);
        Assert.Equal(571.1372688652227, centers.Inertia, 1e-9);
        double[] expected =
        [
            3.106896554601604, 1.6522988450938265, 1.365517259157937, 2.6419354742092485, 5.225806474685669, 0.987096783134245,
            8.96666668256124, 5.4861111640930185, 1.180000020066897, 8.873333326975505, 1.5666666562358549, 1.2133333424727122,
        ];
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], centers.Points[i], 1e-10);
        Assert.Equal((true, 8), (centers.Converged, centers.Iterations));
        Assert.Equal(centers.Points.ToArray(), Run(threads: 7).Points.ToArray());
    }

    [Fact]
    public void SilhouettesAndIndexesAreScikits()
    {
        Centers centers = Run(threads: 1);
        double[] silhouettes = Silhouettes.Of(Rows(), Width, [.. centers.Nearest], 4, [], 2);
        Assert.Equal(0.32963744360306707, silhouettes.Average(), 1e-9);
        Assert.Equal(0.321163502638375, ClusterComparison.AdjustedRand(centers.Nearest, [.. Enumerable.Range(0, Count).Select(static i => i % 4)]), 1e-12);
        // Weights count as rows do.
        int[] twice = [.. centers.Nearest, .. centers.Nearest];
        double[] doubled = Silhouettes.Of([.. Rows(), .. Rows()], Width, twice, 4, [], 1), weighted = Silhouettes.Of(Rows(), Width, [.. centers.Nearest], 4, [.. Enumerable.Repeat(2f, Count)], 1);
        for (int i = 0; i < Count; i++) Assert.Equal(doubled[i], weighted[i], 1e-9);
    }

    [Fact]
    public void IndexesOfPlainCases()
    {
        Assert.Equal(1, ClusterComparison.AdjustedRand([0, 0, 1, 1], [7, 7, 3, 3]));
        Assert.Equal(1, ClusterComparison.AdjustedRand([0, 0], [1, 1]));
        Assert.Equal(-0.5, ClusterComparison.AdjustedRand([0, 0, 1, 1], [0, 1, 0, 1]), 1e-12);
        Assert.Throws<ArgumentException>(() => ClusterComparison.AdjustedRand([0, 1], [0]));
        Assert.Throws<ArgumentException>(() => ClusterComparison.AdjustedRand([0], [0]));
        Assert.Equal([0.0, 0, 0], Silhouettes.Of([0, 1, 2], 1, [0, 0, 0], 1, [], 1));
        Assert.Equal([0.9, 0.9, 0], Silhouettes.Of([0, 1, 10.5f], 1, [0, 0, 1], 2, [], 1).Select(static s => Math.Round(s, 1)));
        Assert.Equal([0.9, 0.9, 1], Silhouettes.Of([0, 1, 10.5f], 1, [0, 0, 1], 2, [1, 1, 2], 1).Select(static s => Math.Round(s, 1)));
    }

    // Five clusters of a spread of 1 whose centres are 8 apart.
    [Fact]
    public void PlantedClustersAreFound()
    {
        int found = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            int[] planted = [.. Enumerable.Range(0, 250).Select(static i => i % 5)];
            float[] values = [.. planted.SelectMany(k => (float[])[(float)((k % 3 * 8) + Normal(random)), (float)((k / 3 * 8) + Normal(random))])];
            TrainedPredictor trained = new KMeansOptions { Clusters = 5, Seed = seed }.Train(new TrainingProblem { Rows = Design(values, 2), Target = TargetKind.Cluster }, new TrainingControl());
            var scores = new float[planted.Length * 5];
            trained.Predictor.Score(new SparseRows([.. Enumerable.Range(0, planted.Length + 1).Select(static i => i * 2)], [.. values.Select(static (_, i) => i % 2)], values), scores);
            int[] assigned = [.. scores.Chunk(5).Select(static own => Array.IndexOf(own, own.Max()))];
            if (ClusterComparison.AdjustedRand(planted, assigned) > 0.98) found++;
        }
        Assert.True(found >= 95, $"{found} of 100");
    }

    [Fact]
    public void WeightsCountAsRows()
    {
        float[] values = [0, 1, 10, 11, 12];
        Centers weighted = new(new RowMatrix(values, [1, 3, 1, 1, 2], 1), [0, 12]), repeated = new(new RowMatrix([0, 1, 1, 1, 10, 11, 12, 12], [1, 1, 1, 1, 1, 1, 1, 1], 1), [0, 12]);
        weighted.Run(10, new TrainingControl());
        repeated.Run(10, new TrainingControl());
        Assert.Equal(repeated.Points.ToArray(), weighted.Points.ToArray());
        Assert.Equal(repeated.Inertia, weighted.Inertia, 1e-12);
        Assert.Equal([0.75, 11.25], weighted.Points.ToArray());
    }

    [Fact]
    public void AnEmptyClusterTakesTheFarthestRow()
    {
        Centers centers = new(new RowMatrix([0, 1, 2, 50], [1, 1, 1, 1], 1), [1, 1, 1000]);
        centers.Run(20, new TrainingControl());
        Assert.Equal(3, centers.Nearest.ToArray().Distinct().Count());
        Assert.Equal(0.5, centers.Inertia, 1e-12);
    }

    [Fact]
    public void RowsThatLieOnTheirCentresAreDecided()
    {
        TrainedPredictor trained = new KMeansOptions { Clusters = 2 }.Train(new TrainingProblem { Rows = Design([5, 5, 5, 6], 1), Target = TargetKind.Cluster }, new TrainingControl());
        Assert.Equal(0, trained.Log.Objective);
        var scores = new float[4];
        trained.Predictor.Score(new SparseRows([0, 1, 2], [0, 0], [5, 6]), scores);
        Assert.True(scores[0] > scores[1] + 20 && scores[3] > scores[2] + 20);
    }

    [Fact]
    public void RowsThatAreNoneAreNamed()
    {
        Assert.Contains("Training row 2 has a feature that is not a finite number", Refused(Design([1, float.NaN], 1)), StringComparison.Ordinal);
        Assert.Contains("Training row 1 has the weight -2", Refused(Design([1, 2], 1, [-2, 1])), StringComparison.Ordinal);
        Assert.Contains("The training rows are 1, of which 1 differ, and 2 clusters were asked for; there is nothing to divide: give rows that differ", Refused(Design([1, 2], 1, [0, 1])), StringComparison.Ordinal);

        static string Refused(HeldDesign rows) =>
            Assert.Throws<TrainingException>(() => new KMeansOptions { Clusters = 2 }.Train(new TrainingProblem { Rows = rows, Target = TargetKind.Cluster }, new TrainingControl())).Message;
    }

    private static Centers Run(int threads)
    {
        float[] rows = Rows();
        var centers = new Centers(new RowMatrix(rows, [.. Enumerable.Repeat(1f, Count)], Width), [.. rows.Take(4 * Width).Select(static v => (double)v)]);
        centers.Run(300, new TrainingControl { Threads = threads });
        return centers;
    }

    internal static float[] Rows() =>
        [.. Enumerable.Range(0, Count).SelectMany(static i => (float[])[(float)((i % 4 * 3) + (i * 37 % 29 / 10.0)), (float)((i % 3 * 2.5) + (i * i % 31 / 12.0)), (float)(i * 7 % 13 / 5.0)])];

    internal static HeldDesign Design(float[] values, int width, float[]? weights = null)
    {
        int rows = values.Length / width;
        return new HeldDesign(width, [new FeatureBlock(
            [.. Enumerable.Range(0, rows + 1).Select(i => i * width)], [.. values.Select((_, i) => i % width)], values, new float[rows], weights ?? [.. Enumerable.Repeat(1f, rows)])]);
    }

    // Box and Muller.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
