using MlDsl;
using MlDsl.Reports;
using MlDsl.Training;
using TrackedRuns;

const string Folder = "tracked-runs";
if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);

// The one line: what is fitted, evaluated and saved from here on is recorded, and no call below knows of it.
Tracking.UseFolder(Folder);

Split<Day> split = Dataset<Day>.FromRows(Day.Make(3000, seed: 4)).SplitRandom(validation: 0.2, test: 0.2, seed: 7);
PoissonRegressionOptions[] options = [new() { L2 = 10 }, new() { L2 = 1e-2 }, new() { L2 = 1e-4 }];
VisitorsModel[] models = [.. options.Select(each => VisitorsModel.Fit(split.Train, each))];
foreach (VisitorsModel model in models) model.Evaluate(split.Validation);

// What a colleague finds in the folder: options, curves and figures of each run.
RunFolder runs = RunFolder.Read(Folder);
foreach (RunRecord run in runs.Runs.OrderBy(RmseOf))
{
    string l2 = run.Parameters.First(static parameter => parameter.Key == "option.L2").Value;
    Console.WriteLine(FormattableString.Invariant($"L2 {l2,-6} {Curve(run).Count(),3} iterations, validation RMSE {RmseOf(run):F1}"));
}

// The page of the best one: how its training went, as the run recorded it, and what more days would bring.
RunRecord best = runs.Runs.MinBy(RmseOf)!;
int chosen = Array.FindIndex(options, each => each.L2.ToString(System.Globalization.CultureInfo.InvariantCulture) == best.Parameters.First(static p => p.Key == "option.L2").Value);
models[chosen].WriteReport(
    "visitors.html", split.Validation,
    new ReportOptions { Purpose = "Tells a museum how many people will come tomorrow.", Run = best, LearningShares = [0.02, 0.1, 0.3, 1], LearningTrainer = options[chosen] }, split: split);
models[chosen].Save("visitors.mldsl");

RunRecord saved = RunRecord.Read(best.Folder);
RunArtifact file = saved.Events.OfType<RunArtifact>().Single();
Console.WriteLine(FormattableString.Invariant($"\nruns={runs.Runs.Count} problems={runs.Problems.Count} artefact={file.Name} page={(new FileInfo("visitors.html").Length < 2_000_000 ? "visitors.html" : "too large")}"));
return 0;

static IEnumerable<RunMetrics> Curve(RunRecord run) => run.Events.OfType<RunMetrics>().Where(static step => step.Metrics.Any(static metric => metric.Name == "training/objective"));

static double RmseOf(RunRecord run) => run.Events.OfType<RunMetrics>().SelectMany(static step => step.Metrics).Last(static metric => metric.Name == "validation/RMSE").Metric.Value;
