namespace MlDsl.Training.Tests.Profiles;

/// <summary>Noise on counts: its distribution, what it leaves of a column, and its place in the file.</summary>
public sealed class CountNoiseTests
{
    private static readonly ReferenceProfile Exact = new()
    {
        Rows = 1000,
        SampleRows = 1000,
        ObservedPairs = 2,
        Columns =
        [
            new ColumnProfile("Age", ColumnProfileKind.Number) { IsSensitive = true, Edges = [30, 50], Centres = [25, 41, 62], Counts = [300, 400, 250], Missing = 50, Groups = [0, 1, 2, 3, 3], Distinct = 60, Mean = 40, Deviation = 15 },
            new ColumnProfile("Sex", ColumnProfileKind.Category) { IsSensitive = true, Categories = ["f", "m"], Counts = [480, 520], Groups = [0, 1, 2, 2], Distinct = 2 },
            new ColumnProfile("Miles", ColumnProfileKind.Number) { Edges = [3], Centres = [1, 5], Counts = [500, 500], Groups = [0, 1, 2, 2], Distinct = 900, Mean = 3, Deviation = 2 },
            new ColumnProfile("City", ColumnProfileKind.Category) { Categories = ["Ulm"], Counts = [1000], Groups = [0, 1, 1], Distinct = 1 },
        ],
        Pairs = [new PairProfile(0, 2, [.. new long[12]], 0.5), new PairProfile(2, 3, [.. new long[6]], 0.25)],
    };

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(5)]
    public void DrawsAreOfTheDiscreteLaplaceDistribution(double epsilon)
    {
        const int Count = 200_000;
        var random = new Random(7);
        long[] draws = [.. Enumerable.Range(0, Count).Select(_ => CountNoise.Draw(epsilon, random))];
        // P(k) = (1 − q) / (1 + q) q^|k| with q = exp(−ε / 2): a closed form.
        double q = Math.Exp(-epsilon / 2), variance = draws.Average(static draw => (double)draw * draw);
        foreach (int k in (int[])[0, 1, -1, 3])
        {
            double expected = (1 - q) / (1 + q) * Math.Pow(q, Math.Abs(k)), seen = draws.Count(draw => draw == k) / (double)Count;
            Assert.InRange(seen - expected, -5 * Math.Sqrt(expected / Count), 5 * Math.Sqrt(expected / Count));
        }
        Assert.InRange(variance / CountNoise.Variance(epsilon), 0.97, 1.03);
        Assert.InRange(draws.Average(), -5 * Math.Sqrt(variance / Count), 5 * Math.Sqrt(variance / Count));
    }

    [Fact]
    public void SensitiveColumnsHaveNoiseAndOthersStay()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            ReferenceProfile noisy = CountNoise.AddTo(Exact, 0.05, new Random(seed));
            Assert.All(noisy.Columns, static column => Assert.Equal(1000, column.ToCells().Sum()));
            Assert.All(noisy.Columns, static column => Assert.All(column.ToCells(), static count => Assert.True(count >= 0)));
            for (int open = 2; open < 4; open++) Assert.Same(Exact.Columns[open], noisy.Columns[open]);
            Assert.Equal([0.05, 0.05], noisy.Columns[..2].Select(static column => column.Epsilon!.Value));
            // Nothing that stays is of the rows.
            Assert.Equal([20.0, 40, 60], noisy.Columns[0].Centres.ToArray());
            Assert.Equal((3.0, 2.0), (noisy.Columns[0].Distinct, noisy.Columns[1].Distinct));
            double rows = noisy.Columns[0].Counts.Sum();
            Assert.Equal(noisy.Columns[0].Counts.Zip(noisy.Columns[0].Centres, (count, centre) => count * centre / rows).Sum(), noisy.Columns[0].Mean, 1e-9);
            Assert.Equal((2, 1), (Assert.Single(noisy.Pairs).First, noisy.ObservedPairs));
        }
    }

    [Fact]
    public void FrequentValuesDoNotPayForRareOnes()
    {
        const int Draws = 400;
        ColumnProfile column = new("City", ColumnProfileKind.Category) { IsSensitive = true, Categories = [.. Enumerable.Range(0, 32).Select(static i => $"{i}")], Counts = [18_295, .. Enumerable.Repeat(55L, 31)], Groups = [.. new byte[34]] };
        ColumnProfile[] noisy = [.. Enumerable.Range(0, Draws).Select(seed => CountNoise.AddTo(new ReferenceProfile { Rows = 20_000, Columns = [column] }, 0.02, new Random(seed)).Columns[0])];
        Assert.All(noisy, static one => Assert.Equal(20_000, one.ToCells().Sum()));
        Assert.All(noisy, static one => Assert.All(one.Counts, static count => Assert.True(count >= 1)));
        // A draw has a deviation of 141 rows. Cells below 0 that are raised to it and paid for by scaling cost the frequent one some 800.
        Assert.InRange(noisy.Average(static one => one.Counts[0]) - 18_295, -70, 20);
        Assert.InRange(noisy.Average(static one => one.Counts.Skip(1).Average()) - 55, -5, 5);
    }

    [Fact]
    public void TheOrderOfCategoriesDoesNotTellWhichIsMoreFrequent()
    {
        ColumnProfile column = new("Sex", ColumnProfileKind.Category) { IsSensitive = true, Categories = ["m", "f"], Counts = [9000, 1000], Groups = [0, 1, 2, 2] };
        ColumnProfile noisy = CountNoise.AddTo(new ReferenceProfile { Rows = 10_000, Columns = [column] }, 1, new Random(1)).Columns[0];
        Assert.Equal(["f", "m"], noisy.Categories.ToArray());
        Assert.InRange(noisy.Counts[0], 900, 1100);
    }

    [Fact]
    public void AColumnOfNoiseAloneStillAddsUp()
    {
        ReferenceProfile few = new() { Rows = 1, Columns = [new ColumnProfile("Age", ColumnProfileKind.Number) { IsSensitive = true, Missing = 1, Groups = [0, 0] }] };
        for (int seed = 0; seed < 200; seed++)
        {
            ColumnProfile column = Assert.Single(CountNoise.AddTo(few, 0.01, new Random(seed)).Columns);
            Assert.Equal(1, column.Missing + column.Unknown);
            Assert.True(double.IsNaN(column.Mean));
        }
    }

    [Fact]
    public void ItIsInTheFileAndFilesWithoutItAreAsBefore()
    {
        Assert.Equal(1, ReferenceFile.Write(Exact)[0]);
        byte[] bytes = ReferenceFile.Write(CountNoise.AddTo(Exact, 2, new Random(1)));
        Assert.Equal(2, bytes[0]);
        ReferenceProfile read = ReferenceFile.Read(bytes);
        Assert.Equal([2.0, 2.0, null, null], read.Columns.Select(static column => column.Epsilon));
        Assert.Equal(bytes, ReferenceFile.Write(read));
        for (int length = 0; length < bytes.Length; length++) Assert.Throws<ModelFileException>(() => ReferenceFile.Read(bytes.AsSpan(0, length)));
        ReferenceProfile nonsense = Exact with { Columns = [Exact.Columns[0] with { Epsilon = -1 }, .. Exact.Columns[1..]] };
        Assert.Contains("has noise of 'Age' that is none", Assert.Throws<ModelFileException>(() => ReferenceFile.Read(ReferenceFile.Write(nonsense))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BlocksOfTimeAndNonsenseAreRefused()
    {
        Assert.Throws<ArgumentException>(() => CountNoise.AddTo(Exact with { Blocks = [new BlockProfile(1, [])] }, 1, new Random(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingControl { ReferenceNoise = 11 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingControl { ReferenceNoise = double.NaN });
        Assert.Equal(0, new TrainingControl { ReferenceNoise = 0 }.ReferenceNoise);
    }
}
