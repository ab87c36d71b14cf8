using System.Text.Json.Nodes;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Conformance;

/// <summary>
/// The server that is asked: the one at <c>MLDSL_CONFORMANCE_URL</c> (over gRPC at <c>MLDSL_CONFORMANCE_GRPC</c>), whose model <c>MLDSL_CONFORMANCE_MODEL</c> answers
/// the array of inputs in the file <c>MLDSL_CONFORMANCE_INPUTS</c>; else our own, in this process.
/// </summary>
public sealed class Target : IAsyncLifetime
{
    /// <summary>Whether our own server is asked.</summary>
    public static bool IsOwn => Setting("URL") is null;

    /// <summary>Why our own server is not asked.</summary>
    public const string Other = "MLDSL_CONFORMANCE_URL names another server";

    /// <summary>Whether a server is known that speaks gRPC.</summary>
    public static bool HasGrpc => IsOwn || Setting("GRPC") is not null;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mldsl-conformance");
    private WebApplication? app;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The channel of gRPC; null where the server has none.</summary>
    public GrpcChannel? Channel { get; private set; }

    /// <summary>The model that is asked.</summary>
    public string Model { get; private set; } = "ride";

    /// <summary>Inputs that the model answers.</summary>
    public JsonArray Inputs => JsonNode.Parse(inputs)!.AsArray();

    private string inputs = """
        [
          {"name":"vendor","datatype":"BYTES","shape":[2,1],"data":["CMT","VTS"]},
          {"name":"seconds","datatype":"FP32","shape":[2,1],"data":[600,90.5]},
          {"name":"miles","datatype":"FP32","shape":[2,1],"data":[2.5,1]},
          {"name":"payment","datatype":"BYTES","shape":[2,1],"data":["Card","Cash"]},
          {"name":"riders","datatype":"INT32","shape":[2,1],"data":[2,1]},
          {"name":"at","datatype":"BYTES","shape":[2,1],"data":["2024-05-01T13:45:00","2024-05-02T07:00:00"]},
          {"name":"toll","datatype":"BOOL","shape":[2,1],"data":[true,false]}
        ]
        """;

    public async Task InitializeAsync()
    {
        if (Setting("URL") is { } url)
        {
            Client = new HttpClient { BaseAddress = new Uri(url) };
            if (Setting("GRPC") is { } grpc) Channel = GrpcChannel.ForAddress(grpc);
            Model = Setting("MODEL") ?? throw new InvalidOperationException("MLDSL_CONFORMANCE_MODEL is not set; name the model to ask");
            if (Setting("INPUTS") is { } file) inputs = await File.ReadAllTextAsync(file);
            // Our own model answers our own inputs wherever it is served.
            else if (Model != "ride") throw new InvalidOperationException("MLDSL_CONFORMANCE_INPUTS is not set; name a file of inputs that the model answers");
            return;
        }
        string ride = Path.Combine(folder.FullName, "ride.mldsl");
        await File.WriteAllBytesAsync(ride, Made.Bytes(Made.Ride.Save));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, static port => port.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, static port => port.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc();
        builder.Services.AddModel<RideModel>(o => (o.Name, o.File, o.Watch) = ("ride", ride, false));
        app = builder.Build();
        app.MapOpenInference();
        app.MapOpenInferenceGrpc();
        await app.StartAsync();
        string[] addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        Client = new HttpClient { BaseAddress = new Uri(addresses[0]) };
        Channel = GrpcChannel.ForAddress(addresses[1]);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        Channel?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        folder.Delete(recursive: true);
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable("MLDSL_CONFORMANCE_" + name) is { Length: > 0 } value ? value : null;
}

/// <summary>The tests of one server, which is started once.</summary>
[CollectionDefinition("server")]
public sealed class ServerTests : ICollectionFixture<Target>;

/// <summary>A test of gRPC; skipped where the server that is asked is not said to speak it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GrpcFactAttribute : FactAttribute
{
    public GrpcFactAttribute()
    {
        if (!Target.HasGrpc) Skip = "MLDSL_CONFORMANCE_GRPC is not set";
    }
}
