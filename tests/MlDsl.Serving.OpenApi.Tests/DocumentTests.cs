using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using MlDsl.Serving.Tests;
using MlDsl.Serving.Tests.Rows;
using MlDsl.Training;
using Swashbuckle.AspNetCore.Swagger;

namespace MlDsl.Serving.OpenApi.Tests;

/// <summary>Documents of an API tell what the models of a service take and say, in a project where rows and endpoints are together and all of ASP.NET Core's generators run.</summary>
public sealed class DocumentTests
{
    private static readonly CountedModel Model = CountedModel.Fit(Dataset<Counted>.FromRows([.. Enumerable.Range(0, 100).Select(static i => new Counted
    {
        Way = 2 + i % 50,
        Rate = i % 7 == 0 ? null : (byte)(i % 9),
        Volts = [i, i % 3, 1],
        Waited = TimeSpan.FromMinutes(i),
        Shade = i % 5 == 0 ? null : Shade.Dark,
        Origin = i % 3 == 0 ? "south" : "north",
        Income = 77_777 + i,
        Y = i % 3 == 0 ? i : i + 10,
    })]).SplitRandom(validation: 0.1, test: 0.1, seed: 1).Train);

    private static Task<Service> StartAsync(bool isSwashbuckle, Action<WebApplicationBuilder, Service>? add = null, Action<WebApplication>? map = null) => Service.StartAsync(
        (builder, service) =>
        {
            builder.Services.AddValidation();
            if (isSwashbuckle) builder.Services.AddEndpointsApiExplorer().AddSwaggerGen(static o => o.AddModels());
            else builder.Services.AddOpenApi("v1", static o => o.AddModels());
            builder.Services.AddModel<CountedModel>(o => (o.File, o.Watch, o.PollEvery) = (service["counted.mldsl"], false, TimeSpan.Zero));
            add?.Invoke(builder, service);
        },
        app =>
        {
            app.MapModel<CountedModel>("/counted").WithTags("models");
            app.MapPost("/order", (Order order) => order.Pieces + 1);
            if (!isSwashbuckle) app.MapOpenApi();
            map?.Invoke(app);
        },
        static service => service.Put("counted.mldsl", Made.Bytes(Model.Save)));

    // What is served is read again by the library's own reader, which says what is wrong with it.
    private static async Task<JsonNode> DocumentAsync(Service service, bool isSwashbuckle, OpenApiSpecVersion version = OpenApiSpecVersion.OpenApi3_1)
    {
        string text;
        if (isSwashbuckle)
        {
            using IServiceScope scope = service.App.Services.CreateScope();
            text = await (await scope.ServiceProvider.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync("v1")).SerializeAsJsonAsync(version);
        }
        else text = (await service.GetAsync("/openapi/v1.json")).Body;
        var (_, diagnostic) = OpenApiDocument.Parse(text, "json");
        Assert.Empty(diagnostic!.Errors.Select(static e => e.ToString()));
        Assert.Empty(diagnostic.Warnings.Select(static e => e.ToString()));
        return JsonNode.Parse(text)!;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ColumnsAreThereWithUnitsRangesNamesAndAnExampleThatIsAnswered(bool isSwashbuckle)
    {
        await using Service service = await StartAsync(isSwashbuckle);
        JsonNode document = await DocumentAsync(service, isSwashbuckle), post = document["paths"]!["/counted"]!["post"]!;
        JsonNode body = post["requestBody"]!["content"]!["application/json"]!, row = document["components"]!["schemas"]!["CountedModelRow"]!, columns = row["properties"]!;
        Assert.Equal("models", post["tags"]![0]!.GetValue<string>());
        Assert.True(post["requestBody"]!["required"]!.GetValue<bool>());
        Assert.Equal("#/components/schemas/CountedModelRow", body["schema"]!["oneOf"]![0]!["$ref"]!.GetValue<string>());
        Assert.Equal("#/components/schemas/CountedModelRow", body["schema"]!["oneOf"]![1]!["items"]!["$ref"]!.GetValue<string>());
        Assert.Equal(1000, body["schema"]!["oneOf"]![1]!["maxItems"]!.GetValue<int>());
        Same("""{"type":"number","format":"double","description":"in km","x-unit":"km"}""", columns["way"]);
        Same("""{"maximum":255,"minimum":0,"type":["null","integer"],"format":"uint8","description":"in 1/s; training rows had 0 to 8","x-unit":"1/s","x-training-range":[0,8]}""", columns["rate"]);
        Same("""{"maxItems":3,"minItems":3,"type":"array","items":{"type":["null","number"]},"description":"in V","x-unit":"V"}""", columns["volts"]);
        Same("""{"type":"string","description":"A duration such as \"1.02:30:00\""}""", columns["waited"]);
        Same("""{"examples":["Dark"],"enum":["Dark","Middle","Light",null],"type":["null","string"]}""", columns["shade"]);
        // Of a sensitive column no value is told, not even in the example.
        Same("""{"type":"string"}""", columns["origin"]);
        Same("""{"type":"number","format":"float"}""", columns["income"]);
        Assert.DoesNotContain("north", document.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("south", document.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("7777", document.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["way", "volts", "waited", "origin", "income"], row["required"]!.AsArray().Select(static n => n!.GetValue<string>()));
        Assert.False(row["additionalProperties"]!.GetValue<bool>());
        JsonNode answers = post["responses"]!;
        // The answer that is shown is that of the row that is shown, not of one with a value that some row had.
        var (status, answer) = await service.AskAsync("/counted", body["example"]!.ToJsonString());
        Assert.Equal((200, answers["200"]!["content"]!["application/json"]!["example"]!.GetValue<float>()), (status, float.Parse(answer, CultureInfo.InvariantCulture)));
        body["example"]!["origin"] = "north";
        Assert.NotEqual((200, answer), await service.AskAsync("/counted", body["example"]!.ToJsonString()));
        Assert.Equal(["200", "400", "408", "413", "415", "500", "503"], answers.AsObject().Select(static a => a.Key));
        Assert.Equal("number", answers["200"]!["content"]!["application/json"]!["schema"]!["oneOf"]![0]!["type"]!.GetValue<string>());
        Assert.NotNull(answers["200"]!["headers"]!["Model-Version"]);
        Assert.Equal("#/components/schemas/ModelProblem", answers["400"]!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>());
        Assert.NotNull(document["paths"]!["/counted/schema.json"]!["get"]!["responses"]!["200"]!["content"]!["application/schema+json"]);
    }

    [Fact]
    public async Task AnOlderDocumentSaysItInItsOwnWords()
    {
        await using Service service = await StartAsync(isSwashbuckle: true);
        JsonNode columns = (await DocumentAsync(service, true, OpenApiSpecVersion.OpenApi3_0))["components"]!["schemas"]!["CountedModelRow"]!["properties"]!;
        Assert.Equal(("integer", true), (columns["rate"]!["type"]!.GetValue<string>(), columns["rate"]!["nullable"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ClassesAreAnswersWithMembersAndAFolderNamesItsModels(bool isSwashbuckle)
    {
        await using Service service = await StartAsync(
            isSwashbuckle,
            static (builder, service) =>
            {
                Directory.CreateDirectory(service["all"]);
                service.Put("all/ride.mldsl", Made.Bytes(Made.Ride.Save));
                service.Put("loan.mldsl", Made.Bytes(Made.Loan.Save));
                builder.Services.AddModel<LoanModel>(o => (o.File, o.Name, o.Batching) = (service["loan.mldsl"], "loans in €", new()));
                builder.Services.AddModels<DynamicModel>(o => o.Folder = service["all"]);
            },
            static app =>
            {
                app.MapModel<LoanModel>("/loan");
                app.MapModels<DynamicModel>("/models");
            });
        JsonNode document = await DocumentAsync(service, isSwashbuckle), rows = document["paths"]!["/loan"]!["post"]!["requestBody"]!, loan = document["paths"]!["/loan"]!["post"]!["responses"]!, one = document["paths"]!["/models/{model}"]!["post"]!;
        Assert.Equal("#/components/schemas/loans_0020in_0020_20acOutput", loan["200"]!["content"]!["application/json"]!["schema"]!["oneOf"]![0]!["$ref"]!.GetValue<string>());
        Assert.Equal(["score", "probability", "label"], document["components"]!["schemas"]!["loans_0020in_0020_20acOutput"]!["properties"]!.AsObject().Select(static p => p.Key));
        // The model refuses a text of nobody's: there is no row to show, and no answer to it.
        Assert.Null(rows["content"]!["application/json"]!["example"]);
        Assert.Null(loan["200"]!["content"]!["application/json"]!["example"]);
        Assert.Null(document["components"]!["schemas"]!["loans_0020in_0020_20acRow"]!["examples"]);
        Assert.Null(JsonNode.Parse((await service.GetAsync("/loan/schema.json")).Body)!["$defs"]!["row"]!["examples"]);
        Assert.NotNull(JsonNode.Parse((await service.GetAsync("/counted/schema.json")).Body)!["$defs"]!["row"]!["examples"]);
        Assert.NotNull(loan["429"]);
        Assert.NotNull(loan["504"]);
        JsonNode parameter = Assert.Single(one["parameters"]!.AsArray())!;
        Assert.Equal(("model", "path", "ride"), (parameter["name"]!.GetValue<string>(), parameter["in"]!.GetValue<string>(), parameter["schema"]!["examples"]![0]!.GetValue<string>()));
        Assert.NotNull(one["responses"]!["404"]);
        Assert.NotNull(document["paths"]!["/models"]!["get"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AModelThatIsNotThereYetIsSaidToHaveColumnsLater(bool isSwashbuckle)
    {
        await using Service service = await StartAsync(isSwashbuckle, static (builder, service) => builder.Services.AddModel<RideModel>(o => (o.File, o.Watch, o.PollEvery) = (service["ride.mldsl"], false, TimeSpan.Zero)), static app => app.MapModel<RideModel>("/fare"));
        JsonNode Body(JsonNode document) => document["paths"]!["/fare"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["oneOf"]![0]!;
        Assert.Equal("The columns are told once a model is loaded", Body(await DocumentAsync(service, isSwashbuckle))["description"]!.GetValue<string>());
        service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save));
        if (isSwashbuckle)
        {
            // What cannot wait loads nothing.
            using IServiceScope scope = service.App.Services.CreateScope();
            JsonNode said = JsonNode.Parse(await scope.ServiceProvider.GetRequiredService<ISwaggerProvider>().GetSwagger("v1").SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1))!;
            Assert.NotNull(Body(said)["description"]);
        }
        Assert.Equal("#/components/schemas/RideModelRow", Body(await DocumentAsync(service, isSwashbuckle))["$ref"]!.GetValue<string>());
    }

    // The generated code of ASP.NET Core is in this assembly, beside rows that it does not see.
    [Fact]
    public async Task LambdasAndModelsAnswerBesideEachOther()
    {
        Assert.Contains(typeof(DocumentTests).Assembly.GetTypes(), static t => t.FullName!.Contains("GeneratedRouteBuilderExtensions", StringComparison.Ordinal));
        await using Service service = await StartAsync(false);
        Assert.Equal((200, "4"), await service.AskAsync("/order", """{"pieces":3}"""));
        Assert.Equal(400, (await service.AskAsync("/order", """{"pieces":30}""")).Status);
        var (status, problem) = await service.RefusedAsync("/counted", "{}", "text/plain");
        Assert.Equal((415, "urn:mldsl:problem:not-json"), (status, problem["type"]!.GetValue<string>()));
    }

    private static void Same(string wanted, JsonNode? found) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(wanted), found), $"{found?.ToJsonString()} is not {wanted}");
}
