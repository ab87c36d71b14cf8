namespace MlDsl.Labels.Tests.Noise;

/// <summary>The algorithm of the paper on figures worked out by hand, and on mixtures whose noise is known.</summary>
public sealed class ConfidentJointTests
{
    private static readonly LabelNoiseOptions Quick = new() { Rounds = 1, Evaluation = new() { Resamples = 0 } };

    [Fact]
    public void CountsAsTheHandDoes()
    {
        int[] given = [0, 0, 0, 0, 1, 1, 2, 2];
        float[] probabilities =
        [
            .8f, .1f, .1f,
            .6f, .3f, .1f,
            .1f, .85f, .05f,   // beyond the threshold of class 1, 0.8: an error
            .4f, .35f, .25f,   // below 0.475: confidently of none
            .2f, .7f, .1f,     // below 0.8: of none
            .1f, .9f, 0f,
            .1f, .1f, .8f,
            .3f, .3f, .4f,     // below 0.6: of none
        ];
        LabelNoise noise = LabelNoise.Find(given, probabilities, ["a", "b", "c"], Quick);
        Assert.Equal([0.475, 0.8, 0.6], noise.Joint.Thresholds.Select(static t => Math.Round(t, 6)));
        double[][] counts = [[2, 1, 0], [0, 1, 0], [0, 0, 1]], joint = [[1 / 3.0, 1 / 6.0, 0], [0, .25, 0], [0, 0, .25]];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(counts[i][j], noise.Joint.Count(i, j));
                Assert.Equal(joint[i][j], noise.Joint.Joint(i, j), 12);
            }
        }
        Assert.Equal(1 / 6.0, noise.ErrorShare.Value, 12);
        Assert.Equal(8 / 6.0, noise.Errors.Value, 12);
        Assert.Equal(0.4, noise.Joint.GivenOfActual(0, 1), 12);
        Assert.Equal(1 / 3.0, noise.Joint.ActualOfGiven(0, 1), 12);
        Assert.Equal(2, noise.Order[0]);
        Assert.Equal(1, noise.Suggested(2));
        Assert.Equal([2], Enumerable.Range(0, 8).Where(noise.IsSuspect));
    }

    [Fact]
    public void RanksByWhatIsAsked()
    {
        int[] given = [0, 0, 0, 1, 1, 2, 2];
        // The second row is lower by its own probability, the third by the margin.
        float[] probabilities = [.8f, .1f, .1f, .3f, .35f, .35f, .35f, .65f, 0f, .1f, .8f, .1f, 0f, .9f, .1f, .1f, .1f, .8f, 0f, .1f, .9f];
        LabelNoise self = LabelNoise.Find(given, probabilities, ["a", "b", "c"], Quick with { Ranking = LabelRanking.SelfConfidence });
        LabelNoise margin = LabelNoise.Find(given, probabilities, ["a", "b", "c"], Quick with { Ranking = LabelRanking.NormalizedMargin });
        Assert.Equal((1, 0.3), (self.Order[0], Math.Round(self.Quality(1), 6)));
        Assert.Equal((2, 0.35), (margin.Order[0], Math.Round(margin.Quality(2), 6)));
    }

    [Theory]
    [InlineData(SuspectRule.ByClass)]
    [InlineData(SuspectRule.ByNoiseRate)]
    [InlineData(SuspectRule.Both)]
    public void KnownNoiseIsRecovered(SuspectRule rule)
    {
        // Classes that features tell apart for sure, labels that turn by a known matrix: a model that learned it says the matrix's column of the true class.
        double[][] rates = [[.8, .1, 0], [.15, .9, .3], [.05, 0, .7]];
        var random = new Random(7);
        const int Count = 3000;
        int[] actual = [.. Enumerable.Range(0, Count).Select(_ => random.Next(3))], given = [.. actual.Select(a => Draw(random, rates, a))];
        float[] probabilities = [.. actual.SelectMany(a => Enumerable.Range(0, 3).Select(g => (float)rates[g][a]))];
        LabelNoise noise = LabelNoise.Find(given, probabilities, ["a", "b", "c"], Quick with { Suspects = rule });
        for (int g = 0; g < 3; g++)
        {
            for (int a = 0; a < 3; a++)
            {
                int both = Enumerable.Range(0, Count).Count(row => given[row] == g && actual[row] == a);
                Assert.Equal(both, noise.Joint.Count(g, a));
                Assert.Equal(both / (double)Count, noise.Joint.Joint(g, a), 9);
                Assert.InRange(noise.Joint.GivenOfActual(g, a), rates[g][a] - 0.05, rates[g][a] + 0.05);
            }
        }
        for (int row = 0; row < Count; row++)
        {
            Assert.Equal(actual[row], noise.Suggested(row));
            Assert.Equal(given[row] != actual[row], noise.IsSuspect(row));
            // The rates are those of 3,000 labels, not quite those that turned them.
            Assert.InRange(noise.Quality(row), given[row] == actual[row] ? 0.8 : 0, given[row] == actual[row] ? 1 : 0.2);
        }
    }

    [Fact]
    public void RatesAreTakenOutOfProbabilities()
    {
        int[] given = [.. Enumerable.Repeat(0, 80), .. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(1, 70), .. Enumerable.Repeat(0, 30)];
        float[] probabilities = [.. Enumerable.Repeat(new[] { .8f, .2f }, 100).SelectMany(static p => p), .. Enumerable.Repeat(new[] { .3f, .7f }, 100).SelectMany(static p => p)];
        ConfidentJoint joint = LabelNoise.Find(given, probabilities, ["a", "b"], Quick).Joint;
        Assert.Equal((0.8, 0.3), (Math.Round(joint.GivenOfActual(0, 0), 9), Math.Round(joint.GivenOfActual(0, 1), 9)));
        // Of equal odds before noise: 0.5·0.8 + 0.5·0.3.
        double[] actual = new double[2];
        var rates = new NoiseRates(joint);
        rates.ToActual([.55f, .45f], actual);
        Assert.Equal(0.5, actual[0], 3);
        // Bayes: 0.5·0.8 / 0.55.
        rates.Condition(actual, 0);
        Assert.Equal(0.4 / 0.55, actual[0], 3);
    }

    [Fact]
    public void TheIntervalIsThatOfTheBootstrapAndTheSameAgain()
    {
        var random = new Random(3);
        int[] actual = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(2))], given = [.. actual.Select(a => random.NextDouble() < 0.1 ? 1 - a : a)];
        float[] probabilities = [.. actual.SelectMany(static a => new[] { a == 0 ? .9f : .1f, a == 0 ? .1f : .9f })];
        var options = new LabelNoiseOptions { Evaluation = new() { Resamples = 400, Seed = 5, Threads = 1 } };
        Metric share = LabelNoise.Find(given, probabilities, ["a", "b"], options).ErrorShare;
        double error = Math.Sqrt(share.Value * (1 - share.Value) / 2000);
        // A share of independent rows: 1.96 standard errors to each side.
        Assert.InRange((share.High - share.Low) / (2 * 1.96 * error), 0.85, 1.15);
        Assert.Equal(share, LabelNoise.Find(given, probabilities, ["a", "b"], options with { Evaluation = options.Evaluation with { Threads = 2 } }).ErrorShare);
        // Rows of ten that are one and the same: as wide as of a tenth of the rows.
        ulong[] groups = [.. Enumerable.Range(0, 2000).Select(static row => (ulong)row / 10)];
        Assert.True(LabelNoise.Find(given, probabilities, ["a", "b"], options, groups).ErrorShare.HasInterval);
        Assert.False(LabelNoise.Find(given, probabilities, ["a", "b"], options, [.. groups.Select(static g => g % 5)]).ErrorShare.HasInterval);
    }

    [Theory]
    [InlineData("one class", "two or more", "a", new[] { 0, 0 }, new[] { 1f, 1f })]
    [InlineData("no rows", "no rows", "a b", new int[0], new float[0])]
    [InlineData("named twice", "named twice", "a a", new[] { 0, 1 }, new[] { 1f, 0f, 0f, 1f })]
    [InlineData("short", "have 4 probabilities, not 3", "a b", new[] { 0, 1 }, new[] { 1f, 0f, 0f })]
    [InlineData("label", "Row 2 has the label 2", "a b", new[] { 0, 2 }, new[] { 1f, 0f, 0f, 1f })]
    [InlineData("nan", "Row 2 has the probability NaN", "a b", new[] { 0, 1 }, new[] { 1f, 0f, float.NaN, 1f })]
    [InlineData("score", "Row 1 has the probability -1", "a b", new[] { 0, 1 }, new[] { -1f, 2f, 0f, 1f })]
    [InlineData("sum", "row 2 add up to 0.8, not 1", "a b", new[] { 0, 1 }, new[] { 1f, 0f, .1f, .7f })]
    [InlineData("single", "'b' has a single row", "a b", new[] { 0, 0, 1 }, new[] { 1f, 0f, 1f, 0f, 0f, 1f })]
    [InlineData("none", "No row was given the class 'b'", "a b", new[] { 0, 0 }, new[] { 1f, 0f, 1f, 0f })]
    public void WhatCannotBeJudgedIsSaid(string name, string said, string classes, int[] labels, float[] probabilities)
    {
        Assert.NotEmpty(name);
        LabelQualityException problem = Assert.Throws<LabelQualityException>(() => LabelNoise.Find(labels, probabilities, classes.Split(' ')));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GroupsAreOfEveryRow() =>
        Assert.Contains("4 rows and 3 groups", Assert.Throws<LabelQualityException>(() => LabelNoise.Find([0, 0, 1, 1], [1, 0, 1, 0, 0, 1, 0, 1], ["a", "b"], null, [1, 2, 3])).Message, StringComparison.Ordinal);

    [Fact]
    public void OptionsHaveRanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LabelNoiseOptions { Rounds = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LabelNoiseOptions { Rounds = 11 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LabelNoiseOptions { Ranking = (LabelRanking)9 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new LabelNoiseOptions { Suspects = (SuspectRule)9 });
        Assert.Throws<ArgumentNullException>(static () => new LabelNoiseOptions { Evaluation = null! });
    }

    private static int Draw(Random random, double[][] rates, int actual)
    {
        double draw = random.NextDouble();
        int given = 0;
        while (given < 2 && (draw -= rates[given][actual]) >= 0) given++;
        return given;
    }
}
