using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlDsl.Serving.Load.Models;

namespace MlDsl.Serving.Load.Server;

/// <summary>The service in its own process: the model by JSON, tensors and gRPC, the peers, endpoints that only read bodies, and what the process has used.</summary>
internal static class LoadedService
{
    /// <summary>Runs until the process is told to stop. The first line that it prints are its addresses.</summary>
    public static async Task RunAsync(string folder)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, static port => port.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, static port => port.Protocols = HttpProtocols.Http2);
        });
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TripBodies.Default));
        builder.Services.AddGrpc();
        builder.Services.AddModel<TripModel>(o => (o.Name, o.File, o.Watch, o.PollEvery) = ("trip", MadeModels.ModelFile(folder), false, TimeSpan.Zero));
        WebApplication app = builder.Build();
        app.MapModel<TripModel>("/fare");
        app.MapModelControl("/models");
        app.MapOpenInference();
        app.MapOpenInferenceGrpc();
        using var peers = new Peers(folder);
        peers.Map(app);
        byte[] number = "12.345678"u8.ToArray(), tensor = new byte[MadeModels.Rows * sizeof(float)];
        app.MapMethods("/empty", ["POST"], context => Bodies.AnswerAsync(context, number, "application/json"));
        app.MapMethods("/empty/raw", ["POST"], context => Bodies.AnswerAsync(context, tensor, "application/octet-stream"));
        app.MapMethods("/used", ["GET"], static context => context.Response.WriteAsync(Used(isCollected: false)));
        app.MapMethods("/used/collected", ["GET"], static context => context.Response.WriteAsync(Used(isCollected: true)));
        await app.StartAsync();
        Console.WriteLine(string.Join(' ', app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses));
        await ((IHost)app).WaitForShutdownAsync();
    }

    // Processor time, bytes allocated, bytes alive and bytes of the process.
    private static string Used(bool isCollected)
    {
        if (isCollected)
        {
            // Twice: what finalizers let go of is free only then.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.CpuUsage.TotalTime.TotalMicroseconds:F0} {GC.GetTotalAllocatedBytes(precise: true)} {GC.GetTotalMemory(false)} {Environment.WorkingSet}");
    }
}
