using System.Globalization;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlDsl.Serving;
using MlDsl.Serving.Load;
using MlDsl.Serving.Tests.Rows;

// `model FILE` writes the model that services serve; `start TIMES WITHOUT MOST WITH…` measures from start to first answer a service without a model and one with it, a native program
// and its arguments, which may take MOST milliseconds more; `connections PORT COUNT` holds as many to a service that runs, with requests that are begun.
if (args is ["model", var written])
{
    File.WriteAllBytes(written, Made.Bytes(Made.Ride.Save));
    return 0;
}
if (args is ["connections", var port, var count])
{
    int unanswered = await Connections.HoldAsync(int.Parse(port, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"connections={count} unanswered={unanswered}"));
    return unanswered == 0 ? 0 : 1;
}
if (args is ["start", var times, var without, var most, .. var with])
{
    double mostAdded = double.Parse(most, CultureInfo.InvariantCulture), added = double.PositiveInfinity;
    double[] starts = [];
    // What else the machine does only adds: the least of three medians counts, and the first one that is little enough.
    for (int turn = 0; turn < 3 && added > mostAdded; turn++)
    {
        double[] measured = Starts.Measure([[without], with], int.Parse(times, CultureInfo.InvariantCulture));
        if (measured[1] - measured[0] < added) (starts, added) = (measured, measured[1] - measured[0]);
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start_ms={starts[1]:F1} start_without_ms={starts[0]:F1} start_added_ms={added:F1}"));
    return added <= mostAdded ? 0 : 1;
}

// A service and its callers in one process, over loopback: an endpoint that only says 1, the model, and the model while its file is
// replaced a hundred times, by JSON and then by tensors. What callers and service cost is in both, so that the ratio says what the model's endpoint adds. The same model also answers batches
// of 64 rows by the Open Inference Protocol, as binary tensors over HTTP and as raw contents over gRPC.
int seconds = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 4, connections = 16;
DirectoryInfo folder = Directory.CreateTempSubdirectory("mldsl-load");
string file = Path.Combine(folder.FullName, "ride.mldsl");
byte[][] files = [Made.Bytes(Made.OtherRide.Save), Made.Bytes(Made.Ride.Save)];
File.WriteAllBytes(file, files[1]);
string[] fares = [.. new[] { Made.Ride, Made.OtherRide }.Select(static m => m.Predict(Made.Input).ToString(CultureInfo.InvariantCulture))];

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(static kestrel =>
{
    kestrel.Listen(System.Net.IPAddress.Loopback, 0, static port => port.Protocols = HttpProtocols.Http1);
    kestrel.Listen(System.Net.IPAddress.Loopback, 0, static port => port.Protocols = HttpProtocols.Http2);
});
builder.Services.AddGrpc();
builder.Services.AddModel<RideModel>(o => (o.Name, o.File, o.Watch, o.PollEvery) = ("ride", file, false, TimeSpan.Zero));
WebApplication app = builder.Build();
app.MapModel<RideModel>("/fare");
app.MapOpenInference();
app.MapOpenInferenceGrpc();
app.MapMethods("/empty", ["POST"], static async context =>
{
    context.Response.ContentType = "application/json";
    context.Response.ContentLength = 1;
    await context.Response.BodyWriter.WriteAsync("1"u8.ToArray()).ConfigureAwait(false);
});
await app.StartAsync();
Uri[] addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(static a => new Uri(a))];
Uri address = addresses[0];
var served = app.Services.GetRequiredService<ServedModel<RideModel>>();

Callers empty = Callers.OfJson(address, "/empty", Made.Json, ["1"]), model = Callers.OfJson(address, "/fare", Made.Json, fares);
Callers batches = await Batches.OfBinaryAsync(address);
using var channel = GrpcChannel.ForAddress(addresses[1]);
var grpc = new Batches(channel);
await empty.RunAsync(connections, TimeSpan.FromSeconds(1));
await model.RunAsync(connections, TimeSpan.FromSeconds(1));
await batches.RunAsync(connections, TimeSpan.FromSeconds(1));
await grpc.RunAsync(connections, TimeSpan.FromSeconds(1));
Measured least = await empty.RunAsync(connections, TimeSpan.FromSeconds(seconds));
Measured plain = await model.RunAsync(connections, TimeSpan.FromSeconds(seconds));
Measured binary = await batches.RunAsync(connections, TimeSpan.FromSeconds(seconds));
Measured called = await grpc.RunAsync(connections, TimeSpan.FromSeconds(seconds));

Task<Measured> under = model.RunAsync(connections, TimeSpan.FromSeconds(seconds));
int reloads = 0;
await ReloadAsync();
Measured reloaded = await under;
Task<Measured> binaryUnder = batches.RunAsync(connections, TimeSpan.FromSeconds(seconds)), calledUnder = grpc.RunAsync(connections, TimeSpan.FromSeconds(seconds));
await ReloadAsync();
Measured[] tensors = [await binaryUnder, await calledUnder];
await app.StopAsync();
folder.Delete(recursive: true);
long failed = least.Failed + plain.Failed + binary.Failed + called.Failed + reloaded.Failed + tensors.Sum(static m => m.Failed), mixed = plain.Mixed + binary.Mixed + called.Mixed + reloaded.Mixed + tensors.Sum(static m => m.Mixed);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"serving: {(args is [_, var said] ? said + " " : "")}failed={failed} mixed={mixed} reloads={reloads} rps_json={plain.PerSecond:F0} rps_empty={least.PerSecond:F0} rps_reloading={reloaded.PerSecond:F0} rows_binary={binary.PerSecond * Batches.Rows:F0} rows_grpc={called.PerSecond * Batches.Rows:F0} p99_ms={plain.Percentile(0.99):F2} p99_binary_ms={binary.Percentile(0.99):F2} p99_grpc_ms={called.Percentile(0.99):F2} p99_reloading_ms={reloaded.Percentile(0.99):F2} cores={Environment.ProcessorCount}"));
// Under reloads both models answer, and without them the one.
bool isEach = reloaded.Answers.Count == 2 && Array.TrueForAll(tensors, static m => m.Answers.Count == 2) && binary.Answers.SetEquals([0]) && called.Answers.SetEquals([0]);
return failed + mixed == 0 && isEach ? 0 : 1;

async Task ReloadAsync()
{
    for (int i = 0; i < 100; i++, reloads++)
    {
        File.WriteAllBytes(file + ".new", files[i % 2]);
        File.Move(file + ".new", file, overwrite: true);
        if ((await served.ReloadAsync()).Status != ReloadStatus.Loaded) throw new InvalidOperationException($"reload {reloads} was refused: {served.Problem}");
        await Task.Delay(seconds * 8);
    }
}
