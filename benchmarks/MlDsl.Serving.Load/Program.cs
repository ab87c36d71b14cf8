using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlDsl.Serving;
using MlDsl.Serving.Load;
using MlDsl.Serving.Tests.Rows;

// A service and its callers in one process, over loopback: an endpoint that only says 1, the model, and the model while its file is
// replaced a hundred times. What callers and service cost is in both, so that the ratio says what the model's endpoint adds.
int seconds = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 4, connections = 16;
DirectoryInfo folder = Directory.CreateTempSubdirectory("mldsl-load");
string file = Path.Combine(folder.FullName, "ride.mldsl");
byte[][] files = [Made.Bytes(Made.OtherRide.Save), Made.Bytes(Made.Ride.Save)];
File.WriteAllBytes(file, files[1]);
string[] fares = [.. new[] { Made.Ride, Made.OtherRide }.Select(static m => m.Predict(Made.Input).ToString(CultureInfo.InvariantCulture))];

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.Services.AddModel<RideModel>(o => (o.File, o.Watch) = (file, false));
WebApplication app = builder.Build();
app.Urls.Add("http://127.0.0.1:0");
app.MapModel<RideModel>("/fare");
app.MapMethods("/empty", ["POST"], static async context =>
{
    context.Response.ContentType = "application/json";
    context.Response.ContentLength = 1;
    await context.Response.BodyWriter.WriteAsync("1"u8.ToArray()).ConfigureAwait(false);
});
await app.StartAsync();
var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
var served = app.Services.GetRequiredService<ServedModel<RideModel>>();

var empty = new Callers(address, "/empty", Made.Json, ["1"]);
var model = new Callers(address, "/fare", Made.Json, fares);
await empty.RunAsync(connections, TimeSpan.FromSeconds(1));
await model.RunAsync(connections, TimeSpan.FromSeconds(1));
Measured least = await empty.RunAsync(connections, TimeSpan.FromSeconds(seconds));
Measured plain = await model.RunAsync(connections, TimeSpan.FromSeconds(seconds));

Task<Measured> under = model.RunAsync(connections, TimeSpan.FromSeconds(seconds));
int reloads = 0;
for (; reloads < 100; reloads++)
{
    File.WriteAllBytes(file + ".new", files[reloads % 2]);
    File.Move(file + ".new", file, overwrite: true);
    if ((await served.ReloadAsync()).Status != ReloadStatus.Loaded) throw new InvalidOperationException($"reload {reloads} was refused: {served.Problem}");
    await Task.Delay(seconds * 8);
}
Measured reloaded = await under;
await app.StopAsync();
folder.Delete(recursive: true);
long failed = least.Failed + plain.Failed + reloaded.Failed;
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"serving: failed={failed} mixed={plain.Mixed + reloaded.Mixed} reloads={reloads} rps_json={plain.PerSecond:F0} rps_empty={least.PerSecond:F0} rps_reloading={reloaded.PerSecond:F0} p99_ms={plain.Percentile(0.99):F2} p99_reloading_ms={reloaded.Percentile(0.99):F2} cores={Environment.ProcessorCount}"));
return failed + plain.Mixed + reloaded.Mixed == 0 && reloaded.Answers.Count == 2 ? 0 : 1;
