using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

[Model<Loan, Regression>, LightGbm(Trees = 15)]
[Search(nameof(LightGbmAttribute.Leaves), 4, 40, Scale = SearchScale.Log)]
[Search(nameof(LightGbmAttribute.LearningRate), 0.02, 0.5, Scale = SearchScale.Log)]
[Search(nameof(LightGbmAttribute.RowShare), 0.4, 1.0)]
[Search(nameof(LightGbmAttribute.Boosting), LightGbmBoosting.Gradient, LightGbmBoosting.RandomForest)]
public sealed partial class SearchedLoanModel;

/// <summary>Searches of trees: the library's own threads change nothing, and their work is told.</summary>
public sealed class SearchTests : IDisposable
{
    private static readonly Split<Loan> Split = Dataset<Loan>.FromRows(Loan.Make(900, 1)).SplitRandom(0.2, 0.2, seed: 1);

    private readonly string folder = Directory.CreateTempSubdirectory("mldsl").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void WorkersDoNotChangeTheLog()
    {
        SearchResult Search(int workers) => SearchedLoanModel.Search(
            Split.Train, static rows => rows.FoldsRandom(3, seed: 1),
            options: new() { Strategy = new ModelSearch { Trials = 10, RandomTrials = 4 }, Evaluation = new() { Resamples = 30 } }, control: new() { Workers = workers, Log = Path.Combine(folder, $"{workers}") });
        SearchResult found = Search(1);
        Search(8);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "1")), File.ReadAllBytes(Path.Combine(folder, "8")));
        Assert.IsType<LightGbmOptions>(found.Options);
        Assert.Equal(15 * 540.0 * 2, found.Trials[0].Work);
        Assert.True(found.Best.Loss < found.Trials[0].Loss || found.Best.Trial == 0);
    }

    // A forest that draws neither rows nor columns is refused by the trainer: a trial that failed.
    [Fact]
    public void OptionsThatDoNotGoTogetherAreATrialThatFailed()
    {
        SearchSpace space = SearchSpace.Of(new LightGbmOptions { Trees = 5 }).Choice("Boosting", [LightGbmBoosting.Gradient, LightGbmBoosting.RandomForest], static (o, b) => o with { Boosting = b });
        SearchResult found = SearchedLoanModel.Search(Split.Train, static rows => rows.FoldsRandom(2, seed: 1), space, new() { Strategy = new RandomSearch { Trials = 8 } });
        Assert.Contains(found.Trials, static t => t.Problem is { } problem && problem.StartsWith("Fold 1: A random forest draws rows or columns", StringComparison.Ordinal));
        Assert.Contains("failed, the first: Fold 1: A random forest", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WorkCountsRoundsThatWereLookedAt()
    {
        var log = new TrainingLog(30, true, 0);
        Assert.Equal(3000, new LightGbmOptions().Work(100, log));
        Assert.Equal((40 * 90) + 3000, new LightGbmOptions { EarlyStopping = 10 }.Work(100, log), 9);
        Assert.Equal(40 * 80, new LightGbmOptions { EarlyStopping = 10, Refit = false, HeldShare = 0.2 }.Work(100, log), 9);
        Assert.Equal(35 * 90, new LightGbmOptions { EarlyStopping = 10, Refit = false, Trees = 35 }.Work(100, log), 9);
    }
}
