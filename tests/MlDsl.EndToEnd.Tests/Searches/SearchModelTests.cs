using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Searches;

/// <summary>Searches of models: what they train on, what they give, and what cannot be reached from them.</summary>
public sealed class SearchModelTests : IDisposable
{
    private static readonly Split<Plot> Split = Plot.Split();
    private static readonly SearchOptions Few = new() { Strategy = new RandomSearch { Trials = 8 }, Seed = 2, Evaluation = new() { Resamples = 50 } };

    private readonly string folder = Directory.CreateTempSubdirectory("mldsl").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TheDeclarationIsTheSpace()
    {
        SearchResult found = PlotModel.Search(Split.Development, static rows => rows.FoldsRandom(4, seed: 1), options: Few);
        Assert.Equal(8, found.Trials.Count);
        Assert.Empty(found.Trials[0].Options);
        Assert.All(found.Trials.Skip(1), static t => Assert.Equal(["FitIntercept", "L2"], t.Options.Keys));
        Assert.All(found.Trials, static t => Assert.Equal((4, 320.0 * 3), (t.Losses.Count, t.Work)));
        Assert.Contains(found.Trials, static t => t.Options.GetValueOrDefault("FitIntercept") == "False");
        var chosen = Assert.IsType<LinearRegressionOptions>(found.Options);
        Assert.Equal(400, chosen.MaxIterations);
        Assert.Equal(found.Best.Options.GetValueOrDefault("FitIntercept", "True"), $"{chosen.FitIntercept}");
        Assert.True(found.CorrectedLoss.HasInterval && found.Optimism is > -0.1 and < 0.1, found.ToString());
        Assert.StartsWith("Search of 8 trials, work 7680\nbest: trial ", found.ToString(), StringComparison.Ordinal);
        Assert.Contains("\non other rows: loss ", found.ToString(), StringComparison.Ordinal);
    }

    // Each fold's loss is that of a model fitted and evaluated by hand.
    [Fact]
    public void ATrialIsACrossValidation()
    {
        SearchResult found = PlotModel.Search(Split.Train, static rows => rows.FoldsRandom(3, seed: 5), options: Few);
        SearchTrial trial = found.Trials[3];
        var options = new LinearRegressionOptions
        {
            MaxIterations = 400,
            L2 = double.Parse(trial.Options["L2"], System.Globalization.CultureInfo.InvariantCulture),
            FitIntercept = bool.Parse(trial.Options["FitIntercept"]),
        };
        CrossValidation<RegressionMetrics> folds = PlotModel.CrossValidate(Split.Train.FoldsRandom(3, seed: 5), options, options: new() { Resamples = 0 });
        Assert.Equal(folds.Folds.Select(static f => f.Rmse.Value), trial.Losses.Select(static l => l), static (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(trial.Losses.Average(), trial.Loss);
    }

    [Fact]
    public void WorkersAndResumptionDoNotChangeTheLog()
    {
        byte[] Log(string name, int workers)
        {
            PlotModel.Search(Split.Development, static rows => rows.FoldsRandom(3, seed: 1), options: Few with { Strategy = new ModelSearch { Trials = 10, RandomTrials = 3 } }, control: new() { Workers = workers, Log = Path.Combine(folder, name) });
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        byte[] one = Log("one", 1);
        Assert.Equal(one, Log("two", 2));
        Assert.Equal(one, Log("eight", 8));
        File.WriteAllBytes(Path.Combine(folder, "cut"), one[..(one.Length / 2)]);
        Assert.Equal(one, Log("cut", 2));
        string said = Assert.Throws<SearchLogException>(() => PlotModel.Search(Split.Train, static rows => rows.FoldsRandom(3, seed: 1), options: Few, control: new() { Log = Path.Combine(folder, "one") })).Message;
        Assert.Contains("is the log of another search: its data is ", said, StringComparison.Ordinal);
        // Folds that are called alike and are of other rows.
        string folds = Assert.Throws<SearchLogException>(() => PlotModel.Search(
            Split.Development, static _ => Split.Train.FoldsRandom(3, seed: 1), options: Few with { Strategy = new ModelSearch { Trials = 10, RandomTrials = 3 } }, control: new() { Log = Path.Combine(folder, "one") })).Message;
        Assert.Contains("is the log of another search: its folds is ", folds, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsCancelledGoesOn()
    {
        string path = Path.Combine(folder, "log");
        using var stop = new CancellationTokenSource();
        var heard = new List<SearchTrial>();
        var control = new SearchControl { Workers = 2, Log = path, Cancellation = stop.Token, Progress = new Listener(heard, trial => { if (trial.Trial == 3) stop.Cancel(); }) };
        Assert.ThrowsAny<OperationCanceledException>(() => PlotModel.Search(Split.Development, static rows => rows.FoldsRandom(3, seed: 1), options: Few, control: control));
        Assert.Equal([0, 1, 2, 3], heard.Select(static t => t.Trial));
        Assert.Equal(5, File.ReadAllLines(path).Length);
        SearchResult found = PlotModel.Search(Split.Development, static rows => rows.FoldsRandom(3, seed: 1), options: Few, control: new() { Log = path, Progress = new Listener(heard, static _ => { }) });
        Assert.Equal(4 + 8, heard.Count);
        Assert.Equal((8, 9), (found.Trials.Count, File.ReadAllLines(path).Length));
        Assert.StartsWith("trial 3: loss ", heard[3].ToString(), StringComparison.Ordinal);
    }

    // Rows of the test do not come into a fold, whoever makes it.
    [Fact]
    public void TestRowsCannotBeReached()
    {
        Dataset<Plot> data = Dataset<Plot>.FromRows(Plot.Made(400));
        Split<Plot> split = data.SplitRandom(0.2, 0.2, seed: 3);
        void Refuses(Func<TrainSet<Plot>, Folds<Plot>> folds) => Assert.Contains(
            "has rows that are not among the 320 to search on, such as those of the test",
            Assert.Throws<ArgumentException>(() => PlotModel.Search(split.Development, folds, options: Few)).Message, StringComparison.Ordinal);
        Refuses(_ => data.FoldsRandom(4, seed: 1));
        Refuses(_ => Dataset<Plot>.FromRows(Plot.Made(400)).SplitRandom(0.2, 0.2, seed: 3).Development.FoldsRandom(4, seed: 1));
        Refuses(_ => data.SplitRandom(0.2, 0.2, seed: 4).Train.FoldsRandom(4, seed: 1));
        // A part of the rows is allowed.
        Assert.Equal(8, PlotModel.Search(split.Development, _ => split.Train.FoldsRandom(3, seed: 1), options: Few).Trials.Count);
    }

    [Fact]
    public void RefusesWhatCannotBeSearched()
    {
        static Folds<Plot> Three(TrainSet<Plot> rows) => rows.FoldsRandom(3, seed: 1);
        void Says(string message, Func<object> search) => Assert.Contains(message, Assert.Throws<ArgumentException>(search).Message, StringComparison.Ordinal);
        Says("'bare' declares no range to search; give it [Search(", () => BarePlotModel.Search(Split.Development, Three));
        Says("The space of LinearRegression has no range", () => BarePlotModel.Search(Split.Development, Three, SearchSpace.Of(new LinearRegressionOptions())));
        SearchSpace wrong = SearchSpace.Of(new LogisticRegressionOptions()).Number("L2", 0, 1, static (o, l2) => o with { L2 = l2 });
        Says("LogisticRegression learns TwoClasses, Classes, and the model 'bare' is for Regression", () => BarePlotModel.Search(Split.Development, Three, wrong));
    }

    // Linear and Poisson regression, each with its own ranges; a trial that cannot be trained is said and passed over.
    [Fact]
    public void ChoosesBetweenTrainers()
    {
        SearchSpace space = SearchSpace.Of(new LinearRegressionOptions()).Number("L2", 1e-6, 1, static (o, l2) => o with { L2 = l2 }, SearchScale.Log)
            .Union(SearchSpace.Of(new PoissonRegressionOptions()).Number("L1", 1e-6, 1, static (o, l1) => o with { L1 = l1 }, SearchScale.Log));
        SearchResult found = BarePlotModel.Search(Split.Development, static rows => rows.FoldsRandom(3, seed: 1), space, Few with { Strategy = new RandomSearch { Trials = 12 } });
        SearchTrial[] poisson = [.. found.Trials.Where(static t => t.Trainer == "PoissonRegression")];
        Assert.InRange(poisson.Length, 2, 10);
        // A label below 0 is no count.
        Assert.All(poisson, static t => Assert.Contains("Fold 1: ", t.Problem, StringComparison.Ordinal));
        Assert.Equal("LinearRegression", found.Best.Trainer);
    }

    [Fact]
    public void FoldsOfGroupsTimesAndQueriesAreSearched()
    {
        Split<Stay> stays = Dataset<Stay>.FromRows(Stay.Made(600)).SplitByTime(0.2, 0.2);
        SearchResult byTime = StayModel.Search(stays.Development, static rows => rows.RollingOrigin(3, horizon: 0.2, embargo: TimeSpan.FromHours(5)), options: Few);
        Assert.Equal(["ClassWeights", "L2", "MaxIterations"], byTime.Trials[1].Options.Keys);
        Assert.True(byTime.CorrectedLoss.IsDefined);
        SearchResult byGroup = StayModel.Search(stays.Train, static rows => rows.FoldsByGroup(3, seed: 1), options: Few with { Strategy = new HalvingSearch { Trials = 4, Factor = 2, Steps = 2 } });
        Assert.Equal([0.5, 0.5, 0.5, 0.5, 1, 1], byGroup.Trials.Select(static t => t.Share));
        Split<SearchHit> hits = SearchHits.Split();
        SearchResult ranked = HitModel.Search(hits.Train, static rows => rows.FoldsByGroup(3, seed: 1), options: Few with { Strategy = new RandomSearch { Trials = 3 } });
        Assert.InRange(ranked.Best.Loss, 0, 0.5);
        Assert.True(ranked.CorrectedLoss.HasInterval, ranked.ToString());
    }

    [Fact]
    public void ASmallerShareIsPartOfALargerAndTakesWholeGroups()
    {
        TrainSet<Stay> rows = Dataset<Stay>.FromRows(Stay.Made(600)).SplitByGroup(0.2, 0.2, seed: 1).Train;
        TrainSet<Stay> half = SampledRows.Of(rows, 0.5, default), fifth = SampledRows.Of(rows, 0.2, default);
        Assert.Equal(half.Rows.Count(), half.Count);
        Assert.Subset(half.Rows.Select(static r => r.Patient).ToHashSet(), fifth.Rows.Select(static r => r.Patient).ToHashSet());
        Assert.Equal(half.Rows.Select(static r => r.Patient).Distinct().Sum(patient => rows.Rows.Count(r => r.Patient == patient)), half.Count);
        Assert.InRange(half.Count, rows.Count * 0.25, rows.Count * 0.75);
        Assert.Same(rows, SampledRows.Of(rows, 1, default));
        TrainSet<Plot> third = SampledRows.Of(Split.Development, 1 / 3.0, default);
        Assert.InRange(third.Count, 80, 135);
        Assert.NotEqual(Split.Development.Fingerprint, third.Fingerprint);
    }

    // The validation rows of a fold are touched neither by the search in it nor by its model.
    [Fact]
    public void ASearchIsCrossValidated()
    {
        Folds<Plot> outer = Split.Development.FoldsRandom(3, seed: 8);
        SearchValidation<RegressionMetrics> nested = PlotModel.CrossValidate(outer, static rows => rows.FoldsRandom(3, seed: 1), options: Few, control: new() { Log = Path.Combine(folder, "nested") });
        Assert.Equal((3, 3), (nested.Metrics.Folds.Count, nested.Searches.Count));
        Assert.Equal(["nested.0", "nested.1", "nested.2"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        SearchResult alone = PlotModel.Search(outer[1].Train, static rows => rows.FoldsRandom(3, seed: 1), options: Few);
        Assert.Equal(alone.Options, nested.Searches[1].Options);
        Assert.Equal(PlotModel.Fit(outer[1].Train, alone.Options).Evaluate(outer[1].Validation, Few.Evaluation), nested.Metrics.Folds[1]);
        Assert.Contains("\nfold 2: LinearRegression ", nested.ToString(), StringComparison.Ordinal);
    }

    private sealed class Listener(List<SearchTrial> heard, Action<SearchTrial> also) : IProgress<SearchTrial>
    {
        public void Report(SearchTrial value)
        {
            heard.Add(value);
            also(value);
        }
    }
}
