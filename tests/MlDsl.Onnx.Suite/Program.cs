using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;

if (args is not [var root, .. var mode] || mode is not ([] or ["compiled"]) || !Directory.Exists(root))
{
    Console.Error.WriteLine("Usage: MlDsl.Onnx.Suite FOLDER [compiled], the folder that holds the official ONNX models with their data sets");
    return 2;
}

// Without the library every model would count as one that the runtime cannot run.
_ = OnnxRuntimeLibrary.Providers;
Console.WriteLine($"ONNX Runtime {OnnxRuntimeLibrary.Version}");
var clock = Stopwatch.StartNew();
string folder = Directory.CreateTempSubdirectory("mldsl-onnx-suite-").FullName;
try
{
    List<OfficialModel> models = OfficialModel.All(root, int.Parse(Environment.GetEnvironmentVariable("MLDSL_SAMPLE") ?? "1", CultureInfo.InvariantCulture));
    if (mode is ["compiled"]) return CompiledSuite.Run(models, folder);
    List<GeneratedModel> generated = Generation.Run(models, folder, isCompiled: false);
    Console.WriteLine($"task, generator and compiler: {clock.Elapsed.TotalSeconds:0} s");

    var outcomes = new ConcurrentDictionary<string, (Outcome Outcome, string Detail)>();
    Parallel.ForEach(generated, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, model => outcomes[model.Model.Name] = Trial.Run(model));

    foreach (Outcome outcome in new[] { Outcome.RuntimeCannot, Outcome.RuntimeDiffers, Outcome.Failed })
        foreach (var (name, trial) in outcomes.Where(o => o.Value.Outcome == outcome).OrderBy(static o => o.Key, StringComparer.Ordinal))
            Console.WriteLine($"{outcome}: {name}: {trial.Detail.ReplaceLineEndings(" ")}");

    int Count(Outcome outcome) => outcomes.Count(o => o.Value.Outcome == outcome);
    Console.WriteLine($"all models run: {clock.Elapsed.TotalSeconds:0} s");
    Console.WriteLine(
        $"onnx-suite: models={models.Count} generated={generated.Count(static g => g.Spec is not null)} compiled={generated.Count(static g => g.Driver is not null)} "
        + $"passed={Count(Outcome.Passed)} runtime_cannot={Count(Outcome.RuntimeCannot)} runtime_differs={Count(Outcome.RuntimeDiffers)}");
    return models.Count > 0 && generated.All(static g => g.Driver is not null) && Count(Outcome.Failed) == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
