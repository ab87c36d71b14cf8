using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Searches;

/// <summary>How trials are chosen, on losses in closed form.</summary>
public sealed class SearchStrategyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AModelFindsLessThanChance(bool isBranin)
    {
        Func<PointOptions, double> loss = isBranin ? Formulas.Branin : Formulas.Bowl;
        double Median(SearchStrategy strategy) => Enumerable.Range(0, 21)
            .Select(seed => Formulas.Run(PointOptions.Plane(-5, 10, 0, 15), new() { Strategy = strategy, Seed = (ulong)seed }, (_, at) => loss(at)).Run().Best.Loss).Order().ElementAt(10);
        double least = isBranin ? 0.397887 : 0, model = Median(new ModelSearch()) - least, random = Median(new RandomSearch()) - least;
        Assert.True(model < 0.7 * random, $"{model} and {random} above the least");
        Assert.True(model > -1e-6);
    }

    // Of two trainers one is better whatever its options; of three kinds one.
    [Fact]
    public void AModelLearnsWhichTrainerAndWhichKind()
    {
        SearchSpace space = SearchSpace.Of(new PointOptions { Share = 1 }).Number("X", 0, 1, static (o, x) => o with { X = x })
            .Union(SearchSpace.Of(new PointOptions()).Choice("Steps", [0, 5, 9], static (o, s) => o with { Steps = s }));
        SearchResult found = Formulas.Run(space, new() { Strategy = new ModelSearch { Trials = 60 }, Seed = 4 }, static (step, at) => (5 * at.Share) + Math.Abs(at.Steps - 5) + (step.Trial * 1e-6)).Run();
        Assert.Equal(("5", 0.0), (found.Best.Options["Steps"], ((PointOptions)found.Options).Share));
        // By chance one in six.
        Assert.InRange(found.Trials.Skip(35).Count(static t => t.Options.TryGetValue("Steps", out string? steps) && steps == "5"), 16, 25);
    }

    [Fact]
    public void HalvingPromotesByLossAndThenByNumber()
    {
        var seen = new List<(int Trial, double Share)>();
        SearchOptions options = new() { Strategy = new HalvingSearch { Trials = 9, Factor = 3, Steps = 3 }, Concurrent = 2 };
        // 2, 5 and 8 are equally good; 4 fails, and 7 is better but only on few rows.
        SearchRun run = new(
            PointOptions.Plane(0, 1, 0, 1), options, new SearchControl { Workers = 1 }, null, 1,
            (step, _, _, _) =>
            {
                seen.Add((step.Trial, step.Share));
                if (step.Trial == 4) throw new TrainingException("no rows");
                return new FoldResult(step.Trial == 7 ? (step.Share < 0.2 ? 0 : 9) : step.Trial % 3 == 2 ? 1 : 2, step.Share * 90, null, [], []);
            });
        SearchResult found = run.Run();
        Assert.Equal([.. Enumerable.Range(0, 9).Select(static t => (t, 1 / 9.0)), (2, 1 / 3.0), (5, 1 / 3.0), (7, 1 / 3.0), (2, 1.0)], seen.Select(static s => (s.Trial, s.Share)));
        Assert.Equal((2, 1.0, 1), (found.Best.Trial, found.Best.Share, found.Compared));
        Assert.Equal("Fold 1: no rows", found.Trials[4].Problem);
        Assert.Equal((8 * 10) + (3 * 30) + 90, found.Work, 9);
        Assert.Contains("1 failed, the first: Fold 1: no rows", found.ToString(), StringComparison.Ordinal);
        // Against the best on as many rows.
        Assert.Equal(-1, found.Trials[7].Excess.Value);
    }

    [Fact]
    public void BracketsBeginOnLargerShares()
    {
        SearchResult found = Formulas.Run(
            PointOptions.Plane(0, 1, 0, 1), new() { Strategy = new HalvingSearch { Trials = 9, Factor = 3, Steps = 3, Brackets = 3 } }, static (_, at) => Formulas.Bowl(at)).Run();
        // Hyperband's own numbers for a factor of 3 and three steps: 9, 5 and 3 begin.
        double[] shares = [.. new[] { (9, 1 / 9.0), (3, 1 / 3.0), (1, 1), (5, 1 / 3.0), (1, 1), (3, 1) }.SelectMany(static r => Enumerable.Repeat(r.Item2, r.Item1))];
        Assert.Equal(shares, found.Trials.Select(static t => t.Share));
        Assert.Equal(17, found.Trials.Select(static t => t.Trial).Distinct().Count());
        Assert.Equal(5, found.Compared);
    }

    [Fact]
    public void HalvingEndsABracketOfWhichNothingIsLeft()
    {
        SearchRun run = new(
            PointOptions.Plane(0, 1, 0, 1), new() { Strategy = new HalvingSearch { Trials = 3, Steps = 2, Brackets = 2 } }, new SearchControl { Workers = 1 }, null, 1,
            static (step, _, _, _) => step.Share < 1 ? FoldResult.Failed("too few") : new FoldResult(1, 1, null, [], []));
        SearchTrial best = run.Run().Best;
        Assert.Equal((1.0, 3), (best.Share, best.Trial));
    }

    // The best of a search that the budget ended on small shares is the best there.
    [Fact]
    public void TheBudgetIsOfWorkAndTrialsUnderWayEnd()
    {
        SearchSpace space = PointOptions.Plane(0, 1, 0, 1);
        SearchResult found = Formulas.Run(space, new() { Strategy = new RandomSearch { Trials = 100 }, Budget = 95, Concurrent = 3 }, static (_, at) => Formulas.Bowl(at)).Run();
        // Ten trials of work 10 are known when the thirteenth would begin.
        Assert.Equal((12, true, 120.0), (found.Trials.Count, found.IsCut, found.Work));
        SearchResult few = Formulas.Run(space, new() { Strategy = new HalvingSearch { Trials = 9 }, Budget = 1 }, static (_, at) => Formulas.Bowl(at)).Run();
        Assert.Equal((1 / 9.0, true), (few.Best.Share, few.IsCut));
        Assert.Contains("ended by the budget", few.ToString(), StringComparison.Ordinal);
        Assert.False(Formulas.Run(space, new() { Strategy = new RandomSearch { Trials = 3 } }, static (_, _) => 1).Run().IsCut);
        // All trials were made when the budget was spent.
        Assert.False(Formulas.Run(space, new() { Strategy = new RandomSearch { Trials = 3 }, Budget = 30, Concurrent = 1 }, static (_, _) => 1).Run().IsCut);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AnErrorOfALibraryIsATrialThatFailed(int workers)
    {
        SearchResult Search(bool isUnusable, Func<int, bool> fails) => Formulas.Run(
            PointOptions.Plane(0, 1, 0, 1), new() { Strategy = new RandomSearch { Trials = 6 } }, (step, _) => fails(step.Trial) ? throw new Broken { IsUnusable = isUnusable } : step.Trial,
            new SearchControl { Workers = workers }).Run();
        SearchResult found = Search(isUnusable: false, static trial => trial is 0 or 3);
        Assert.Equal(["Fold 1: no memory", null, null, "Fold 1: no memory", null, null], found.Trials.Select(static t => t.Problem));
        Assert.Equal(1, found.Best.Trial);
        Assert.Contains("Every trial of the search failed, the first: Fold 1: no memory", Assert.Throws<TrainingException>(() => Search(false, static _ => true)).Message, StringComparison.Ordinal);
        // Without the library no other trial would do better.
        Assert.Throws<Broken>(() => Search(isUnusable: true, static trial => trial == 3));
    }

    [Fact]
    public void EveryTrialThatFailsIsSaid()
    {
        SearchRun run = new(PointOptions.Plane(0, 1, 0, 1), new(), new SearchControl { Workers = 2 }, null, 2, static (_, _, fold, _) => fold == 1 ? throw new EvaluationException("no such class") : new FoldResult(1, 1, null, [], []));
        Assert.Contains("Every trial of the search failed, the first: Fold 2: no such class", Assert.Throws<TrainingException>(run.Run).Message, StringComparison.Ordinal);
    }

    private sealed class Broken() : TrainerLibraryException("no memory");
}
