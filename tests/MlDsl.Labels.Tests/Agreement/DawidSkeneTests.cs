namespace MlDsl.Labels.Tests;

/// <summary>Dawid and Skene's estimates against their published example, and against simulations whose truth is known.</summary>
public sealed class DawidSkeneTests
{
    // Dawid and Skene (1979), table 1: 45 patients by five anaesthetists, the first of whom rated each three times; the three columns first.
    private static readonly string[] Patients =
    [
        "1111111", "3334334", "1122122", "2223121", "2223222", "2223322", "1222111", "3333433", "2222223", "2322223", "4444444", "2223343", "1111111", "2223212", "1211111",
        "1112111", "1111111", "1111111", "2222221", "2221322", "2222222", "2222221", "2223222", "2212222", "1111111", "1111111", "2322222", "1111111", "1111111", "1121121",
        "1111111", "3333233", "1111111", "2222222", "2223232", "4334343", "2212232", "2323233", "3333432", "1111111", "1111111", "1212111", "2322222", "1211111", "2222222",
    ];

    [Fact]
    public void ThePublishedExampleIsReached()
    {
        Vote[][] votes = [.. Patients.Select(static row => row.Select(static (value, place) => new Vote(Math.Max(0, place - 2), value - '1', default)).ToArray())];
        TrueClasses found = DawidSkene.Fit(votes, [.. Patients.Select(static (_, i) => $"{i + 1}")], ["1", "2", "3", "4"], ["1", "2", "3", "4", "5"], new DawidSkeneOptions { Tolerance = 1e-8 });
        Assert.True(found.HasConverged);
        // Table 3 of the paper: the classes' shares 0.40, 0.42, 0.11, 0.07.
        Assert.Equal([0.40, 0.42, 0.11, 0.07], found.Prior.Select(static share => Math.Round(share, 2)));
        // Table 2: the first observer says 1 of true ones 0.89 of the time and 2 for the rest, and is right of every one of the fourth kind but 0.14 or less.
        Assert.Equal((0.89, 0.11), (Math.Round(found.Confusion[0][0][0], 2), Math.Round(found.Confusion[0][0][1], 2)));
        Assert.All(found.Probabilities, static probabilities => Assert.Equal(1, probabilities.Sum(), 9));
    }

    [Fact]
    public void TheTruthOfASimulationIsFoundBetterThanByMajority()
    {
        // Two good annotators and three who press one key half of the time: a majority follows these.
        double[] accuracy = [0.95, 0.93, 0.55, 0.55, 0.55];
        var random = new Random(11);
        const int Items = 600;
        var truth = Enumerable.Range(0, Items).Select(_ => random.NextDouble() < 0.4 ? "a" : random.NextDouble() < 0.5 ? "b" : "c").ToArray();
        string[] names = ["a", "b", "c"];
        var ratings = Ratings.Of(truth.SelectMany((is_, item) => accuracy.Select((skill, by) => new Rating($"{item}", $"r{by}", random.NextDouble() < skill ? is_ : names[random.Next(3)]))), names);
        TrueClasses found = DawidSkene.Fit(ratings);
        int right = 0, majority = 0;
        for (int item = 0; item < Items; item++)
        {
            if (names[Largest(found.Probabilities[item])] == truth[item]) right++;
            var counts = names.Select(name => (double)Enumerable.Range(0, 5).Count(by => ratings[$"{item}", $"r{by}"] == name)).ToArray();
            if (names[Largest(counts)] == truth[item]) majority++;
        }
        Assert.True(right > majority + 10, $"{right} of {Items} right, and {majority} by majority");
        // The confusions that were simulated: skill + (1 − skill) / 3 on the diagonal, within three standard errors of some 200 ratings.
        for (int by = 0; by < 5; by++)
            for (int code = 0; code < 3; code++) Assert.InRange(found.Confusion[by][code][code], Expected(accuracy[by]) - 0.11, Expected(accuracy[by]) + 0.11);
        Assert.Equal(0.4, found.Prior[0], 0.06);
    }

    [Fact]
    public void TheLikelihoodNeverFalls()
    {
        var random = new Random(3);
        var ratings = Ratings.Of(Enumerable.Range(0, 80).SelectMany(item => Enumerable.Range(0, 3).Select(by => new Rating($"{item}", $"{by}", $"{(random.NextDouble() < 0.7 ? item % 3 : random.Next(3))}"))));
        double before = double.NegativeInfinity;
        for (int rounds = 1; rounds <= 30; rounds++)
        {
            double now = DawidSkene.Fit(ratings, new DawidSkeneOptions { MaxIterations = rounds, Tolerance = 1e-12 }).LogLikelihood;
            Assert.True(now >= before - 1e-9);
            before = now;
        }
    }

    [Fact]
    public void SmoothingKeepsAConfusionFromBeingCertain()
    {
        var ratings = Ratings.Of([new("1", "a", "x"), new("1", "b", "x"), new("2", "a", "y"), new("2", "b", "y")]);
        Assert.Equal(1, DawidSkene.Fit(ratings).Confusion[0][0][0]);
        Assert.InRange(DawidSkene.Fit(ratings, new DawidSkeneOptions { Smoothing = 0.1 }).Confusion[0][0][0], 0.5, 0.99);
    }

    [Fact]
    public void OneClassIsCertain()
    {
        TrueClasses found = DawidSkene.Fit(Ratings.Of([new("1", "a", "x"), new("2", "a", "x")]));
        Assert.Equal([1.0], found.Probabilities[0]);
        Assert.Contains("no ratings", Assert.Throws<ArgumentException>(static () => DawidSkene.Fit(Ratings.Of([]))).Message, StringComparison.Ordinal);
    }

    private static double Expected(double skill) => skill + ((1 - skill) / 3);

    private static int Largest(IReadOnlyList<double> values) => Enumerable.Range(0, values.Count).MaxBy(i => values[i]);
}
