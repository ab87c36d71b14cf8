using System.Diagnostics;
using System.Text.Json;
using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Plans;

/// <summary>What is in an exported file, what the checker of ONNX says of it, and what cannot be exported.</summary>
public sealed class ExportFileTests
{
    private static byte[] Export(FeaturePlan plan, OnnxExportOptions? options = null) =>
        OnnxExport.Write(plan, new LinearPredictor(new float[plan.Width], [0f]), Outcomes.Number(), options ?? new() { AllowContribOperators = true, Features = true });

    private static FeaturePlan Plan(string type, Func<string, IEncoding> learn, string name = "Miles") =>
        new(new DatasetSchema("Trip", [new(name.ToLowerInvariant(), name, type, ColumnRole.None, "kind", true)], []), [learn(name)]);

    private static CategoryEncoding<TKey> Category<TKey>(string name, CategoryOptions options, params TKey[] values)
        where TKey : notnull, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
    {
        CategoryLearner<TKey> learner = new(name, options);
        foreach (TKey value in values) learner.Add(value, 0, 0);
        int position = 0;
        return learner.Finish(ref position, FoldFilter.All);
    }

    [Fact]
    public void TheSamePlanGivesTheSameBytes()
    {
        for (int seed = 0; seed < 50; seed++)
            Assert.Equal(Export(new RandomPlan(seed, withText: false).Plan), Export(new RandomPlan(seed, withText: false).Plan));
    }

    [CheckerFact]
    public void TheCheckerOfOnnxAcceptsEveryFile()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            for (int seed = 0; seed < 60; seed++)
            {
                FeaturePlan plan = new RandomPlan(seed, withText: false).Plan;
                // The checker knows no operators of ONNX Runtime's own.
                if (plan.Encodings.Any(static e => e.Ops.Any(static op => op is HashOp))) continue;
                Outcome outcome = seed % 3 == 0 ? Outcomes.Number(Link.Log) : Outcomes.Of(seed % 3);
                float[] biases = new float[seed % 3 == 2 ? 3 : 1];
                OnnxExportOptions options = seed % 2 == 0 ? OnnxExportOptions.MLflow : new() { Features = true, Scores = true };
                File.WriteAllBytes(Path.Combine(folder, $"{seed}.onnx"), OnnxExport.Write(plan, new LinearPredictor(new float[plan.Width * biases.Length], biases), outcome, options));
            }
            File.WriteAllBytes(Path.Combine(folder, "vector.onnx"), Export(Plan("float[]?", static name =>
            {
                VectorLearner learner = new(name, new() { Length = 3, Element = new() { Impute = Impute.Mean, Scale = Scale.Standard, Indicator = true } });
                learner.Add(Elements.Of(new[] { 1f, 2, 3 }));
                int position = 0;
                return learner.Finish(ref position);
            })));
            OnnxExportOptions sentinels = new() { Nulls = ExportNulls.Sentinel, Features = true };
            File.WriteAllBytes(Path.Combine(folder, "text.onnx"), Export(Plan("string?", static name => Category(name, new() { Nullable = true }, "a")), sentinels));
            File.WriteAllBytes(Path.Combine(folder, "integer.onnx"), Export(Plan("ulong?", static name => Category(name, new() { Nullable = true }, 7ul)), sentinels));
            Assert.True(Directory.GetFiles(folder).Length > 23);
            using Process process = Process.Start(new ProcessStartInfo(CheckerFactAttribute.Python, ["-c", CheckAll, folder]) { RedirectStandardError = true })!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private const string CheckAll = """
        import glob, onnx, sys
        for path in glob.glob(sys.argv[1] + "/*.onnx"):
            onnx.checker.check_model(path, full_check=True)
        """;

    [Fact]
    public void TheFileSaysHowItIsFed()
    {
        int position = 0;
        DatePartsLearner picked = new("Picked", new(DatePart.Hour, false));
        picked.Add(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        NumericLearner seats = new("Seats", new() { Impute = Impute.Mean });
        seats.Add(1f);
        NumericLearner speed = new("Speed", new() { Impute = Impute.Mean });
        speed.Add(1f);
        DatasetSchema schema = new(
            "Trip",
            [new("picked_up", "Picked", "System.DateTime", ColumnRole.None, "DateParts", true), new("seats", "Seats", "int?", ColumnRole.None, "Numeric", true)],
            [new("Speed", "Speed", "double?", ColumnRole.None, "Numeric", false)]);
        FeaturePlan plan = new(schema, [picked.Finish(ref position), seats.Finish(ref position), speed.Finish(ref position)]);
        OnnxExportOptions options = new() { Provenance = new Dictionary<string, string> { ["trainer"] = "ridge" } };
        using ExportedModel model = new(OnnxExport.Write(plan, new LinearPredictor([1f, 1, 1], [0f]), Outcomes.TwoClasses(), options), plan);

        Assert.Equal(
            ["Picked: int64[N,1]", "Seats: int32[N,1]", "Seats.present: bool[N,1]", "Speed: double[N,1]"],
            model.Session.Inputs.Select(static i => i.ToString()));
        IReadOnlyDictionary<string, string> metadata = model.Session.Metadata;
        Assert.Equal(schema.Hash, metadata["mldsl.schema.hash"]);
        Assert.Equal("picked_up:System.DateTime:None:DateParts\nseats:int?:None:Numeric", metadata["mldsl.schema.columns"]);
        Assert.Equal(("ridge", "[\"false\",\"true\"]"), (metadata["mldsl.trainer"], metadata["mldsl.classes"]));
        Assert.Equal(("true", "0.5", "Logit"), (metadata["mldsl.positive"], metadata["mldsl.threshold"], metadata["mldsl.link"]));
        Assert.Equal("""[{"name":"label","gives":"label"},{"name":"probabilities","gives":"probabilities"}]""", metadata["mldsl.outputs"]);
        JsonElement[] inputs = [.. Parse(metadata["mldsl.inputs"]).EnumerateArray()];
        Assert.Equal("ticks of 100 ns since 0001-01-01T00:00:00", inputs[0].GetProperty("unit").GetString());
        Assert.Equal(("UTC", "picked_up"), (inputs[0].GetProperty("clock").GetString(), inputs[0].GetProperty("column").GetString()));
        Assert.Equal("Seats.present", inputs[1].GetProperty("missing").GetString());
        Assert.Equal(("NaN", true), (inputs[2].GetProperty("missing").GetString(), inputs[2].GetProperty("computed").GetBoolean()));
    }

    [Fact]
    public void AnOutputGivesWayToAColumnOfItsName()
    {
        FeaturePlan plan = Plan("float", static name => { NumericLearner learner = new(name, new()); int position = 0; return learner.Finish(ref position); }, "prediction");
        using ExportedModel model = new(Export(plan, new()), plan);
        Assert.Equal(["prediction_output: float[N]"], model.Session.Outputs.Select(static o => o.ToString()));
    }

    [Fact]
    public void TellsTheOutputOfEachClass()
    {
        FeaturePlan plan = Plan("float", static name => { NumericLearner learner = new(name, new()); int position = 0; return learner.Finish(ref position); }, "label");
        byte[] file = OnnxExport.Write(plan, new LinearPredictor(new float[2], new float[2]), Outcomes.Classes("a", "b \"1\""), OnnxExportOptions.MLflow with { Scores = true });
        using ExportedModel model = new(file, plan);
        Assert.Equal(
            [("label_output", "label", null), ("probability.a", "probability", "a"), ("probability.b \"1\"", "probability", "b \"1\""), ("scores", "scores", null)],
            Parse(model.Session.Metadata["mldsl.outputs"]).EnumerateArray().Select(static o =>
                (o.GetProperty("name").GetString(), o.GetProperty("gives").GetString(), o.TryGetProperty("class", out JsonElement ofClass) ? ofClass.GetString() : null)));
    }

    [Fact]
    public void NamesWhatCannotBeExported()
    {
        int position = 0;
        CategoryOptions hashed = new() { Encoding = CategoricalEncoding.Hashed, HashBits = 4 };
        Refused(Plan("string?", static _ => Learn(new TextOptions { HashBits = 3 }, "a"), "Comment"),
            "'Comment' is text, and no operator of ONNX makes its hashed n-grams: leave the column out, or serve the model with MlDsl");
        Refused(Plan("string", name => Category(name, hashed, "S")),
            "'Miles' is hashed, and no operator of ONNX hashes: allow ONNX Runtime's own (AllowContribOperators), or choose another encoding", new());
        Refused(Plan("string", name => CategoryEncoding<string>.Read(Parse("{}"), name, hashed, ref position)),
            "'Miles' is hashed as models of the first file format were, which no operator computes: fit the model again, and it is hashed with MurmurHash3");
        Refused(Plan("decimal", static name => Category(name, new(), 0.1m, 0.10000000000000000001m)),
            "'Miles' has decimal categories that are the same number as doubles, which is what ONNX has: make it a text, or a 'double'");
        Refused(Plan("float[]", static name => Category(name, new(), "a")),
            "'Miles' is a 'float[]', which the export does not know: leave the column out, or give its parts as columns");
        Refused(new FeaturePlan(new DatasetSchema("Nothing", [], []), []), "'Nothing' has no features, so there is nothing that a graph could read");
        Refused(Plan("string", static name => Category(name, new(), "S")),
            "The provenance has the key 'classes', which the export itself writes: choose another",
            new() { Provenance = new Dictionary<string, string> { ["classes"] = "x" } });

        static void Refused(FeaturePlan plan, string message, OnnxExportOptions? options = null) => Assert.Equal(message, Assert.Throws<OnnxExportException>(
            () => OnnxExport.Write(plan, new LinearPredictor(new float[plan.Width], [0f]), Outcomes.TwoClasses(), options ?? new() { AllowContribOperators = true })).Message);
    }
}
