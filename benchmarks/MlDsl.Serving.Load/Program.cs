using System.Globalization;
using Grpc.Net.Client;
using MlDsl.Serving.Load;
using MlDsl.Serving.Load.Client;
using MlDsl.Serving.Load.Models;
using MlDsl.Serving.Load.Server;
using MlDsl.Serving.Tests.Rows;

// A service in a process of its own, and its callers in this one, over loopback: one forest of 500 trees behind this library, behind ONNX Runtime and behind ML.NET in minimal
// APIs, and endpoints that read the same bodies and say nothing. Turns are short and interleaved. Then, under the same load, the model is replaced a hundred times, by rubbish,
// rolled back, and the service told to stop.
//
//   MlDsl.Serving.Load [SECONDS] [PREFIX]   SECONDS for each of ten targets, 4 unless said; PREFIX comes first in the line that is printed.
//   MlDsl.Serving.Load serve FOLDER         the service.
//   MlDsl.Serving.Load model FILE           writes the model that other services serve.
//   MlDsl.Serving.Load start TIMES WITHOUT MOST WITH…
//                                           from start to first answer of a native service without a model and of one with it, a program and its arguments, which may take MOST milliseconds more.
//   MlDsl.Serving.Load connections PORT COUNT
//                                           holds as many connections to a service that runs, with requests that are begun.
//
// With MLDSL_SERVING_GATE=1 figures that miss what is promised are failures as well; without it only calls are that fail or are mixed, and memory that grows.
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
if (args is ["serve", var place])
{
    await LoadedService.RunAsync(place);
    return 0;
}

int seconds = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 4;
const int RowConnections = 16, BatchConnections = 4;
DirectoryInfo folder = Directory.CreateTempSubdirectory("mldsl-load");
try
{
    MadeModels models = MadeModels.Make(folder.FullName);
    using ServiceProcess service = await ServiceProcess.StartAsync(folder.FullName);
    using var channel = GrpcChannel.ForAddress(service.Grpc);
    Uri http = service.Http;
    Callers json = TripRequests.Row(http, "/fare"), empty = TripRequests.Row(http, "/empty"), onnx = TripRequests.Row(http, "/onnx"), mlnet = TripRequests.Row(http, "/mlnet");
    Callers binary = TripRequests.Binary(http, "/v2/models/trip/infer"), emptyRaw = TripRequests.Binary(http, "/empty/raw");
    Callers onnxRaw = TripRequests.Raw(http, "/onnx/raw"), onnxRows = TripRequests.Rows(http, "/onnx/rows"), mlnetRaw = TripRequests.Raw(http, "/mlnet/raw");
    var grpc = new GrpcCallers(channel, models);

    var changes = new Changes(service, models, [json, binary, grpc], BatchConnections);
    await changes.LearnAsync(async model =>
    {
        await json.LearnAsync(TripRequests.IsJson(model, 1, isExact: true));
        await binary.LearnAsync(TripRequests.IsRaw(model, isExact: true));
    });
    TripModel first = models.Each[0];
    await onnx.LearnAsync(TripRequests.IsJson(first, 1, isExact: false));
    await mlnet.LearnAsync(TripRequests.IsJson(first, 1, isExact: false));
    await onnxRaw.LearnAsync(TripRequests.IsRaw(first, isExact: false));
    await onnxRows.LearnAsync(TripRequests.IsJson(first, MadeModels.Rows, isExact: false));
    await mlnetRaw.LearnAsync(TripRequests.IsRaw(first, isExact: false));
    await empty.LearnAsync(static _ => true);
    await emptyRaw.LearnAsync(static _ => true);

    Target[] targets =
    [
        new("empty", empty, RowConnections), new("json", json, RowConnections), new("onnx", onnx, RowConnections), new("mlnet", mlnet, RowConnections),
        new("empty_raw", emptyRaw, BatchConnections), new("binary", binary, BatchConnections), new("grpc", grpc, BatchConnections),
        new("onnx_raw", onnxRaw, BatchConnections), new("onnx_rows", onnxRows, BatchConnections), new("mlnet_raw", mlnetRaw, BatchConnections),
    ];
    // What is compiled in steps is so before it counts.
    await new Rounds(service).RunAsync(targets, 2, TimeSpan.FromSeconds(Math.Min(1.5, seconds / 3.0)));
    var rounds = new Rounds(service);
    await rounds.RunAsync(targets, seconds * 2, TimeSpan.FromSeconds(0.5));
    await changes.RunAsync(100, TimeSpan.FromMilliseconds(seconds * 8));

    var report = new Report(rounds, changes, targets);
    Console.WriteLine($"serving: {(args is [_, var said] ? said + " " : "")}{report.Line}");
    return report.IsWell && (Environment.GetEnvironmentVariable("MLDSL_SERVING_GATE") != "1" || report.IsPromised) ? 0 : 1;
}
finally
{
    folder.Delete(recursive: true);
}
