using MlDsl.Onnx.Suite;

namespace MlDsl.Reality;

/// <summary>How the backends of MlDsl did on one exported pipeline.</summary>
internal sealed class Verdict
{
    private readonly List<string> lines = [];
    private readonly Export export;

    private Verdict(Export export) => this.export = export;

    /// <summary>What differs, and what is not compiled, and why.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Whether the adapter on ONNX Runtime gives what ONNX Runtime gives, bit for bit.</summary>
    public bool RuntimeEqual { get; private set; }

    public bool IsCompiled { get; private set; }

    /// <summary>Whether the compiled model gives what ONNX Runtime gives, within the bounds of its sums.</summary>
    public bool CompiledEqual { get; private set; }

    public bool IsGood => RuntimeEqual && CompiledEqual == IsCompiled;

    public static Verdict Of(Export export, GeneratedModel runtime, GeneratedModel compiled)
    {
        var verdict = new Verdict(export);
        if (runtime.Spec is not { } spec || runtime.Driver is null)
        {
            verdict.Say($"no adapter: {runtime.Problem}");
            return verdict;
        }
        string[] inputs = [.. spec.Inputs.Select(static input => input.Value.Name)], outputs = [.. spec.Outputs.Select(static output => output.Value.Name)];
        if (inputs.FirstOrDefault(name => export.Input(name) is null) is { } absent)
        {
            verdict.Say($"the rows have no '{absent}'");
            return verdict;
        }
        List<Value> given = [.. inputs.Select(name => export.Input(name)!)];
        List<Value> expected;
        using (var session = new RawSession(export.Path)) expected = session.Run(inputs, given, outputs);
        verdict.RuntimeEqual = verdict.Compare("runtime", runtime, given, outputs, expected, null);
        verdict.IsCompiled = PlannedModel.Of(compiled.Model) is var planned && planned.Plan.Obstacles.Count == 0;
        if (!verdict.IsCompiled) verdict.Say($"not compiled: {string.Join("; ", planned.Plan.Obstacles.Take(3))}");
        else verdict.CompiledEqual = verdict.Compare("compiled", compiled, given, outputs, expected, Bounds.Of(export.Path, given));
        verdict.CompareScores(outputs, expected);
        return verdict;
    }

    private bool Compare(string backend, GeneratedModel model, List<Value> given, string[] outputs, List<Value> expected, Bounds? bounds)
    {
        if (model.Driver is null)
        {
            Say($"{backend}: {model.Problem}");
            return false;
        }
        try
        {
            using Driver driver = model.Driver();
            driver.Load(export.Path);
            IReadOnlyList<Value> found = driver.Run(given);
            bool isEqual = true;
            for (int i = 0; i < expected.Count; i++)
            {
                if (Difference.Of(expected[i], found[i], bounds?.Output(i)) is not { } difference) continue;
                Say($"{backend}: {outputs[i]}: {difference}");
                isEqual = false;
            }
            return isEqual;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Say($"{backend}: {e.GetType().Name}: {e.Message}");
            return false;
        }
    }

    // Some of ML.NET's converters write another arithmetic than its own: no fault of a backend, and told.
    private void CompareScores(string[] outputs, List<Value> expected)
    {
        for (int i = 0; i < outputs.Length; i++)
            if (export.Score(outputs[i]) is { } own && Difference.FromMlNet(own, expected[i]) is { } difference) Say($"ONNX Runtime itself differs from ML.NET: {outputs[i]}: {difference}");
    }

    private void Say(string what) => lines.Add($"{export.Name}: {what.ReplaceLineEndings(" ")}");
}
