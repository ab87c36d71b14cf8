namespace MlDsl.Labels.Tests.Selection;

/// <summary>What is chosen, held against distances that are worked out one by one.</summary>
public sealed class DiverseUnitsTests
{
    private const int Units = 60, Width = 7;

    [Theory]
    [InlineData(0.5f, 0.3f, 0.2f)]
    [InlineData(0.2f, 0.5f, 0.3f)]
    public void UncertaintyIsAsDefined(float first, float second, float third)
    {
        float[] probabilities = [first, second, third];
        Assert.Equal(0.5, ClassUncertainty.Of(probabilities, SelectionStrategy.LeastConfidence), 6);
        Assert.Equal(0.8, ClassUncertainty.Of(probabilities, SelectionStrategy.Margin), 6);
        Assert.Equal(-((0.5 * Math.Log(0.5)) + (0.3 * Math.Log(0.3)) + (0.2 * Math.Log(0.2))) / Math.Log(3), ClassUncertainty.Of(probabilities, SelectionStrategy.Entropy), 6);
        Assert.Equal(1, ClassUncertainty.Of([0.25f, 0.25f, 0.25f, 0.25f], SelectionStrategy.Entropy), 6);
        Assert.Equal(0, ClassUncertainty.Of([1f, 0f], SelectionStrategy.Entropy), 6);
    }

    [Fact]
    public void KCenterTakesTheFurthestEachTime()
    {
        var (points, dense) = Points(Units + 5, seed: 1);
        var taker = new Taker([.. Enumerable.Repeat(1, Units)], 12);
        DiverseUnits.KCenter(points, taker, Units, stream: 3);
        List<int> centers = [.. Enumerable.Range(Units, 5)];
        foreach (var (unit, score) in taker.Taken)
        {
            double[] distances = [.. Enumerable.Range(0, Units).Select(i => centers.Min(center => Distance(dense[i], dense[center])))];
            Assert.Equal(distances.Max(), score, 5);
            Assert.Equal(score, distances[unit], 5);
            centers.Add(unit);
        }
        Assert.Equal(12, taker.Taken.Count);
    }

    [Fact]
    public void BadgeMeasuresGradientsWithoutMakingThem()
    {
        const int Classes = 3;
        var (points, dense) = Points(Units, seed: 2);
        var random = new Random(5);
        double[][] errors = [.. Enumerable.Range(0, Units).Select(_ =>
        {
            double a = 0.4 + (0.5 * random.NextDouble()), b = (1 - a) * random.NextDouble();
            return new[] { a - 1, b, 1 - a - b };
        })];
        // The gradient as it is: every error times every feature and the constant.
        double[][] gradients = [.. Enumerable.Range(0, Units).Select(i => errors[i].SelectMany(error => dense[i].Append(1).Select(x => error * x)).ToArray())];
        var taker = new Taker([.. Enumerable.Repeat(1, Units)], Units);
        DiverseUnits.Badge(points, [.. errors.SelectMany(static e => e)], Classes, taker, stream: 9);
        Assert.Equal(Enumerable.Range(0, Units), taker.Taken.Select(static t => t.Unit).Order());
        Assert.Equal(gradients.Max(static g => Math.Sqrt(g.Sum(static x => x * x))), taker.Taken[0].Score, 5);
        for (int i = 1; i < Units; i++)
        {
            double nearest = Enumerable.Range(0, i).Min(before => Distance(gradients[taker.Taken[i].Unit], gradients[taker.Taken[before].Unit]));
            Assert.Equal(nearest, taker.Taken[i].Score, 4);
        }
    }

    [Fact]
    public void BadgeDrawsByTheSquaredDistance()
    {
        // Lengths 1 and, at right angles to it, √3 and 1: after the first the two others are drawn 4 to 2.
        int drawn = 0;
        for (int stream = 0; stream < 2000; stream++)
        {
            var points = new Embeddings(3);
            foreach (var (position, value) in new[] { (0, 9f), (1, (float)Math.Sqrt(3)), (2, 1f) })
            {
                points.Add([position], [value]);
                points.End();
            }
            points.Finish();
            var taker = new Taker([1, 1, 1], 2);
            DiverseUnits.Badge(points, [1, 1, 1], 1, taker, (ulong)stream);
            if (taker.Taken[1].Unit == 1) drawn++;
        }
        // The first column is scaled to √3, its root mean square being 9/√3; so are the squared distances 3 + 3 and 3 + 1.
        Assert.InRange(drawn / 2000.0, 0.6 - 0.035, 0.6 + 0.035);
    }

    [Fact]
    public void PointsThatAreAllAlikeAreTakenAllTheSame()
    {
        var points = new Embeddings(2);
        for (int i = 0; i < 6; i++)
        {
            points.Add([0, 1], [1f, float.NaN]);
            points.End();
        }
        points.Finish();
        Taker badge = new([1, 1, 1, 1, 1, 1], 6), center = new([1, 1, 1, 1, 1, 1], 6);
        DiverseUnits.Badge(points, [0, 0, 0, 0, 0, 0], 1, badge, 0);
        DiverseUnits.KCenter(points, center, 6, 0);
        Assert.Equal(6, badge.Taken.Select(static t => t.Unit).Distinct().Count());
        Assert.Equal(6, center.Taken.Select(static t => t.Unit).Distinct().Count());
    }

    [Fact]
    public void TheFirstUnitIsTakenWhateverItsSizeAndOthersWhereTheyFit()
    {
        var taker = new Taker([5, 2, 9, 1], 8);
        taker.TakeBest([4, 3, 2, 1], [0, 0, 0, 0]);
        Assert.Equal([0, 1, 3], taker.Taken.Select(static t => t.Unit));
        var large = new Taker([5, 2, 9, 1], 3);
        large.TakeBest([1, 3, 4, 2], [0, 0, 0, 0]);
        Assert.Equal([2], large.Taken.Select(static t => t.Unit));
    }

    private static (Embeddings Points, double[][] Dense) Points(int count, int seed)
    {
        var random = new Random(seed);
        var points = new Embeddings(Width);
        var dense = new double[count][];
        for (int i = 0; i < count; i++)
        {
            dense[i] = new double[Width];
            int[] at = [.. Enumerable.Range(0, Width).Where(_ => random.Next(2) == 0)];
            float[] values = [.. at.Select(_ => (random.NextSingle() * 2) - 1)];
            for (int k = 0; k < at.Length; k++) dense[i][at[k]] = values[k];
            points.Add(at, values);
            points.End();
        }
        points.Finish();
        return (points, dense);
    }

    private static double Distance(double[] left, double[] right) => Math.Sqrt(left.Zip(right, static (a, b) => (a - b) * (a - b)).Sum());
}
