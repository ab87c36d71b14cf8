using System.Collections.Concurrent;

namespace MlDsl.Onnx.Suite;

/// <summary>Runs every model that can be compiled against the official outputs, and counts what keeps the others from it.</summary>
internal static class CompiledSuite
{
    public static int Run(List<OfficialModel> models, string folder)
    {
        List<GeneratedModel> generated = Generation.Run(models, folder, isCompiled: true);
        List<GeneratedModel> supported = [.. generated.Where(static g => PlannedModel.Of(g.Model).Plan.Obstacles.Count == 0)];
        var outcomes = new ConcurrentDictionary<string, (Outcome Outcome, string Detail)>();
        Parallel.ForEach(supported, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, model => outcomes[model.Model.Name] = Trial.RunCompiled(model));

        foreach (Outcome outcome in new[] { Outcome.RuntimeDiffers, Outcome.Trains, Outcome.Failed })
            foreach (var (name, trial) in outcomes.Where(o => o.Value.Outcome == outcome).OrderBy(static o => o.Key, StringComparer.Ordinal))
                Console.WriteLine($"{outcome}: {name}: {trial.Detail.ReplaceLineEndings(" ")}");
        PrintObstacles(generated.Except(supported));
        int Count(Outcome outcome) => outcomes.Count(o => o.Value.Outcome == outcome);
        Console.WriteLine($"compiled-suite: models={models.Count} supported={supported.Count} passed={Count(Outcome.Passed)} runtime_differs={Count(Outcome.RuntimeDiffers)} trains={Count(Outcome.Trains)}");
        return supported.Count > 0 && outcomes.All(static o => o.Value.Outcome != Outcome.Failed) ? 0 : 1;
    }

    // The first obstacle of a model is the one to remove first: what follows it may follow from it.
    private static void PrintObstacles(IEnumerable<GeneratedModel> unsupported)
    {
        var costs = unsupported.Select(static g => Reason(PlannedModel.Of(g.Model).Plan.Obstacles[0])).GroupBy(static reason => reason);
        foreach (var cost in costs.OrderByDescending(static c => c.Count()).ThenBy(static c => c.Key, StringComparer.Ordinal))
            Console.WriteLine($"not compiled: {cost.Count()} models: {cost.Key}");
    }

    // The operator and the reason, without the names of this file.
    private static string Reason(string obstacle)
    {
        int reason = obstacle.IndexOf(": ", StringComparison.Ordinal), name = obstacle.IndexOf('(', StringComparison.Ordinal);
        if (reason < 0) return obstacle;
        string node = obstacle[..reason].Split(" that gives")[0];
        return (name >= 0 && name < reason ? obstacle[(name + 1)..obstacle.IndexOf(')', name)] : node) + obstacle[reason..];
    }
}
