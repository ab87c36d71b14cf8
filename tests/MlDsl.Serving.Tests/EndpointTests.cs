using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Json;
using MlDsl.Serving.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.Serving.Tests;

/// <summary>What a request is answered with: predictions, or a documented status and a message.</summary>
public sealed class EndpointTests
{
    private static Task<Service> RideAsync(Action<ServingOptions>? more = null) => Service.StartAsync(
        (builder, service) => builder.Services.AddModel<RideModel>(o =>
        {
            o.File = service["ride.mldsl"];
            o.Watch = false;
            more?.Invoke(o);
        }),
        static app => app.MapModel<RideModel>("/fare"),
        static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save)));

    [Fact]
    public async Task ARowGivesAPredictionAndAnArrayAnArray()
    {
        await using Service service = await RideAsync();
        float expected = Made.Ride.Predict(Made.Input);
        using HttpResponseMessage one = await service.PostAsync("/fare", Made.Json);
        Assert.Equal(200, (int)one.StatusCode);
        Assert.Equal("application/json", one.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, float.Parse(await one.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture));
        Assert.StartsWith("ride/7/", one.Headers.GetValues("Model-Version").Single(), StringComparison.Ordinal);

        var (status, body) = await service.AskAsync("/fare", $"[{string.Join(",", Enumerable.Repeat(Made.Json, 40))}]");
        Assert.Equal(200, status);
        Assert.Equal(Enumerable.Repeat(expected, 40), JsonSerializer.Deserialize<float[]>(body)!);
        Assert.Equal((200, "[]"), await service.AskAsync("/fare", "[]"));
    }

    [Fact]
    public async Task EveryTaskHasItsAnswer()
    {
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services
                .AddModel<LoanModel>(o => o.File = service["loan"])
                .AddModel<WalkModel>(o => o.File = service["walk"])
                .AddModel<RideRangeModel>(o => o.File = service["range"]),
            static app =>
            {
                app.MapModel<LoanModel>("/loan");
                app.MapModel<WalkModel>("/walk");
                app.MapModel<RideRangeModel>("/range");
            },
            static service =>
            {
                service.Put("loan", Made.Bytes(Made.Loan.Save));
                service.Put("walk", Made.Bytes(Made.Walk.Save));
                service.Put("range", Made.Bytes(Made.Range.Save));
            });
        BinaryPrediction loan = Made.Loan.Predict(new Loan.Input { Purpose = "car", Amount = 3, Origin = "north" });
        JsonNode answer = JsonNode.Parse((await service.AskAsync("/loan", """{"purpose":"car","amount":3,"origin":"north"}""")).Body)!;
        Assert.Equal((loan.Score.Value, loan.Probability.Value, loan.Label), (answer["score"]!.GetValue<float>(), answer["probability"]!.GetValue<float>(), answer["label"]!.GetValue<bool>()));

        ClassPrediction<Shade> walk = Made.Walk.Predict(new Walk.Input { Steps = 250 });
        answer = JsonNode.Parse((await service.AskAsync("/walk", """{"steps":250}""")).Body)!;
        Assert.Equal((walk.Label.ToString(), walk.Probability.Value), (answer["label"]!.GetValue<string>(), answer["probability"]!.GetValue<float>()));

        Interval<float> range = Made.Range.Predict(Made.Input);
        answer = JsonNode.Parse((await service.AskAsync("/range", Made.Json)).Body)!;
        Assert.Equal((range.Value, range.Low, range.High), (answer["value"]!.GetValue<float>(), answer["low"]!.GetValue<float>(), answer["high"]!.GetValue<float>()));
    }

    [Theory]
    [InlineData("", 400, "malformed")]
    [InlineData("{\"vendor\":", 400, "malformed")]
    [InlineData("7", 400, "shape")]
    [InlineData("{}", 400, "missing")]
    [InlineData("{\"vendor\":1}", 400, "value")]
    [InlineData("{\"fendor\":\"CMT\"}", 400, "member")]
    [InlineData("[{},{},{},{},{},{}]", 400, "missing")]
    public async Task WhatTheCallerSentWrongIsNoFaultOfTheService(string json, int status, string kind)
    {
        await using Service service = await RideAsync();
        var (found, problem) = await service.RefusedAsync("/fare", json);
        Assert.Equal((status, "urn:mldsl:problem:" + kind), (found, problem["type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task ARowThatTheModelDoesNotTakeIsNamed()
    {
        await using Service service = await RideAsync();
        string nan = Made.Json.Replace("\"seconds\":600", "\"seconds\":\"NaN\"", StringComparison.Ordinal);
        var (status, problem) = await service.RefusedAsync("/fare", $"[{Made.Json},{nan}]");
        Assert.Equal((400, 1, "seconds"), (status, problem["row"]!.GetValue<int>(), problem["column"]!.GetValue<string>()));
        Assert.Contains("row 1: ", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(200, (await service.AskAsync("/fare", Made.Json.Replace("CMT", "nobody's", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task AnUnknownCategoryIsRefusedWithoutTheValueOfASensitiveColumn()
    {
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModel<LoanModel>(o => o.File = service["loan"]),
            static app => app.MapModel<LoanModel>("/loan"),
            static service => service.Put("loan", Made.Bytes(Made.Loan.Save)));
        var (status, problem) = await service.RefusedAsync("/loan", """{"purpose":"boat","amount":1,"origin":"north"}""");
        Assert.Equal((400, "purpose"), (status, problem["column"]!.GetValue<string>()));
        Assert.Contains("'boat'", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        var (hidden, said) = await service.RefusedAsync("/loan", """{"purpose":"car","amount":1,"origin":"atlantis"}""");
        Assert.Equal((400, "origin"), (hidden, said["column"]!.GetValue<string>()));
        Assert.DoesNotContain("atlantis", said.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(service.Log, static line => line.Contains("atlantis", StringComparison.Ordinal) || line.Contains("boat", StringComparison.Ordinal));
    }

    // Feature methods may take sensitive columns, and their exceptions bear the method's name.
    [Fact]
    public void WhatAMethodSaysOfAValueIsNotToldWhereAColumnIsSensitive()
    {
        var format = new JsonRowFormat(Loan.Schema.Inputs, new());
        RefusedRowException refused = RefusedRowException.Of(new UnknownCategoryException("FarAway", "atlantis", []), format, 2);
        Assert.Equal((2, (string?)null, "row 2: The model does not take the row"), (refused.Row, refused.Column, refused.Message));
    }

    // A header is ASCII.
    [Fact]
    public void AVersionIsSaidInAscii() => Assert.Equal(
        "Gr%C3%B6%C3%9Fe/1.0%0A/0123456789ab", new ModelGeneration(1, "Größe", "1.0\n", "0123456789abcdef", default, 0).ToString());

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    public async Task OtherContentIsNotTaken(string type)
    {
        await using Service service = await RideAsync();
        Assert.Equal(415, (await service.RefusedAsync("/fare", Made.Json, type)).Status);
        Assert.Equal(200, (await service.AskAsync("/fare", Made.Json, "application/vnd.ride+json")).Status);
    }

    [Fact]
    public async Task LongBodiesAndManyRowsAreNotTaken()
    {
        await using Service service = await RideAsync(static o => (o.MaxBodyBytes, o.Rows) = (10_000, new JsonRowOptions { MaxRows = 3 }));
        Assert.Equal(413, (await service.RefusedAsync("/fare", Made.Json + new string(' ', 10_000))).Status);
        Assert.Equal(413, (await service.RefusedAsync("/fare", $"[{Made.Json},{Made.Json},{Made.Json},{Made.Json}]")).Status);
        using var chunks = new HttpRequestMessage(HttpMethod.Post, new Uri("/fare", UriKind.Relative));
        chunks.Content = new StringContent(Made.Json + new string(' ', 20_000), Encoding.UTF8, "application/json");
        chunks.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage answer = await service.Client.SendAsync(chunks);
        Assert.Equal(413, (int)answer.StatusCode);
        Assert.Equal(200, (await service.AskAsync("/fare", Made.Json)).Status);
    }

    [Fact]
    public async Task SlowHalfAndVanishedSendersHoldNobodyUp()
    {
        await using Service service = await RideAsync(static o => o.BodyTimeout = TimeSpan.FromSeconds(1));
        Uri address = service.Client.BaseAddress!;
        string head = $"POST /fare HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {Made.Json.Length}\r\n\r\n";
        using (var slow = new TcpClient(address.Host, address.Port))
        {
            await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + Made.Json[..20]));
            using var reader = new StreamReader(slow.GetStream());
            Assert.Contains(" 408 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
        }
        using (var half = new TcpClient(address.Host, address.Port))
        {
            NetworkStream stream = half.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head + Made.Json[..20]));
            half.Client.Shutdown(SocketShutdown.Send);
            // The server may take whoever sends no more for gone, and say nothing.
            using var reader = new StreamReader(stream);
            string? said = null;
            try
            {
                said = await reader.ReadLineAsync();
            }
            catch (IOException)
            {
                // It closed the connection.
            }
            Assert.True(said is null or "HTTP/1.1 400 Bad Request", said);
        }
        for (int i = 0; i < 5; i++)
        {
            using var gone = new TcpClient(address.Host, address.Port);
            await gone.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + Made.Json[..20]));
            gone.LingerState = new LingerOption(true, 0);
        }
        // In two parts that come in time.
        using (var parts = new TcpClient(address.Host, address.Port))
        {
            await parts.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + Made.Json[..20]));
            await Task.Delay(50);
            await parts.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Made.Json[20..]));
            using var reader = new StreamReader(parts.GetStream());
            Assert.Contains(" 200 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(200, (await service.AskAsync("/fare", Made.Json)).Status);
        Assert.DoesNotContain(service.Log, static line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheUsersConventionsHoldForTheEndpoints()
    {
        await using Service service = await Service.StartAsync(
            static (builder, service) => builder.Services.AddModel<RideModel>(o => o.File = service["ride.mldsl"]),
            static app =>
            {
                app.Use(static (context, next) =>
                {
                    if (context.GetEndpoint()?.Metadata.GetMetadata<string>() is { } tag) context.Response.Headers["Tag"] = tag;
                    return next(context);
                });
                app.MapModel<RideModel>("/fare/").WithMetadata("mine");
            },
            static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save)));
        using HttpResponseMessage answer = await service.PostAsync("/fare", Made.Json);
        Assert.Equal("mine", answer.Headers.GetValues("Tag").Single());
        using HttpResponseMessage schema = await service.Client.GetAsync(new Uri("/fare/schema.json", UriKind.Relative));
        Assert.Equal("mine", schema.Headers.GetValues("Tag").Single());
        JsonNode described = JsonNode.Parse(await schema.Content.ReadAsStringAsync())!;
        Assert.Equal("number", described["$defs"]!["row"]!["properties"]!["seconds"]!["type"]!.GetValue<string>());
        Assert.Equal(405, (await service.GetAsync("/fare")).Status);
    }

    [Fact]
    public void WhatIsNotSetUpIsSaid()
    {
        var services = new ServiceCollection();
        Assert.Contains("File is not set", Assert.Throws<ArgumentException>(() => services.AddModel<RideModel>(static _ => { })).Message, StringComparison.Ordinal);
        Assert.Contains("Folder is not set", Assert.Throws<ArgumentException>(() => services.AddModels<DynamicModel>(static _ => { })).Message, StringComparison.Ordinal);
        services.AddModel<RideModel>(static o => o.File = "x");
        Assert.Contains("is served already", Assert.Throws<ArgumentException>(() => services.AddModel<RideModel>(static o => o.File = "y")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => services.AddModel<LoanModel>(static o => (o.File, o.BodyTimeout) = ("x", TimeSpan.Zero)));
        Assert.Throws<ArgumentException>(() => services.AddModel<LoanModel>(static o => (o.File, o.MaxBodyBytes) = ("x", 1)));
        using WebApplication app = WebApplication.CreateSlimBuilder().Build();
        Assert.Contains("No model 'RideModel' was added", Assert.Throws<InvalidOperationException>(() => app.MapModel<RideModel>("/fare")).Message, StringComparison.Ordinal);
        Assert.Contains("No folder of models", Assert.Throws<InvalidOperationException>(() => app.MapModels<DynamicModel>("/models")).Message, StringComparison.Ordinal);
    }
}
