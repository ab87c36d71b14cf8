using System.Text.Json;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Properties.Routes;
using MlDsl.Properties.Schemas;
using MlDsl.Training;

namespace MlDsl.Properties;

/// <summary>One schema on all routes.</summary>
internal sealed class RowExamination(MadeSchema schema, Bridge bridge) : Examination(schema)
{
    private Expectation? expected;
    private GraphFeed? feed;
    // The model's columns, and what it computes.
    private List<string> members = [];
    private List<(string Name, string Element, bool IsArray)> outputs = [];

    public bool IsMlNetEqual { get; private set; }

    /// <summary>Whether the task learns from labels.</summary>
    public bool IsLabeled => !schema.IsUnlabeled;

    /// <summary>The rows that columns of ML.NET tell.</summary>
    public int Told { get; private set; }

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
    public override void Run(string folder, int rows)
    {
        bool isFitted = Guarded("fit", () =>
        {
            try
            {
                bridge.Fit(schema.Training(1200));
            }
            // What rows differ by is drawn, and what finds groups or the odd ones needs rows that differ.
            catch (TrainingException e) when (schema.IsUnlabeled)
            {
                NotFitted = e.Message;
            }
        });
        if (!isFitted || NotFitted is not null) return;
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
        IsFileEqual = Guarded("interpreter", () => Say(Interpreter.Differences(schema, bridge, byName!, expected!)));
        IsMlNetEqual = Guarded("ML.NET", () =>
        {
            var route = new TransformerRoute(schema, bridge, expected!);
            Told = route.Told;
            Say(route.Differences());
        });
        Guarded("export", () => Export(folder));
        if (Path is not null) IsOnnxEqual = Guarded("ONNX Runtime", RunOnnx);
    }

    public override void Forget() => expected = null;

    protected override string Beside() => SchemaSource.WriteExport(schema, outputs);

    protected override bool Compare(GeneratedModel compiled)
    {
        bool isBatchEqual = Guarded("compiled", () =>
        {
            using Driver driver = compiled.Driver!();
            driver.Load(Path!);
            Say(Graph("compiled", rows => driver.Run(Fed(rows))).Differences());
        });
        return isBatchEqual & Guarded("compiled rows", () =>
        {
            using var export = (IExportBridge)Activator.CreateInstance(compiled.Assembly.GetType($"{schema.Name}.ExportBridge", true)!)!;
            // It has the rows themselves, and so refuses all that generated code refuses.
            Say(new GraphRoute("compiled rows", Comparison, expected!, OutputsOf(), r => !feed!.IsAmbiguous(r.Values), static _ => true, new RowScorer(export, outputs).Run).Differences());
        });
    }

    private void Export(string folder)
    {
        byte[] file;
        try
        {
            file = Exported();
        }
        catch (OnnxExportException e)
        {
            NotExported = e.Message;
            return;
        }
        using OnnxSession session = OnnxSession.Load(file, schema.Name);
        feed = new GraphFeed(session.Metadata["mldsl.inputs"], members, schema.Methods.SelectMany(static m => m.Arguments).ToHashSet(StringComparer.Ordinal), schema.IsFlat);
        if (!feed.Names.SequenceEqual(session.Inputs.Select(static i => i.Name))) Say([$"export: the inputs are {string.Join(", ", session.Inputs.Select(static i => i.Name))}"]);
        if (session.Metadata.TryGetValue("mldsl.classes", out string? classes) && !JsonSerializer.Deserialize<string[]>(classes)!.SequenceEqual(Classes.Of(bridge.Outcome)))
            Say([$"export: the classes are {classes}"]);
        outputs = [.. session.Outputs.Select(static o => (o.Name, Element(o.ElementType), o.Shape!.Count > 1))];
        if (!OutputNames().SequenceEqual(outputs.Select(static o => o.Name))) Say([$"export: the outputs are {string.Join(", ", outputs.Select(static o => o.Name))}"]);
        Keep(folder, file);
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
            : bridge.Outcome.Link is Link.PowerOfTwo or Link.Odds ? ["label", "prediction"]
            : schema.IsSplit ? Classes.Of(bridge.Outcome).Select(static c => $"probability.{c}").Prepend("label")
            : ["label", "probabilities"];
        foreach (string name in schema.ShowsParts ? names.Append("scores").Append("features") : names)
        {
            string free = name;
            while (feed!.Names.Contains(free)) free += "_output";
            yield return free;
        }
    }
}
