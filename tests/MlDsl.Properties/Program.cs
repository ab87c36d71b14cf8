using System.Diagnostics;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Properties;
using MlDsl.Properties.Forecasts;
using MlDsl.Properties.Recommenders;
using MlDsl.Properties.Schemas;

const int ModelsOfAnAssembly = 25;

if (Arguments.Of(args) is not { } asked)
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

// A zone whose clocks change; on Unix .NET reads it from TZ.
Environment.SetEnvironmentVariable("TZ", "Europe/Vienna");
TimeZoneInfo.ClearCachedData();
_ = OnnxRuntimeLibrary.Providers;
var clock = Stopwatch.StartNew();
string folder = Directory.CreateTempSubdirectory("mldsl-properties-").FullName;
List<Examination> all = [];
try
{
    IMadeModel[] models = asked.Models;
    if (asked.Show) foreach (IMadeModel model in models) Console.WriteLine(model.Source);
    foreach (IMadeModel[] part in models.Chunk(ModelsOfAnAssembly))
    {
        List<object> bridges = MadeAssembly.Compile(part);
        double compiled = clock.Elapsed.TotalSeconds;
        Examination[] examined = [.. part.Zip(bridges, static (model, bridge) => model.Examine(bridge))];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(examined, options, examination => examination.Run(folder, asked.Rows));
        double run = clock.Elapsed.TotalSeconds;
        foreach (string line in examined.SelectMany(static e => e.Untold())) Console.WriteLine(line);
        Examination[] exported = [.. examined.Where(static e => e.Path is not null)];
        string[] sources = [.. exported.AsParallel().AsOrdered().Select(static e => e.PlanExport()).OfType<string>()];
        double planned = clock.Elapsed.TotalSeconds;
        List<GeneratedModel> generated = Generation.Run([.. exported.Select(static e => e.Model)], folder, isCompiled: true, MadeAssembly.Beside(sources));
        double made = clock.Elapsed.TotalSeconds;
        Parallel.For(0, exported.Length, options, i => exported[i].RunCompiled(generated[i]));
        all.AddRange(examined);
        foreach (string line in examined.SelectMany(static e => e.Untold())) Console.WriteLine(line);
        Console.WriteLine(FormattableString.Invariant($"{part[0].Name} to {part[^1].Name}: models compiled {compiled:0} s, run {run:0} s, exports planned {planned:0} s, compiled {made:0} s, run {clock.Elapsed.TotalSeconds:0} s"));
        foreach (Examination examination in examined) examination.Forget();
    }
    foreach (var reason in all.Where(static e => e.NotFitted is not null).GroupBy(static e => Reason(e.NotFitted!))) Console.WriteLine($"not fitted: {reason.Count()}: {reason.Key}");
    foreach (var reason in all.Where(static e => e.NotExported is not null).GroupBy(static e => Reason(e.NotExported!))) Console.WriteLine($"not exported: {reason.Count()}: {reason.Key}");
    foreach (var reason in all.Where(static e => e.NotCompiled is not null).GroupBy(static e => Reason(e.NotCompiled!))) Console.WriteLine($"not compiled: {reason.Count()}: {reason.Key}");
    string[] files = [.. all.Where(static e => e.IsStandard && e.Path is not null).Select(static e => e.Path!)];
    string? checkedFiles = OnnxChecker.Problem(files);
    if (checkedFiles is not null) Console.WriteLine($"ONNX's checker: {checkedFiles}");
    // Of a few that are asked for by their numbers the table says nothing.
    string[] untrue = asked.Only is null && asked.First == 0 ? [.. KindTable.Differences(all)] : [];
    foreach (string line in untrue) Console.WriteLine(line);
    Console.WriteLine($"kinds: {string.Join(' ', all.GroupBy(static e => e.Kind).OrderBy(static kind => kind.Key, StringComparer.Ordinal).Select(static kind => $"{kind.Key}={kind.Count()}"))}");
    RowExamination[] ofRows = [.. all.OfType<RowExamination>()];
    Console.WriteLine($"rows: taken={all.Sum(static e => (long)e.Taken)} refused={all.Sum(static e => (long)e.Refused)} told_in_mlnet={ofRows.Sum(static e => (long)e.Told)}");
    Console.WriteLine(
        $"properties: schemas={ofRows.Length} forecasts={all.OfType<ForecastExamination>().Count()} recommenders={all.OfType<RecommenderExamination>().Count()} rows={asked.Rows} fitted={Count(static e => e.IsFitted)} "
        + $"exported={Count(static e => e.Path is not null)} file_equal={Count(static e => e.IsFileEqual)} mlnet_equal={ofRows.Count(static e => e.IsMlNetEqual)} onnx_equal={Count(static e => e.IsOnnxEqual)} "
        + $"compiled_equal={Count(static e => e.IsCompiledEqual)} not_compiled={Count(static e => e.NotCompiled is not null)} checked={(checkedFiles is null ? files.Length : 0)}");
    return all.All(static e => e.Lines.Count == 0) && checkedFiles is null && untrue.Length == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

int Count(Func<Examination, bool> holds) => all.Count(holds);

// Without the names of this file's columns, and its numbers.
static string Reason(string problem) => System.Text.RegularExpressions.Regex.Replace(System.Text.RegularExpressions.Regex.Replace(problem, "'[^']*'", "'…'"), "[0-9]+", "…");
