using System.Text.Json.Nodes;
using MlDsl.Testing;
using MlDsl.Tracking.Tests.Mlflow;
using MlDsl.Training;

namespace MlDsl.Tracking.Tests;

/// <summary>Runs as events of OpenLineage: the members that its specification requires, and what went into what.</summary>
[Collection(Alone.Name)]
public sealed class RunLineageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ARunHasAStartAndAnEnd()
    {
        JsonNode[] events = Events(MadeRun.Write(folder.Runs));
        Assert.Equal(["START", "COMPLETE"], events.Select(static e => Text(e, "eventType")));
        Assert.Equal(["2026-11-27T12:00:00+00:00", "2026-11-27T12:00:04+00:00"], events.Select(static e => Text(e, "eventTime")));
        Assert.All(events, static e =>
        {
            // What the specification requires of every event, and of every facet.
            Assert.Equal(new Guid("01234567-89ab-cdef-0123-456789abcdef"), Guid.Parse(Text(e["run"]!, "runId")));
            Assert.Equal(("mldsl", "trip-fare.Fit"), (Text(e["job"]!, "namespace"), Text(e["job"]!, "name")));
            Assert.NotEmpty(Text(e, "producer"));
            Assert.EndsWith("#/$defs/RunEvent", Text(e, "schemaURL"), StringComparison.Ordinal);
            foreach (JsonNode data in e["inputs"]!.AsArray().Concat(e["outputs"]!.AsArray()).Select(static d => d!))
            {
                Assert.NotEmpty(Text(data, "namespace"));
                Assert.NotEmpty(Text(data, "name"));
                foreach (var (_, facet) in data["facets"]!.AsObject().Concat(data["inputFacets"]?.AsObject() ?? []))
                {
                    Assert.NotEmpty(Text(facet!, "_producer"));
                    Assert.StartsWith("https://openlineage.io/spec/facets/", Text(facet!, "_schemaURL"), StringComparison.Ordinal);
                }
            }
        });
        Assert.Equal(["Trip/training/00112233445566778899aabbccddeeff-f0"], events[0]["inputs"]!.AsArray().Select(static i => Text(i!, "name")));
        Assert.Equal(2, events[1]["inputs"]!.AsArray().Count);
        JsonNode rows = events[0]["inputs"]![0]!;
        Assert.Equal(240, rows["inputFacets"]!["dataQualityMetrics"]!["rowCount"]!.GetValue<int>());
        Assert.Equal(["Miles float", "Fare float"], rows["facets"]!["schema"]!["fields"]!.AsArray().Select(static f => $"{Text(f!, "name")} {Text(f!, "type")}"));
        Assert.Empty(events[0]["outputs"]!.AsArray());
        Assert.StartsWith("fare.mldsl/", Text(Assert.Single(events[1]["outputs"]!.AsArray())!, "name"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"at":1795780809000,"end":"Failed","problem":"MlDsl.Training.TrainingException"}""", "FAIL")]
    [InlineData("""{"at":1795780809000,"end":"Cancelled"}""", "ABORT")]
    public void TheEndIsToldAsItWas(string line, string type)
    {
        JsonNode[] events = Events(MadeRun.Write(folder.Runs, line));
        Assert.Equal(["START", type], events.Select(static e => Text(e, "eventType")));
        JsonNode? error = events[1]["run"]!["facets"]!["errorMessage"];
        if (type == "FAIL") Assert.Equal(("MlDsl.Training.TrainingException", "C#"), (Text(error!, "message"), Text(error!, "programmingLanguage")));
        else Assert.Null(error);
    }

    [Fact]
    public void ARunThatGoesOnHasNoEndAndOneThatIsCutOffIsAborted()
    {
        Training.Tracking.UseFolder(folder.Runs);
        using (TrackedRun run = Training.Tracking.Session!.Begin(new RunFacts(RunKind.Fit, "a", "1", [], [], [])))
        {
            Assert.Equal("START", Text(Assert.Single(Events(run.Folder)), "eventType"));
        }
        Assert.Equal("ABORT", Text(Events(Assert.Single(Directory.GetDirectories(folder.Runs)))[1], "eventType"));
        Assert.Throws<ArgumentException>(() => RunLineage.Events(RunRecord.Read(Assert.Single(Directory.GetDirectories(folder.Runs))), " "));
    }

    [Fact]
    public void EachFeatureAndThePredictionTellTheColumnsThatTheyDependOn()
    {
        Training.Tracking.UseFolder(folder.Runs);
        RideModel.Fit(Ride.Split().Train).Save(Path.Combine(folder.Path, "ride.mldsl"));
        JsonNode end = Events(Assert.Single(Directory.GetDirectories(folder.Runs)))[1];
        JsonNode facets = Assert.Single(end["outputs"]!.AsArray())!["facets"]!;
        Assert.Equal(["miles driven float", "Tariff string", "Speed float", "Written float", "prediction "], facets["schema"]!["fields"]!.AsArray().Select(static f => $"{f!["name"]} {f["type"]}"));
        string rows = Text(end["inputs"]![0]!, "name");
        Dictionary<string, string[]> of = facets["columnLineage"]!["fields"]!.AsObject().ToDictionary(
            static field => field.Key,
            field => field.Value!["inputFields"]!.AsArray().Select(input =>
            {
                Assert.Equal(("mldsl", rows), (Text(input!, "namespace"), Text(input!, "name")));
                return $"{input!["field"]}: {string.Join(" | ", input["transformations"]!.AsArray().Select(static t => $"{t!["type"]} {t["subtype"]} {t["description"]}"))}";
            }).ToArray());
        Assert.Equal(["miles driven: DIRECT TRANSFORMATION Numeric"], of["miles driven"]);
        Assert.Equal(["miles driven: DIRECT TRANSFORMATION Speed, Numeric", "Minutes: DIRECT TRANSFORMATION Speed, Numeric"], of["Speed"]);
        // A method whose code no op says tells its parameters, another method among them.
        Assert.Equal(["miles driven: DIRECT TRANSFORMATION Speed, Written, Numeric", "Minutes: DIRECT TRANSFORMATION Speed, Written, Numeric", "Tariff: DIRECT TRANSFORMATION Written, Numeric"], of["Written"]);
        Assert.Equal(["miles driven", "Tariff", "Minutes", "Fare"], of["prediction"].Select(static input => input.Split(':')[0]));
        Assert.Equal("Fare: INDIRECT CONDITIONAL fit", of["prediction"][^1]);
    }

    // The texts of a window and of joins are those that generated code writes.
    [Fact]
    public void WindowsAndJoinsTellTheirColumns()
    {
        const string Kind = "Numeric(Scale=None)";
        var schema = new DatasetSchema("Sale",
        [
            new("Amount: net", "Amount", "float", ColumnRole.None, "", true),
            new("Shop", "Shop", "string", ColumnRole.None, "", true),
            new("prediction", "Percent", "float?", ColumnRole.None, Kind, true) { Join = "AsOf(Rate.Percent:float, Shop = Id:string, Tolerance = 2592000000000, Time = At)" },
            new("Days", "Days", "float?", ColumnRole.None, Kind, true) { Join = "Lookup(Calendar.Days:int)" },
            new("AmountLag1", "AmountLag1", "float?", ColumnRole.None, Kind, true) { Window = "Lag(Amount: net:float, Rows = 1, Horizon = 36000000000)" },
            new("Paid", "Paid", "bool", ColumnRole.Label, "", false),
        ],
        [
            new("Share", "Share", "float", ColumnRole.None, Kind, false) { Reads = ["AmountLag1", "Share"] },
        ]);
        Dictionary<string, string[]> of = FeatureLineage.Of(schema).ToDictionary(static f => f.Name, static f => f.Sources.Select(static s => $"{s.Data}.{s.Column} {s.Use} {s.Through}").ToArray());
        Assert.Equal(["prediction", "Days", "AmountLag1", "Share", "prediction_"], of.Keys);
        Assert.Equal(["Rate.Percent Transformation AsOf, Numeric", ".Shop Join AsOf, Numeric"], of["prediction"]);
        Assert.Equal(["Calendar.Days Transformation Lookup, Numeric"], of["Days"]);
        Assert.Equal([".Amount: net Aggregation Lag, Numeric"], of["AmountLag1"]);
        Assert.Equal([".Amount: net Aggregation Lag, Share, Numeric"], of["Share"]);
        Assert.Equal(".Paid Conditional fit", of["prediction_"][^1]);
    }

    // Every event of every test is as the published schemas say.
    private static JsonNode[] Events(string run)
    {
        JsonNode[] events = [.. RunLineage.Events(RunRecord.Read(run)).Select(static line => JsonNode.Parse(line)!)];
        Assert.All(events, static e => Assert.Empty(OpenLineageSchema.Problems(e)));
        return events;
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
