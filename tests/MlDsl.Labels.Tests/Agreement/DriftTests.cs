namespace MlDsl.Labels.Tests;

/// <summary>Drift of annotators: told where it was planted, and no more often than the level says where there is none.</summary>
public sealed class DriftTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AnAnnotatorWhoseRatesChangeIsFound()
    {
        // Anna says "spam" of a third at first and of two thirds in the end, whatever it is.
        Ratings ratings = Simulate(1, 240, (random, truth, by, at) => by == "anna" && random.NextDouble() < at ? true : random.NextDouble() < 0.9 ? truth : !truth);
        IReadOnlyList<DriftFinding> findings = Agreement.Drift(ratings);
        DriftFinding found = findings.Single(static f => f is { Annotator: "anna", Kind: DriftKind.Rates });
        Assert.True(found.IsDrift);
        Assert.Equal(4, found.Blocks.Count);
        Assert.True(found.Blocks[3].Rates[1] > found.Blocks[0].Rates[1] + 0.2);
        Assert.All(findings.Where(static f => f is { Annotator: "ben", Kind: DriftKind.Rates }), static f => Assert.False(f.IsDrift));
    }

    [Fact]
    public void AnAnnotatorWhoTiresAgreesLessInTheEnd()
    {
        // Ben's errors grow from a twentieth to a half; both classes alike, so that rates say nothing.
        Ratings ratings = Simulate(2, 300, static (random, truth, by, at) => random.NextDouble() < (by == "ben" ? 0.05 + (0.45 * at) : 0.05) ? !truth : truth);
        DriftFinding found = Agreement.Drift(ratings).Single(static f => f is { Annotator: "ben", Kind: DriftKind.Agreement });
        Assert.True(found.IsDrift);
        Assert.True(found.Blocks[0].Agreement.Value.Value > found.Blocks[3].Agreement.Value.Value + 0.15);
        Assert.True(found.Blocks[0].Agreement.Value.HasInterval);
    }

    // 120 simulations without drift: more than 5 % + 3 standard errors would be more than 13.
    [Fact]
    public void NoDriftIsToldAsRarelyAsTheLevelSays()
    {
        int alarms = 0;
        for (int run = 0; run < 120; run++)
        {
            Ratings ratings = Simulate(1000 + run, 60, static (random, truth, by, at) => random.NextDouble() < 0.8 ? truth : !truth);
            if (Agreement.Drift(ratings, new AgreementOptions { Permutations = 199, Resamples = 0, Seed = (ulong)run }).Any(static f => f.IsDrift)) alarms++;
        }
        Assert.InRange(alarms, 0, 13);
    }

    // Holm (1979) by hand: 0.01·3, then 0.02·2, then 0.4.
    [Fact]
    public void ProbabilitiesAreAdjustedForTheirNumber() =>
        Assert.Equal([0.4, 0.03, 0.04], PairedShares.Holm([0.4, 0.01, 0.02]), static (a, b) => Math.Abs(a - b) < 1e-12);

    // Of six ratings, three and three, two of the twenty orders are as extreme as the one that is there.
    [Fact]
    public void ThePermutationTestIsExact() =>
        Assert.InRange(BlockTest.Run(6, BlockTest.OfClasses([0, 0, 0, 1, 1, 1], 2, 2), stream: 5, permutations: 20_000), 0.094, 0.106);

    // One of sixty says one class for the first half and the other for the second: adjusted for 120 tests, a least probability of 1 in 2,000 would be 0.06.
    [Fact]
    public void ADriftIsFoundAmongManyAnnotators()
    {
        var random = new Random(5);
        var ratings = new List<Rating>();
        for (int by = 0; by < 60; by++)
            for (int i = 0; i < 80; i++) ratings.Add(new Rating($"{by}-{i}", $"a{by:00}", by == 7 ? (i < 40 ? "x" : "y") : random.Next(2) == 0 ? "x" : "y", Start.AddMinutes(i)));
        IReadOnlyList<DriftFinding> findings = Agreement.Drift(Ratings.Of(ratings), new AgreementOptions { Resamples = 0, Permutations = 99 });
        DriftFinding found = Assert.Single(findings, static f => f.IsDrift);
        Assert.Equal(("a07", DriftKind.Rates), (found.Annotator, found.Kind));
        Assert.InRange(found.Probability, 0, 0.005);
        Assert.All(Agreement.Drift(Ratings.Of(ratings.Where(static r => r.Annotator == "a07")), new AgreementOptions { DriftLevel = 1e-6 }).Where(static f => f.Kind == DriftKind.Rates),
            static f => Assert.Contains("a level of 1E-06 over 2 tests needs more than 1000000 permutations; raise DriftLevel or Permutations", f.Undefined, StringComparison.Ordinal));
    }

    [Fact]
    public void RatingsWithoutTimesCannotBeTested()
    {
        var ratings = Ratings.Of(Enumerable.Range(0, 20).SelectMany(static i => (Rating[])[new($"{i}", "a", $"{i % 2}"), new($"{i}", "b", $"{i % 3}")]));
        Assert.All(Agreement.Drift(ratings), static f => Assert.Equal("no rating has a time", f.Undefined));
        var atOnce = Ratings.Of(Enumerable.Range(0, 20).Select(static i => new Rating($"{i}", "a", $"{i % 2}", Start)));
        Assert.Equal(["the ratings do not have times that differ", "no item has a rating of somebody else as well"], Agreement.Drift(atOnce).Select(static f => f.Undefined));
        var few = Ratings.Of([new Rating("1", "a", "x", Start)]);
        Assert.All(Agreement.Drift(few), static f => Assert.NotNull(f.Undefined));
        Assert.Contains("drift: cannot be tested", Agreement.Measure(few).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersAreComparedByTheirRanks()
    {
        var random = new Random(7);
        var ratings = Enumerable.Range(0, 200).Select(i => new Rating($"{i}", "anna", FormattableString.Invariant($"{random.Next(1000) + (i > 100 ? 400 : 0)}"), Start.AddMinutes(i)));
        Assert.True(Agreement.Drift(Ratings.Of(ratings)).Single(static f => f.Kind == DriftKind.Rates).IsDrift);
    }

    private static Ratings Simulate(int seed, int items, Func<Random, bool, string, double, bool> says)
    {
        var random = new Random(seed);
        var ratings = new List<Rating>();
        for (int item = 0; item < items; item++)
        {
            bool truth = random.NextDouble() < 0.5;
            foreach (string by in (string[])["anna", "ben", "cleo"])
                ratings.Add(new Rating($"{item}", by, says(random, truth, by, (double)item / items) ? "spam" : "fine", Start.AddSeconds(30 * item)));
        }
        return Ratings.Of(ratings);
    }
}
