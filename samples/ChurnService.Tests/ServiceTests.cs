using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChurnService.Tests;

/// <summary>The service over loopback, with the model that it is shipped with.</summary>
public sealed class ServiceTests : IAsyncLifetime, IDisposable
{
    private readonly WebApplication app = Service.Make("--urls", "http://127.0.0.1:0");
    private readonly HttpClient client = new();

    public async Task InitializeAsync()
    {
        await app.StartAsync();
        client.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task IsReadyAndKnowsItsModel()
    {
        foreach (string path in (string[])["/health/live", "/health/ready", "/v2/models/churn/ready", "/churn/schema.json"])
            Assert.Equal((path, HttpStatusCode.OK), (path, (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode));
    }

    [Fact]
    public async Task AnswersWhatTheModelSays()
    {
        JsonObject[] golden = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Models", "churn.jsonl")).Select(static line => JsonNode.Parse(line)!.AsObject())];
        // Golden rows have the members' names, requests have them with small first letters.
        IEnumerable<JsonObject> rows = golden.Select(static row => new JsonObject(row["input"]!.AsObject().Select(static m => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(m.Key), m.Value?.DeepClone()))));
        (HttpStatusCode status, JsonNode answer) = await Ask(new JsonArray([.. rows]).ToJsonString());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(golden.Length, answer.AsArray().Count);
        foreach ((JsonObject row, JsonNode? said) in golden.Zip(answer.AsArray()))
            Assert.Equal((float)row["expected"]![0]!, (float)said!["probability"]!, tolerance: 2e-5f);
    }

    [Fact]
    public async Task SaysWhatIsWrongWithARequest()
    {
        (HttpStatusCode status, JsonNode problem) = await Ask("""{ "nothing": 1 }""");
        Assert.Equal((HttpStatusCode.BadRequest, "urn:mldsl:problem:member"), (status, (string?)problem["type"]));
        Assert.Contains("nothing", (string?)problem["detail"], StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> Ask(string rows)
    {
        using var question = new StringContent(rows, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri("/churn", UriKind.Relative), question);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
