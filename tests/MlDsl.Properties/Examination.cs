using System.Text.Json;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Properties.Routes;
using MlDsl.Properties.Schemas;
using MlDsl.Training;

namespace MlDsl.Properties;

/// <summary>One schema on all routes.</summary>
internal sealed class Examination(MadeSchema schema, Bridge bridge)
{
    // Of one kind the first few tell it.
    private const int MostLines = 5;

    private readonly List<string> lines = [];
    private int told;
    private Expectation? expected;
    private GraphFeed? feed;
    private OfficialModel? model;
    // The model's columns, and what it computes.
    private List<string> members = [];
    private List<(string Name, string Element, bool IsArray)> outputs = [];

    /// <summary>What differs, with what it takes to do it again.</summary>
    public IReadOnlyList<string> Lines => lines;

    public string Name => schema.Name;

    /// <summary>Whether the rows taught a model at all.</summary>
    public bool IsFitted { get; private set; }

    /// <summary>Why the model has no export; null where it has one.</summary>
    public string? NotExported { get; private set; }

    /// <summary>Why the export is not compiled; null where it is.</summary>
    public string? NotCompiled { get; private set; }

    public bool IsInterpretedEqual { get; private set; }

    public bool IsOnnxEqual { get; private set; }

    public bool IsMlNetEqual { get; private set; }

    /// <summary>The rows that columns of ML.NET tell.</summary>
    public int Told { get; private set; }

    public bool IsCompiledEqual { get; private set; }

    public int Taken { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Where the export lies, where there is one.</summary>
    public string? Path { get; private set; }

    /// <summary>Whether ONNX's checker knows every operator of the export: it knows none of ONNX Runtime's own.</summary>
    public bool IsStandard { get; private set; }

    /// <summary>Whether a missing value has no stand-in of its type, so that a second input tells.</summary>
    public bool HasNoSentinel { get; private set; }

    private OnnxExportOptions Options => new()
    {
        Scores = schema.ShowsParts,
        Features = schema.ShowsParts,
        AllowContribOperators = true,
        FlatColumns = schema.IsFlat,
        SplitProbabilities = schema.IsSplit,
        Nulls = schema.Nulls,
    };

    /// <summary>Fits, predicts with generated code, and compares the interpreter and ONNX Runtime with it.</summary>
    public void Run(string folder, int rows)
    {
        Guarded("fit", () => bridge.Fit(schema.Training(1200)));
        if (lines.Count > 0) return;
        IsFitted = true;
        DynamicModel? byName = null;
        Guarded("file", () =>
        {
            using var file = new MemoryStream();
            bridge.Save(file);
            byName = DynamicModel.Load(file.ToArray());
            members = [.. byName.Columns.Concat(byName.Plan.Computed).Select(static c => c.Member)];
        });
        Guarded("generated code", () => expected = new Expectation(schema, bridge, members, schema.Rows(rows, member => Thresholds.Of(bridge.Plan, member))));
        if (byName is null || expected is null) return;
        (Taken, Refused) = (expected.Taken.Count, expected.Refused.Count);
        IsInterpretedEqual = Guarded("interpreter", () => Say(Interpreter.Differences(schema, bridge, byName!, expected!)));
        IsMlNetEqual = Guarded("ML.NET", () =>
        {
            var route = new TransformerRoute(schema, bridge, expected!);
            Told = route.Told;
            Say(route.Differences());
        });
        Guarded("export", () => Export(folder));
        if (Path is not null) IsOnnxEqual = Guarded("ONNX Runtime", RunOnnx);
    }

    /// <summary>The export as a model of the suite.</summary>
    public OfficialModel Model => model ??= new(Name, Path!, []);

    /// <summary>The data set with its export, as its user would write both; null where the export is not compiled.</summary>
    public string? ExportSource()
    {
        var obstacles = PlannedModel.Of(Model).Plan.Obstacles;
        if (obstacles.Count > 0) NotCompiled = string.Join("; ", obstacles.Take(2));
        return NotCompiled is null ? SchemaSource.WriteExport(schema, outputs) : null;
    }

    /// <summary>Compares the compiled export: tensors of many rows, and the data set's own rows one by one.</summary>
    public void RunCompiled(GeneratedModel compiled)
    {
        if (NotCompiled is not null) return;
        if (compiled.Driver is null)
        {
            lines.Add(Again($"compiled: {compiled.Problem}"));
            return;
        }
        bool isBatchEqual = Guarded("compiled", () =>
        {
            using Driver driver = compiled.Driver();
            driver.Load(Path!);
            Say(Graph("compiled", rows => driver.Run(Fed(rows))).Differences());
        });
        IsCompiledEqual = isBatchEqual & Guarded("compiled rows", () =>
        {
            using var export = (IExportBridge)Activator.CreateInstance(compiled.Assembly.GetType($"{schema.Name}.ExportBridge", true)!)!;
            // It has the rows themselves, and so refuses all that generated code refuses.
            Say(new GraphRoute("compiled rows", Comparison, expected!, OutputsOf(), r => !feed!.IsAmbiguous(r.Values), static _ => true, new RowScorer(export, outputs).Run).Differences());
        });
    }

    /// <summary>The lines that have not been told.</summary>
    public IEnumerable<string> Untold()
    {
        for (; told < lines.Count; told++) yield return lines[told];
    }

    /// <summary>Lets go of the rows, of which there are many.</summary>
    public void Forget() => expected = null;

    private void Export(string folder)
    {
        byte[] file;
        try
        {
            file = Exported();
            IsStandard = !System.Text.Encoding.UTF8.GetString(file).Contains("com.microsoft", StringComparison.Ordinal);
        }
        catch (OnnxExportException e)
        {
            NotExported = e.Message;
            return;
        }
        string path = System.IO.Path.Combine(folder, schema.Name + ".onnx");
        File.WriteAllBytes(path, file);
        using OnnxSession session = OnnxSession.Load(file, schema.Name);
        feed = new GraphFeed(session.Metadata["mldsl.inputs"], members, schema.Methods.SelectMany(static m => m.Arguments).ToHashSet(StringComparer.Ordinal), schema.IsFlat);
        if (!feed.Names.SequenceEqual(session.Inputs.Select(static i => i.Name))) lines.Add(Again($"export: the inputs are {string.Join(", ", session.Inputs.Select(static i => i.Name))}"));
        if (session.Metadata.TryGetValue("mldsl.classes", out string? classes) && !JsonSerializer.Deserialize<string[]>(classes)!.SequenceEqual(Classes.Of(bridge.Outcome)))
            lines.Add(Again($"export: the classes are {classes}"));
        outputs = [.. session.Outputs.Select(static o => (o.Name, Element(o.ElementType), o.Shape!.Count > 1))];
        if (!OutputNames().SequenceEqual(outputs.Select(static o => o.Name))) lines.Add(Again($"export: the outputs are {string.Join(", ", outputs.Select(static o => o.Name))}"));
        Path = path;
    }

    private byte[] Exported()
    {
        try
        {
            return bridge.Export(Options);
        }
        catch (OnnxExportException e) when (e.Message.Contains("ExportNulls.Present", StringComparison.Ordinal))
        {
            HasNoSentinel = true;
            return bridge.Export(Options with { Nulls = ExportNulls.Present });
        }
    }

    private static string Element(OnnxElementType element) => element switch
    {
        OnnxElementType.Float => "float",
        OnnxElementType.Int64 => "long",
        OnnxElementType.Bool => "bool",
        _ => "string",
    };

    private void RunOnnx()
    {
        using var session = new RawSession(Path!);
        string[] names = OutputsOf();
        Say(Graph("ONNX Runtime", rows => session.Run(feed!.Names, Fed(rows), names)).Differences());
    }

    private OutputComparison Comparison => new(bridge, expected!, OutputsOf(), schema.LooseMethods);

    private string[] OutputsOf() => [.. outputs.Select(static o => o.Name)];

    private GraphRoute Graph(string name, Func<IReadOnlyList<ExpectedRow>, IReadOnlyList<Value>> run) =>
        new(name, Comparison, expected!, OutputsOf(), r => feed!.Takes(r.Values), r => feed!.Tells(r.Values), run);

    private List<Value> Fed(IReadOnlyList<ExpectedRow> rows) => feed!.Of([.. rows.Select(static r => r.Values)]);

    private IEnumerable<string> OutputNames()
    {
        IEnumerable<string> names = bridge.Outcome.Interval is not null ? ["prediction", "prediction.low", "prediction.high"]
            : bridge.Outcome.Link is Link.Identity or Link.Log ? ["prediction"]
            : bridge.Outcome.Link == Link.PowerOfTwo ? ["label", "prediction"]
            : schema.IsSplit ? Classes.Of(bridge.Outcome).Select(static c => $"probability.{c}").Prepend("label")
            : ["label", "probabilities"];
        foreach (string name in schema.ShowsParts ? names.Append("scores").Append("features") : names)
        {
            string free = name;
            while (feed!.Names.Contains(free)) free += "_output";
            yield return free;
        }
    }

    private bool Guarded(string what, Action action)
    {
        int before = lines.Count;
        try
        {
            action();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            lines.Add(Again($"{what}: {e.GetType().Name}: {e.Message}\n{string.Join('\n', (e.StackTrace ?? "").Split('\n').Take(4))}"));
        }
        return lines.Count == before;
    }

    private void Say(IEnumerable<string> differences)
    {
        int count = 0;
        foreach (string difference in differences)
            if (count++ < MostLines) lines.Add(Again(difference));
        if (count > MostLines) lines.Add(Again($"{count - MostLines} more"));
    }

    private string Again(string what) => $"--seed {schema.Seed} --schema {schema.Index}: {what}";
}
