using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.Serving.Tests;

/// <summary>What the protocol leaves open, as this service settles it. What the protocol says is tested by the project of its conformance.</summary>
public sealed class OpenInferenceTests
{
    private const string Loans = """
        {"inputs":[{"name":"purpose","datatype":"BYTES","shape":[2],"data":["car","house"]},{"name":"amount","datatype":"FP64","shape":[2],"data":[3,4.5]},
        {"name":"origin","datatype":"BYTES","shape":[2,1],"data":["north","south"]}]}
        """;

    [Fact]
    public async Task EveryTaskHasItsTensors()
    {
        await using Service service = await AllAsync();
        BinaryPrediction loan = Made.Loan.Predict(new Loan.Input { Purpose = "house", Amount = 4.5f, Origin = "south" });
        JsonNode outputs = await InferAsync(service, "loan", Loans);
        Assert.Equal(["score FP32", "probability FP32", "label BOOL"], outputs.AsArray().Select(static o => $"{o!["name"]} {o["datatype"]}"));
        Assert.Equal((loan.Score.Value, loan.Probability.Value, loan.Label), (Second<float>(outputs[0]), Second<float>(outputs[1]), Second<bool>(outputs[2])));

        ClassPrediction<Shade> walk = Made.Walk.Predict(new Walk.Input { Steps = 250 });
        outputs = await InferAsync(service, "walk", """{"inputs":[{"name":"steps","datatype":"INT16","shape":[2,1],"data":[[1],[250]]}]}""");
        Assert.Equal(["label BYTES", "probability FP32"], outputs.AsArray().Select(static o => $"{o!["name"]} {o["datatype"]}"));
        Assert.Equal((walk.Label.ToString(), walk.Probability.Value), (Second<string>(outputs[0]), Second<float>(outputs[1])));

        outputs = await InferAsync(service, "ride", Rides);
        Assert.Equal(["prediction FP32"], outputs.AsArray().Select(static o => $"{o!["name"]} {o["datatype"]}"));
        Assert.Equal(Made.Ride.Predict(Made.Input), outputs[0]!["data"]![0]!.GetValue<float>());
        Assert.Equal(Made.Ride.Predict(Made.Input with { Miles = null }), Second<float>(outputs[0]));
    }

    [Fact]
    public async Task MetadataTellTheDatatypeOfEachColumn()
    {
        await using Service service = await AllAsync();
        JsonNode model = JsonNode.Parse((await service.GetAsync("/v2/models/ride")).Body)!;
        Assert.Equal(
            ["vendor BYTES [-1,1]", "seconds FP32 [-1,1]", "miles FP32 [-1,1]", "payment BYTES [-1,1]", "riders INT32 [-1,1]", "at BYTES [-1,1]", "toll BOOL [-1,1]"],
            model["inputs"]!.AsArray().Select(static t => $"{t!["name"]} {t["datatype"]} {t["shape"]!.ToJsonString()}"));
        Assert.Equal("[\"7\"]", model["versions"]!.ToJsonString());
        Assert.Equal(200, (await service.GetAsync("/v2/models/ride/versions/7/ready")).Status);
        Assert.Equal(404, (await service.GetAsync("/v2/models/ride/versions/8")).Status);
    }

    [Fact]
    public async Task ScorersOfASerializerTakeRowsAsTextsOfJson()
    {
        await using Service service = await Service.StartAsync(
            static (builder, _) => builder.Services.AddScorer(
                ScorerJson.Of(JsonSerializerOptions.Web.GetTypeInfo<Pair>(), JsonSerializerOptions.Web.GetTypeInfo<Sums>()), static _ => new SumScorer(), static o => o.Name = "sum"),
            static app => app.MapOpenInference("/oip"));
        JsonNode model = JsonNode.Parse((await service.GetAsync("/oip/models/sum")).Body)!;
        Assert.Equal("json BYTES", $"{model["inputs"]![0]!["name"]} {model["inputs"]![0]!["datatype"]}");
        Assert.Null(model["versions"]);
        const string Request = """{"inputs":[{"name":"json","datatype":"BYTES","shape":[2],"data":["{\"a\":1,\"b\":2}","{\"a\":5,\"b\":6}"]}]}""";
        var (status, body) = await service.AskAsync("/oip/models/sum/infer", Request);
        Assert.Equal(200, status);
        Assert.Equal(
            """[{"name":"sum","datatype":"FP64","shape":[2,1],"data":[3,11]},{"name":"parts.both","datatype":"FP64","shape":[2,2],"data":[1,2,5,6]},{"name":"parts.text","datatype":"BYTES","shape":[2,1],"data":["1+2","5+6"]}]""",
            JsonNode.Parse(body)!["outputs"]!.ToJsonString(Relaxed));
        Assert.Equal(3, JsonNode.Parse((await service.GetAsync("/oip/models/sum")).Body)!["outputs"]!.AsArray().Count);
        Assert.Equal(400, (await service.AskAsync("/oip/models/sum/infer", Request.Replace("\\\"b\\\":6", "\\\"b\\\":", StringComparison.Ordinal))).Status);
        Assert.Equal(400, (await service.AskAsync("/oip/models/sum/infer", Request.Replace("}\"]", "} 7\"]", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task ModelsOfAFolderAreServedToo()
    {
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModels<DynamicModel>(o => o.Folder = Path.GetDirectoryName(service["x"])),
            static app => app.MapOpenInference(),
            static service => service.Put("walk.mldsl", Made.Bytes(Made.Walk.Save)));
        JsonNode outputs = await InferAsync(service, "walk", """{"inputs":[{"name":"steps","datatype":"FP32","shape":[2],"data":[1,250]}]}""");
        Assert.Equal(["label", "probabilities.Dark", "probabilities.Middle", "probabilities.Light"], outputs.AsArray().Select(static o => o!["name"]!.GetValue<string>()));
        Assert.Equal(Made.Walk.Predict(new Walk.Input { Steps = 250 }).Label.ToString(), Second<string>(outputs[0]));
        Assert.Equal(404, (await service.GetAsync("/v2/models/..%2fwalk")).Status);
    }

    [Fact]
    public async Task NoRowsAreAnsweredWithNone()
    {
        await using Service service = await AllAsync();
        JsonNode outputs = await InferAsync(service, "walk", """{"inputs":[{"name":"steps","datatype":"FP32","shape":[0,1],"data":[]}]}""");
        Assert.Equal("[0,1]", outputs[0]!["shape"]!.ToJsonString());
        Assert.Empty(outputs[0]!["data"]!.AsArray());
    }

    [Fact]
    public async Task WithoutAModelNothingIsReady()
    {
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModel<WalkModel>(o => (o.Name, o.File) = ("walk", service["walk"])), static app => app.MapOpenInference());
        Assert.Equal((200, """{"live":true}"""), await service.GetAsync("/v2/health/live"));
        Assert.Equal((503, """{"live":false}"""), await service.GetAsync("/v2/health/ready"));
        Assert.Equal((503, """{"name":"walk","ready":false}"""), await service.GetAsync("/v2/models/walk/ready"));
        Assert.Equal(503, (await service.GetAsync("/v2/models/walk")).Status);
        using HttpResponseMessage infer = await service.PostAsync("/v2/models/walk/infer", "{}");
        Assert.Equal((503, "5"), ((int)infer.StatusCode, infer.Headers.RetryAfter?.ToString()));
    }

    [Fact]
    public async Task AServiceThatStopsIsNotReadyAndAnswersStill()
    {
        await using Service service = await AllAsync();
        Assert.Equal((200, """{"name":"walk","ready":true}"""), await service.GetAsync("/v2/models/walk/ready"));
        service.App.Lifetime.StopApplication();
        using HttpResponseMessage ready = await service.Client.GetAsync(new Uri("/v2/models/walk/ready", UriKind.Relative));
        Assert.Equal((503, "5"), ((int)ready.StatusCode, ready.Headers.RetryAfter?.ToString()));
        Assert.Equal("""{"name":"walk","ready":false}""", await ready.Content.ReadAsStringAsync());
        Assert.Equal((503, """{"live":false}"""), await service.GetAsync("/v2/health/ready"));
        await InferAsync(service, "walk", """{"inputs":[{"name":"steps","datatype":"FP32","shape":[1],"data":[250]}]}""");
    }

    [Fact]
    public async Task WhatMayBeLeftOutMayBeNull()
    {
        await using Service service = await AllAsync();
        JsonNode outputs = await InferAsync(
            service, "walk", """{"id":null,"parameters":null,"outputs":null,"inputs":[{"name":"steps","datatype":"FP32","shape":[1],"parameters":null,"data":[250]}]}""");
        Assert.Equal(2, outputs.AsArray().Count);
        outputs = await InferAsync(
            service,
            "walk",
            """{"parameters":{"binary_data_output":null},"outputs":[{"name":"label","parameters":{"binary_data":null}}],"inputs":[{"name":"steps","datatype":"FP32","shape":[1],"data":[250]}]}""");
        Assert.Equal("label", Assert.Single(outputs.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(400, (await service.AskAsync("/v2/models/walk/infer", """{"inputs":null}""")).Status);
    }

    [Theory]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"FP32","shape":[4],"data":[1,2,3,4]}]}""", 413)]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"FP32","shape":[9000000000],"data":[1]}]}""", 413)]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"BOOL","shape":[1],"data":[true]}]}""", 400)]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"FP32","shape":[1],"data":[1e39]}]}""", 400)]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"FP64","shape":[1],"data":[1e39]}]}""", 400)]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"INT8","shape":[1],"data":[128]}]}""", 400)]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"UINT8","shape":[1],"data":[-1]}]}""", 400)]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"FP32","shape":[1],"data":["NaN"]}]}""", 400)]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"FP32","shape":[1],"data":[1]}],"more":1}""", 400)]
    [InlineData("""{"inputs":[{"name":"steps","datatype":"FP32","shape":[1],"data":[1]}],"outputs":[{"name":"label"},{"name":"label"}]}""", 400)]
    public async Task LimitsAndValuesAreHeld(string json, int status)
    {
        await using Service service = await AllAsync();
        var (found, body) = await service.AskAsync("/v2/models/walk/infer", json);
        Assert.Equal(status, found);
        Assert.NotEmpty(JsonNode.Parse(body)!["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task LongBodiesAreNotRead()
    {
        await using Service service = await AllAsync();
        Assert.Equal(413, (await service.AskAsync("/v2/models/walk/infer", Loans + new string(' ', 2 << 20))).Status);
        Assert.Equal(415, (await service.AskAsync("/v2/models/walk/infer", Loans, "text/plain")).Status);
        Assert.Equal(405, (await service.GetAsync("/v2/models/walk/infer")).Status);
    }

    [Fact]
    public async Task TheValueOfASensitiveColumnIsNotTold()
    {
        await using Service service = await AllAsync();
        var (status, body) = await service.AskAsync("/v2/models/loan/infer", Loans.Replace("north", "atlantis", StringComparison.Ordinal));
        Assert.Equal(400, status);
        Assert.Contains("row 0: 'origin'", body.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("atlantis", body, StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Rides = """
        {"inputs":[{"name":"vendor","datatype":"BYTES","shape":[2,1],"data":["CMT","CMT"]},{"name":"seconds","datatype":"FP32","shape":[2,1],"data":[600,600]},
        {"name":"miles","datatype":"FP32","shape":[2,1],"data":[2.5,"NaN"]},{"name":"payment","datatype":"BYTES","shape":[2,1],"data":["Card","Card"]},
        {"name":"riders","datatype":"INT64","shape":[2,1],"data":[2,2]},{"name":"at","datatype":"BYTES","shape":[2,1],"data":["2024-05-01T13:45:00","2024-05-01T13:45:00"]},
        {"name":"toll","datatype":"BOOL","shape":[2,1],"data":[true,true]}]}
        """;

    private static Task<Service> AllAsync() => Service.StartAsync(
        static (builder, service) => builder.Services
            .AddModel<LoanModel>(o => (o.Name, o.File, o.Watch) = ("loan", service["loan"], false))
            .AddModel<RideModel>(o => (o.Name, o.File, o.Watch) = ("ride", service["ride"], false))
            .AddModel<WalkModel>(o => (o.Name, o.File, o.Watch, o.Rows) = ("walk", service["walk"], false, new JsonRowOptions { MaxRows = 3 })),
        static app => app.MapOpenInference(),
        static service =>
        {
            service.Put("loan", Made.Bytes(Made.Loan.Save));
            service.Put("ride", Made.Bytes(Made.Ride.Save));
            service.Put("walk", Made.Bytes(Made.Walk.Save));
        });

    private static async Task<JsonNode> InferAsync(Service service, string model, string json)
    {
        var (status, body) = await service.AskAsync($"/v2/models/{model}/infer", json);
        Assert.True(status == 200, string.Create(CultureInfo.InvariantCulture, $"{status}: {body}"));
        return JsonNode.Parse(body)!["outputs"]!;
    }

    private static T Second<T>(JsonNode? output) => output!["data"]![1]!.GetValue<T>();

    public sealed record Pair(double A, double B);

    public sealed record Sums(double Sum, Parts Parts);

    public sealed record Parts(double[] Both, string Text);

    private sealed class SumScorer : IScorer<Pair, Sums>
    {
        public void Run(in Pair input, out Sums output) =>
            output = new(input.A + input.B, new([input.A, input.B], string.Create(CultureInfo.InvariantCulture, $"{input.A}+{input.B}")));

        public void Run(ReadOnlySpan<Pair> inputs, Span<Sums> outputs)
        {
            for (int i = 0; i < inputs.Length; i++) Run(in inputs[i], out outputs[i]);
        }

        public ValueTask<Sums> RunAsync(Pair input, CancellationToken cancellation = default) => throw new NotSupportedException();
    }
}
