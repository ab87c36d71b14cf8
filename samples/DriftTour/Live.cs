using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpenTelemetry.Metrics;

namespace DriftTour;

/// <summary>The service that changes suddenly behind HTTP, with its metrics: half a year that ends today begins when these are read for the first time, and afterwards it goes on answering.</summary>
public static class Live
{
    private const string ModelFile = "trip-minutes.mldsl", Metrics = "/metrics";

    public static async Task RunAsync(string url, TimeSpan day)
    {
        string folder = Directory.CreateTempSubdirectory("drift-tour").FullName;
        try
        {
            await RunAsync(url, day, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string url, TimeSpan day, string folder)
    {
        DateTimeOffset today = new(DateTime.UtcNow.Date, TimeSpan.Zero);
        var world = new World(Drift.Sudden, seed: Tour.SeedOf(Drift.Sudden), today.AddDays(-World.WatchedDays));
        var clock = new SimulatedClock(world.Start);
        using var service = new Service(world, folder, clock);
        using (FileStream stream = File.Create(ModelFile)) service.Champion.Save(stream);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.AddFilter(static (category, level) => level >= LogLevel.Information && category?.StartsWith("MlDsl", StringComparison.Ordinal) == true);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddModel<TripModel>(static o => (o.Name, o.File, o.Watch, o.PollEvery) = (Service.Watched.Name!, ModelFile, false, TimeSpan.Zero));
        builder.Services.AddMonitoring<TripModel>(Service.Watched);
        builder.Services.AddOpenTelemetry().WithMetrics(static metrics => metrics.AddMeter("MlDsl.Serving", "MlDsl.Monitoring").AddPrometheusExporter());
        await using WebApplication app = builder.Build();
        var isRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Use((context, next) =>
        {
            if (context.Request.Path == Metrics) isRead.TrySetResult();
            return next(context);
        });
        app.MapModel<TripModel>("/minutes");
        app.MapPrometheusScrapingEndpoint(Metrics);
        await app.StartAsync();
        Uri address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Console.WriteLine($"listening={address} model={ModelFile} metrics={new Uri(address, Metrics)}");

        CancellationToken stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await isRead.Task.WaitAsync(stopping);
            using var desk = new WebDesk(app, address, ModelFile);
            await service.RunAsync(desk, day, stopping);
            foreach (string line in service.Events) Console.WriteLine(line);
            Console.WriteLine("The half year is over; the service goes on. Ctrl+C ends it.");
            await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Somebody does not want to see the rest.
            await app.StopAsync();
        }
    }
}
