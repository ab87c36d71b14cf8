using MlDsl.MlNet.Build.Comparison;
using MlDsl.Onnx.Suite;
using MlDsl.Onnx;

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

    /// <summary>The largest part of a bound that the compiled model uses.</summary>
    public double Share { get; private set; }

    public bool IsGood => RuntimeEqual && CompiledEqual == IsCompiled;

    public static Verdict Of(Export export, GeneratedModel runtime, GeneratedModel compiled)
    {
        var verdict = new Verdict(export);
        try
        {
            verdict.Judge(runtime, compiled);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            (verdict.RuntimeEqual, verdict.CompiledEqual) = (false, false);
            verdict.Say($"{e.GetType().Name}: {e.Message}");
        }
        return verdict;
    }

    private void Judge(GeneratedModel runtime, GeneratedModel compiled)
    {
        if (runtime.Spec is not { } spec || runtime.Driver is null)
        {
            Say($"no adapter: {runtime.Problem}");
            return;
        }
        string[] inputs = [.. spec.Inputs.Select(static input => input.Value.Name)], outputs = [.. spec.Outputs.Select(static output => output.Value.Name)];
        if (inputs.FirstOrDefault(name => export.Input(name) is null) is { } absent)
        {
            Say($"the rows have no '{absent}'");
            return;
        }
        List<Value> given = [.. inputs.Select(name => export.Input(name)!)];
        Judge(runtime, compiled, given, inputs, outputs);
    }

    private void Judge(GeneratedModel runtime, GeneratedModel compiled, List<Value> given, string[] inputs, string[] outputs)
    {
        PlannedModel planned = PlannedModel.Of(compiled.Model);
        IsCompiled = planned.Plan.Obstacles.Count == 0;
        if (!IsCompiled) Say($"not compiled: {string.Join("; ", planned.Plan.Obstacles.Take(3))}");
        (RuntimeEqual, CompiledEqual) = (true, IsCompiled);
        int[]? rows = null;
        using var session = new RawSession(export.Path);
        List<Value> expected;
        try
        {
            expected = session.Run(inputs, given, outputs);
        }
        catch (OnnxRuntimeException e)
        {
            // The runtime's Binarizer refuses a score that is no number, and so must the adapter on it; a compiled model says false, as ML.NET
            // does. The other rows are compared.
            RuntimeEqual = Refuses(runtime, given, e);
            rows = RowSelection.Numbers(given);
            given = [.. given.Select(value => RowSelection.Of(value, rows))];
            expected = session.Run(inputs, given, outputs);
        }
        RuntimeEqual &= Compare("runtime", runtime, given, outputs, expected, null);
        if (IsCompiled) CompiledEqual &= Compare("compiled", compiled, given, outputs, expected, Bounds.Of(export.Path, [.. given.Select(Tensors.Of)]));
        CompareScores(outputs, expected, rows);
    }

    private bool Refuses(GeneratedModel model, List<Value> given, OnnxRuntimeException refusal)
    {
        if (model.Driver is null) return false;
        try
        {
            using Driver driver = model.Driver();
            driver.Load(export.Path);
            driver.Run(given);
            Say($"runtime: takes rows that ONNX Runtime refuses: {refusal.Message}");
            return false;
        }
        catch (OnnxRuntimeException)
        {
            return true;
        }
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
                double[]? bound = bounds?.Output(i);
                Share = Math.Max(Share, Difference.Share(expected[i], found[i], bound));
                if (Difference.Of(expected[i], found[i], bound) is not { } difference) continue;
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
    private void CompareScores(string[] outputs, List<Value> expected, int[]? rows)
    {
        for (int i = 0; i < outputs.Length; i++)
            if (export.Score(outputs[i]) is { } own && Difference.FromMlNet(rows is null ? own : RowSelection.Of(own, rows), expected[i]) is { } difference) Say($"ONNX Runtime itself differs from ML.NET: {outputs[i]}: {difference}");
    }

    private void Say(string what) => lines.Add($"{export.Name}: {what.ReplaceLineEndings(" ")}");
}
