using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>Searches over ML.NET's trainers: trials that train at the same time change nothing for each other.</summary>
public sealed class SearchTests : IDisposable
{
    private static readonly Split<PaidRide> Split = Dataset<PaidRide>.FromRows([.. PaidRide.Make(900, 1)]).SplitRandom(0.2, 0.2, seed: 1);

    private readonly string folder = Directory.CreateTempSubdirectory("mldsl").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void WorkersDoNotChangeTheLog()
    {
        SearchSpace space = SearchSpace.Of(new FastTreeOptions { Trees = 15 }).Integer("Leaves", 4, 40, static (o, leaves) => o with { Leaves = leaves })
            .Union(SearchSpace.Of(new GamOptions { Iterations = 60 }).Number("LearningRate", 0.01, 0.5, static (o, rate) => o with { LearningRate = rate }, SearchScale.Log))
            .Union(SearchSpace.Of(new AveragedPerceptronOptions()).Integer("Iterations", 1, 10, static (o, iterations) => o with { Iterations = iterations }))
            .Union(SearchSpace.Of(new FieldAwareFactorizationMachineOptions()).Number("LearningRate", 0.01, 0.5, static (o, rate) => o with { LearningRate = rate }, SearchScale.Log))
            .Union(SearchSpace.Of(new SdcaOptions { MaxIterations = 5 }).Number("L2", 1e-6, 1e-2, static (o, l2) => o with { L2 = l2 }, SearchScale.Log));
        SearchResult Search(int workers) => PaidRideModel.Search(
            Split.Train, static rows => rows.FoldsRandom(2, seed: 1), space,
            new() { Strategy = new RandomSearch { Trials = 24 }, Evaluation = new() { Resamples = 30 } }, new() { Workers = workers, Log = Path.Combine(folder, $"{workers}") });
        SearchResult found = Search(1);
        Search(6);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "1")), File.ReadAllBytes(Path.Combine(folder, "6")));
        Assert.All(found.Trials, static trial => Assert.Null(trial.Problem));
        Assert.Equal(5, found.Trials.Select(static trial => trial.Trainer).Distinct().Count());
    }

    [Fact]
    public void WorkCountsRoundsThatWereLookedAt()
    {
        var log = new TrainingLog(30, true, 0);
        Assert.Equal(3000, new GamOptions().Work(100, log));
        Assert.Equal((400 * 90) + 3000, new GamOptions { Iterations = 400, Prune = true }.Work(100, log), 9);
        Assert.Equal(400 * 80, new GamOptions { Iterations = 400, Prune = true, Refit = false, HeldShare = 0.2 }.Work(100, log), 9);
    }
}
