using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tracking.Tests;

/// <summary>What a program records without a call: fits, evaluations, searches, files.</summary>
[Collection(Alone.Name)]
public sealed class TrackedModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFitIsWholeWithoutACall()
    {
        long problems = Training.Tracking.Problems;
        Training.Tracking.UseFolder(folder.Runs);
        Split<Trip> split = Trip.Split();
        TripModel model = TripModel.Fit(split.Train);
        RegressionMetrics first = model.Evaluate(split.Validation);
        model.Evaluate(split.Validation);
        Assessment<RegressionMetrics> final = model.Assess(split.Test);
        string path = Path.Combine(folder.Path, "fare.mldsl");
        model.Save(path);
        model.Save(path);

        RunRecord run = Assert.Single(RunFolder.Read(folder.Runs).Runs);
        Assert.Equal((RunKind.Fit, "trip-fare", "3", RunState.Finished), (run.Kind, run.Name, run.Version, run.State));
        Assert.Empty(run.Problems);
        Dictionary<string, string> parameters = new(run.Parameters);
        Assert.Equal("Regression", parameters["task"]);
        Assert.Equal("PoissonRegression", parameters["trainer"]);
        Assert.Equal("0.01", parameters["option.L2"]);
        Assert.Equal("4711", parameters["split.seed"]);
        Assert.Equal("Random: validation 0.2, test 0.2, seed 4711", parameters["split"]);
        Assert.Equal(model.Card.DataFingerprint, parameters["data.fingerprint"]);
        Assert.Contains("Miles:float:None:Numeric", run.Schema.First(static c => c.StartsWith("Miles", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(run.Versions, static v => v.Key == "package.MlDsl.Training");
        Assert.Contains(run.Versions, static v => v.Key == "dotnet");

        RunMetrics[] steps = [.. run.Events.OfType<RunMetrics>()];
        RunMetrics[] iterations = [.. steps.Where(static s => s.Metrics[0].Name == "training/objective")];
        Assert.Equal(model.Card.Log.Iterations, iterations[^1].Step);
        Assert.True(iterations[0].Metrics[0].Metric.Value > iterations[^1].Metrics[0].Metric.Value);
        RunMetrics[] validation = [.. steps.Where(static s => s.Metrics[0].Name == "validation/RMSE")];
        Assert.Equal([0L, 1L], validation.Select(static s => s.Step));
        Assert.Equal(first.Rmse, validation[0].Metrics[0].Metric);
        Assert.Contains(validation[0].Metrics, m => m.Name == "validation/baseline RMSE" && m.Metric.Value == first.Baseline!.Rmse.Value);
        RunMetrics test = Assert.Single(steps, static s => s.Metrics[0].Name == "test/RMSE");
        Assert.Equal(final.Metrics.Rmse, test.Metrics[0].Metric);
        Assert.Contains(test.Metrics, static m => m.Name == "test/times assessed" && m.Metric.Value == 1);
        Assert.Equal(["training", "validation", "validation", "test"], run.Events.OfType<RunInput>().Select(static i => i.Data.Use));

        RunArtifact file = Assert.Single(run.Events.OfType<RunArtifact>());
        Assert.Equal(("fare.mldsl", new FileInfo(path).Length), (file.Name, file.Bytes));
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(file.Path!));
        Assert.Equal(problems, Training.Tracking.Problems);
    }

    [Fact]
    public void AFileThatIsSavedAnewIsKeptBesideTheFirst()
    {
        Training.Tracking.UseFolder(folder.Runs, new() { MaxArtifactBytes = 100_000 });
        Split<Trip> split = Trip.Split();
        TripModel model = TripModel.Fit(split.Train);
        string path = Path.Combine(folder.Path, "fare.mldsl");
        model.Save(path);
        byte[] before = File.ReadAllBytes(path);
        model.Evaluate(split.Validation);
        model.Save(path);
        RunArtifact[] files = [.. Assert.Single(RunFolder.Read(folder.Runs).Runs).Events.OfType<RunArtifact>()];
        Assert.Equal(["fare.mldsl", "fare.2.mldsl"], files.Select(static f => f.Name));
        Assert.Equal(before, File.ReadAllBytes(files[0].Path!));
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(files[1].Path!));
    }

    [Fact]
    public async Task AFileThatIsTooLargeToKeepIsNamed()
    {
        Training.Tracking.UseFolder(folder.Runs, new() { MaxArtifactBytes = 100 });
        TripModel model = TripModel.Fit(Trip.Split().Train);
        await model.SaveAsync(Path.Combine(folder.Path, "fare.mldsl"));
        RunArtifact file = Assert.Single(Assert.Single(RunFolder.Read(folder.Runs).Runs).Events.OfType<RunArtifact>());
        Assert.Null(file.Path);
        Assert.Equal(64, file.Sha256.Length);
        Assert.True(file.Bytes > 100);
    }

    [Fact]
    public void NothingIsRecordedUnlessItIsAskedFor()
    {
        Training.Tracking.Off();
        Split<Trip> split = Trip.Split();
        TripModel.Fit(split.Train).Evaluate(split.Validation);
        Assert.Null(Training.Tracking.Folder);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void RecordingChangesNoByteOfAModel()
    {
        byte[] Bytes()
        {
            using var file = new MemoryStream();
            TripModel.Fit(Trip.Split().Train).Save(file);
            return file.ToArray();
        }
        byte[] plain = Bytes();
        Training.Tracking.UseFolder(folder.Runs);
        Assert.Equal(plain, Bytes());
    }

    [Fact]
    public void SensitiveValuesNumbersOfRowsAndFoldersNeverEnter()
    {
        Training.Tracking.UseFolder(folder.Runs);
        Split<Trip> split = Trip.Split();
        TripModel model = TripModel.Fit(split.Train);
        Assert.NotEmpty(model.Evaluate(split.Validation).Slices);
        model.Assess(split.Test);
        TripModel.CrossValidate(split.Train.FoldsRandom(3, seed: 1));
        model.Save(Path.Combine(folder.Path, "fare.mldsl"));
        string[] files = [.. Directory.GetFiles(folder.Runs, "*", SearchOption.AllDirectories)];
        Assert.Equal(4, files.Count(static file => Path.GetExtension(file) is ".json" or ".jsonl"));
        foreach (string text in files.Select(File.ReadAllText))
        {
            Assert.DoesNotContain(Trip.Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Trip.Person, text, StringComparison.Ordinal);
            Assert.DoesNotContain(folder.Path, text, StringComparison.Ordinal);
        }
        Assert.Contains("Borough:string:Sensitive:", File.ReadAllText(files.First(static f => f.EndsWith(RunJson.Header, StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void FoldsAreStepsOfOneRun()
    {
        Training.Tracking.UseFolder(folder.Runs);
        CrossValidation<RegressionMetrics> found = TripModel.CrossValidate(Trip.Split().Train.FoldsRandom(3, seed: 1));
        RunRecord run = Assert.Single(RunFolder.Read(folder.Runs).Runs);
        Assert.Equal((RunKind.CrossValidation, RunState.Finished), (run.Kind, run.State));
        Assert.Contains(new("folds", "3"), run.Parameters);
        RunMetrics[] steps = [.. run.Events.OfType<RunMetrics>()];
        Assert.Equal([0L, 1L, 2L], steps.Select(static s => s.Step));
        Assert.Equal(found.Folds.Select(static f => f.Rmse.Value), steps.Select(static s => s.Metrics[0].Metric.Value));
    }

    [Fact]
    public void TrialsAreStepsOfOneRun()
    {
        Training.Tracking.UseFolder(folder.Runs);
        SearchResult found = TripModel.Search(
            Trip.Split().Development, static rows => rows.FoldsRandom(3, seed: 1), options: new() { Strategy = new RandomSearch { Trials = 4 }, Seed = 9 }, control: new() { Workers = 1 });
        RunRecord run = Assert.Single(RunFolder.Read(folder.Runs).Runs);
        Assert.Equal((RunKind.Search, RunState.Finished), (run.Kind, run.State));
        Assert.Contains(new("search.seed", "9"), run.Parameters);
        RunMetrics[] trials = [.. run.Events.OfType<RunMetrics>().Where(static s => s.Options.Count > 0)];
        Assert.Equal(found.Trials.Select(static t => t.Loss), trials.Select(static t => t.Metrics[0].Metric.Value));
        Assert.Equal(found.Trials[2].Options["L2"], trials[2].Options.First(static o => o.Key == "L2").Value);
        Assert.Contains(run.Events.OfType<RunParameter>(), p => p.Name == "best.trial" && p.Value == $"{found.Best.Trial}");
    }

    [Fact]
    public void AModelFromAFileIsARunOfItsOwn()
    {
        Split<Trip> split = Trip.Split();
        string path = Path.Combine(folder.Path, "fare.mldsl");
        TripModel.Fit(split.Train).Save(path);
        Training.Tracking.UseFolder(folder.Runs);
        TripModel loaded = TripModel.Load(path);
        loaded.Evaluate(split.Validation);
        loaded.Assess(split.Test);
        RunRecord run = Assert.Single(RunFolder.Read(folder.Runs).Runs);
        Assert.Equal((RunKind.Evaluation, RunState.Finished), (run.Kind, run.State));
        Assert.Equal(["validation/RMSE", "test/RMSE"], run.Events.OfType<RunMetrics>().Select(static s => s.Metrics[0].Name));
    }

    [Fact]
    public void ARunThatFailsSaysByWhatAndNotOfWhichRow()
    {
        Training.Tracking.UseFolder(folder.Runs);
        var split = Dataset<Trip>.FromRows(Enumerable.Range(0, 100).Select(static i => new Trip { Miles = 1, Minutes = i, Borough = "a", Fare = -5 })).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
        Assert.ThrowsAny<Exception>(() => TripModel.Fit(split.Train));
        RunRecord run = Assert.Single(RunFolder.Read(folder.Runs).Runs);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Equal(typeof(TrainingException).FullName, run.Events.OfType<RunEnd>().Single().Problem);
    }

    [Fact]
    public void ARunThatIsCancelledSaysSo()
    {
        Training.Tracking.UseFolder(folder.Runs);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => TripModel.Fit(Trip.Split().Train, control: new() { Cancellation = stop.Token }));
        Assert.Equal(RunState.Cancelled, Assert.Single(RunFolder.Read(folder.Runs).Runs).State);
    }

    [Fact]
    public void AFitByNameIsRecordedAsWell()
    {
        TripModel model = TripModel.Fit(Trip.Split().Train);
        string path = Path.Combine(folder.Path, "fare.mldsl");
        model.Save(path);
        DynamicModel named = DynamicModel.Load(path);
        Training.Tracking.UseFolder(folder.Runs);
        string csv = Path.Combine(folder.Path, "trips.csv");
        File.WriteAllLines(csv, Enumerable.Range(0, 60).Select(static i => FormattableString.Invariant($"{i},{i % 7},{i * 3 % 11},b,{3 + (i % 7)}")).Prepend("Number,Miles,Minutes,Borough,Fare"));
        DynamicModel again = named.Refit(named.Training.Rows(csv), new LinearRegressionOptions());
        again.Save(Path.Combine(folder.Path, "again.mldsl"));
        RunRecord run = Assert.Single(RunFolder.Read(folder.Runs).Runs);
        Assert.Equal((RunKind.Fit, RunState.Finished), (run.Kind, run.State));
        Assert.Contains(run.Parameters, static p => p.Key == "parent");
        Assert.Single(run.Events.OfType<RunArtifact>());
    }

    [Fact]
    public void TheVariableTurnsItOn()
    {
        using var process = Recorder.Start(new Dictionary<string, string> { [Training.Tracking.FolderVariable] = folder.Runs }, "fit");
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("True 0", told.Trim());
        RunRecord run = Assert.Single(RunFolder.Read(folder.Runs).Runs);
        Assert.Equal(RunState.Finished, run.State);
        Assert.Contains(run.Events.OfType<RunMetrics>(), static s => s.Metrics[0].Name == "validation/RMSE");
    }

    [Fact]
    public void AVariableThatNamesNoFolderEndsNothing()
    {
        string file = Path.Combine(folder.Path, "a file");
        File.WriteAllText(file, "");
        using var process = Recorder.Start(new Dictionary<string, string> { [Training.Tracking.FolderVariable] = Path.Combine(file, "runs") }, "fit");
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.StartsWith("True ", told, StringComparison.Ordinal);
        Assert.NotEqual("True 0", told.Trim());
    }

    // A relative folder cannot be told then, and nothing is recorded; a whole one is recorded into.
    [Theory]
    [InlineData(false, "False 1")]
    [InlineData(true, "True 0")]
    public void ACurrentFolderThatIsGoneEndsNothing(bool isWhole, string expected)
    {
        if (OperatingSystem.IsWindows()) return;
        using var process = Recorder.Start(new Dictionary<string, string> { [Training.Tracking.FolderVariable] = isWhole ? folder.Runs : "runs" }, "fit", Path.Combine(folder.Path, "gone"));
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, expected), (process.ExitCode, told.Trim()));
        if (isWhole) Assert.Single(RunFolder.Read(folder.Runs).Runs);
    }

    // A trainer's assembly is loaded when it is first used.
    [Fact]
    public void PackagesAreThoseOfTheRun()
    {
        int before = SourceVersions.All.Count;
        string name = $"MlDsl.Made{Guid.NewGuid():N}";
        System.Reflection.Emit.AssemblyBuilder.DefineDynamicAssembly(new(name), System.Reflection.Emit.AssemblyBuilderAccess.Run);
        Assert.Contains(SourceVersions.All, v => v.Key == $"package.{name}");
        Assert.Equal(before + 1, SourceVersions.All.Count);
    }

    // One fit may train more than once: each training has a curve of its own.
    [Fact]
    public void TrainingsOfOneFitAreNamedApart()
    {
        Training.Tracking.UseFolder(folder.Runs);
        TrackedRun run = Training.Tracking.Session!.Begin(new RunFacts(RunKind.Fit, "a", "1", [], [], []));
        var progress = new TrackedProgress(run, null);
        foreach (int iteration in (int[])[1, 2, 3, 1, 2, 1]) progress.Report(new TrainingProgress(iteration, 10 + iteration, double.NaN, 1));
        run.End(RunState.Finished);
        Assert.Equal(
            ["training/objective 1", "training/objective 2", "training/objective 3", "training.2/objective 1", "training.2/objective 2", "training.3/objective 1"],
            RunRecord.Read(run.Folder).Events.OfType<RunMetrics>().Select(static m => FormattableString.Invariant($"{m.Metrics[0].Name} {m.Step}")));
    }
}
