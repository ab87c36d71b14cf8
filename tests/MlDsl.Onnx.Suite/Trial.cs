using MlDsl.Kernels;

namespace MlDsl.Onnx.Suite;

internal enum Outcome
{
    /// <summary>The adapter gives the official outputs.</summary>
    Passed,

    /// <summary>The runtime itself does not load or run the model.</summary>
    RuntimeCannot,

    /// <summary>The runtime gives something else than the official output, and the adapter the same as the runtime.</summary>
    RuntimeDiffers,

    /// <summary>The model trains, which compiled models do not: the message says so.</summary>
    Trains,

    /// <summary>The adapter is at fault.</summary>
    Failed,
}

/// <summary>One model on all its data sets: official outputs, the raw C API, the adapter.</summary>
internal static class Trial
{
    public static (Outcome Outcome, string Detail) Run(GeneratedModel model)
    {
        if (model.Spec is not { } spec || model.Driver is null) return (Outcome.Failed, model.Problem ?? "no adapter was generated");
        string difference = "";
        foreach (string dataSet in model.Model.DataSets)
        {
            var inputs = Read(dataSet, "input", spec.Inputs.Select(static i => i.Value.Type).ToList());
            var expected = Read(dataSet, "output", spec.Outputs.Select(static o => o.Value.Type).ToList());
            IReadOnlyList<Value> raw;
            try
            {
                raw = RunRaw(model, spec, inputs);
            }
            catch (Exception e) when (e is OnnxRuntimeException or NotSupportedException)
            {
                return (Outcome.RuntimeCannot, e.Message);
            }
            IReadOnlyList<Value> found;
            try
            {
                found = RunAdapter(model, inputs);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return (Outcome.Failed, $"{Path.GetFileName(dataSet)}: {e.GetType().Name}: {e.Message}");
            }
            if (Comparison.Difference(expected, raw, exact: false) is { } official)
            {
                difference = official;

                // A model that rolls dice rolls them anew in each session of the raw API, too.
                if (Comparison.Difference(raw, RunRaw(model, spec, inputs), exact: true) is not null) difference += " (and differs from run to run)";
                else if (Comparison.Difference(raw, found, exact: true) is { } other) return (Outcome.Failed, $"differs from the raw C API: {other}");
            }
            else if (Comparison.Difference(expected, found, exact: false) is { } wrong)
            {
                return (Outcome.Failed, $"{Path.GetFileName(dataSet)}: {wrong}");
            }
        }
        return difference.Length > 0 ? (Outcome.RuntimeDiffers, difference) : (Outcome.Passed, "");
    }

    /// <summary>The same for a compiled model: the official outputs come first, the runtime is asked only where they differ.</summary>
    public static (Outcome Outcome, string Detail) RunCompiled(GeneratedModel model)
    {
        if (model.Spec is not { } spec || model.Driver is null) return (Outcome.Failed, model.Problem ?? "no adapter was generated");
        string difference = "";
        foreach (string dataSet in model.Model.DataSets)
        {
            var inputs = Read(dataSet, "input", spec.Inputs.Select(static i => i.Value.Type).ToList());
            var expected = Read(dataSet, "output", spec.Outputs.Select(static o => o.Value.Type).ToList());
            try
            {
                IReadOnlyList<Value> found = RunAdapter(model, inputs);
                if (Comparison.Difference(expected, found, exact: false) is not { } wrong) continue;
                difference = wrong;
                if (Comparison.Difference(RunRaw(model, spec, inputs), found, exact: false) is { } other) return (Outcome.Failed, $"{Path.GetFileName(dataSet)}: {wrong}; from the runtime: {other}");
            }
            catch (OperatorException e) when (e.Message.EndsWith("export the model for inference", StringComparison.Ordinal))
            {
                return (Outcome.Trains, e.Message);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return (Outcome.Failed, $"{Path.GetFileName(dataSet)}: {difference} {e.GetType().Name}: {e.Message}");
            }
        }
        return difference.Length > 0 ? (Outcome.RuntimeDiffers, difference) : (Outcome.Passed, "");
    }

    private static List<Value> Read(string dataSet, string kind, List<Generators.Manifests.OnnxType> types) =>
        [.. OfficialModel.Files(dataSet, kind).Select((file, i) => ValueFile.Read(file, types[i]))];

    private static List<Value> RunRaw(GeneratedModel model, Generators.Onnx.OnnxModelSpec spec, List<Value> inputs)
    {
        using var session = new RawSession(model.Model.Path);
        return session.Run([.. spec.Inputs.Select(static i => i.Value.Name)], inputs, [.. spec.Outputs.Select(static o => o.Value.Name)]);
    }

    private static IReadOnlyList<Value> RunAdapter(GeneratedModel model, List<Value> inputs)
    {
        using Driver driver = model.Driver!();
        driver.Load(model.Model.Path);
        return driver.Run(inputs);
    }
}
