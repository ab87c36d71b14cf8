using System.Diagnostics;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Reality;

if (args is ["mlnet", ..])
{
    string saved = Directory.CreateTempSubdirectory("mldsl-mlnet-").FullName;
    try
    {
        return MlDsl.Reality.Saved.SavedSuite.Run(saved, args.ElementAtOrDefault(1) ?? "");
    }
    finally
    {
        Directory.Delete(saved, recursive: true);
    }
}

// Without the library every model would count as one that the runtime cannot run.
_ = OnnxRuntimeLibrary.Providers;
Console.WriteLine($"ONNX Runtime {OnnxRuntimeLibrary.Version}");
var clock = Stopwatch.StartNew();
string folder = Directory.CreateTempSubdirectory("mldsl-reality-").FullName;

// A folder that is named keeps the exported files.
string files = args is [var kept] ? Directory.CreateDirectory(kept).FullName : folder;
try
{
    var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
    Pipeline[] pipelines = [.. Pipeline.All.Where(static pipeline => !pipeline.ReadsOddTexts)];
    var exports = new Export?[pipelines.Length];
    string[] problems = new string[pipelines.Length];
    Parallel.For(0, pipelines.Length, options, i => exports[i] = Export.Of(pipelines[i], files, out problems[i]));
    for (int i = 0; i < problems.Length; i++)
        if (exports[i] is null) Console.WriteLine($"not exported: {pipelines[i].Name}: {problems[i].ReplaceLineEndings(" ")}");
    List<Export> exported = [.. exports.OfType<Export>()];
    Console.WriteLine($"trained and exported: {clock.Elapsed.TotalSeconds:0} s");
    List<Export> all = [.. exported, .. CommittedModels.All()];

    List<OfficialModel> models = [.. all.Select(static e => new OfficialModel(e.Name, e.Path, []))];
    List<GeneratedModel> runtime = Generation.Run(models, folder, isCompiled: false);
    List<GeneratedModel> compiled = Generation.Run(models, folder, isCompiled: true);
    Console.WriteLine($"task, generator and compiler: {clock.Elapsed.TotalSeconds:0} s");

    var verdicts = new Verdict[all.Count];
    Parallel.For(0, all.Count, options, i => verdicts[i] = Verdict.Of(all[i], runtime[i], compiled[i]));
    foreach (string line in verdicts.SelectMany(static v => v.Lines)) Console.WriteLine(line);
    Console.WriteLine($"all pipelines run: {clock.Elapsed.TotalSeconds:0} s");
    Console.WriteLine(FormattableString.Invariant($"of the bounds of sums, compiled models use at most {verdicts.Max(static v => v.Share):P0}; {verdicts.Count(static v => v.Share > 0)} differ from ONNX Runtime at all"));

    // The files that were exported before are judged like the others, and counted in none of the figures.
    List<Verdict> counted = [.. verdicts.Take(exported.Count)];
    int runtimeEqual = counted.Count(static v => v.RuntimeEqual), isCompiled = counted.Count(static v => v.IsCompiled), compiledEqual = counted.Count(static v => v.CompiledEqual);
    Console.WriteLine($"reality: pipelines={pipelines.Length} exported={exported.Count} runtime_equal={runtimeEqual} compiled={isCompiled} compiled_equal={compiledEqual}");
    return pipelines.Length >= 40 && exported.Count >= 35 && isCompiled >= 33 && verdicts.All(static v => v.IsGood) ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
