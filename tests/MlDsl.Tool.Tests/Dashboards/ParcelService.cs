using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlDsl.Monitoring;
using MlDsl.Serving;
using MlDsl.Training;
using OpenTelemetry.Metrics;

namespace MlDsl.Tool.Tests.Dashboards;

/// <summary>A service of parcels on loopback, whose metrics Prometheus reads.</summary>
internal sealed class ParcelService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;
    private readonly string file;

    private ParcelService(WebApplication app, string file)
    {
        (this.app, this.file) = (app, file);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public ModelMonitor<ParcelModel> Monitor => app.Services.GetRequiredService<ModelMonitor<ParcelModel>>();

    public static async Task<ParcelService> StartAsync(string file, string name)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddModel<ParcelModel>(o => (o.Name, o.File, o.Watch, o.PollEvery) = (name, file, false, TimeSpan.Zero));
        builder.Services.AddMonitoring<ParcelModel>(new MonitoringOptions { Name = name, Every = Timeout.InfiniteTimeSpan, OnProblem = static _ => { } });
        builder.Services.AddOpenTelemetry().WithMetrics(static metrics => metrics.AddMeter("MlDsl.Serving", "MlDsl.Monitoring").AddPrometheusExporter());
        WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapModel<ParcelModel>("/late");
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync();
        return new ParcelService(app, file);
    }

    /// <summary>Asks for rows, and closes the window.</summary>
    public async Task WindowAsync(Parcel[] parcels)
    {
        foreach (Parcel[] part in parcels.Chunk(50)) Assert.Equal(200, await AskAsync($"[{string.Join(',', part.Select(static parcel => Row(parcel, parcel.Depot)))}]"));
        Monitor.Close();
    }

    /// <summary>Asks for what is refused and for a depot that training did not know, and offers a file that is no model.</summary>
    public async Task MisuseAsync()
    {
        Parcel parcel = Parcel.Made(1, seed: 5)[0];
        Assert.Equal(200, await AskAsync(Row(parcel, "moon")));
        Assert.Equal(400, await AskAsync("""{"distance":"far"}"""));
        byte[] good = File.ReadAllBytes(file);
        File.WriteAllText(file, "no model");
        Assert.Equal(ReloadStatus.Refused, (await app.Services.GetRequiredService<ServedModel<ParcelModel>>().ReloadAsync()).Status);
        File.WriteAllBytes(file, good);
    }

    /// <summary>Tells the monitor what is estimated, what labels say and how groups fare.</summary>
    public void Perform()
    {
        ParcelModel model = Parcels.Model;
        Parcel[] parcels = Parcel.Made(600, seed: 30);
        Parcel.Input[] inputs = [.. parcels.Select(static parcel => parcel.ToInput())];
        Monitor.Record(model.Estimator(Parcels.Split.Validation, new EstimateOptions { Replicates = 40 }).Estimate(inputs));
        bool[] said = [.. inputs.Select(input => model.Predict(in input).Label)];
        BinaryMetrics metrics = BinaryEvaluator.Evaluate([.. parcels.Select(static parcel => parcel.Late ? 1f : 0)], [.. inputs.Select(input => model.Predict(in input).Probability.Value)], model.Threshold, new EvaluationRows { Side = "rolling" }, null, null);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        Monitor.Record(new RollingMetrics<BinaryMetrics>(now.AddDays(-8), now.AddDays(-1), 700, 600, metrics, TimeSpan.FromDays(1), TimeSpan.FromHours(2), TimeSpan.FromHours(20), null));
        GroupValue[] errors = [.. parcels.Zip(said, static (parcel, late) => new GroupValue(parcel.District, parcel.Late == late ? 0 : 1))];
        Monitor.Record(nameof(Parcel.District), GroupReference.Of(errors).Window(errors, now.AddDays(-1), now));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<int> AskAsync(string rows)
    {
        using var question = new StringContent(rows, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri("/late", UriKind.Relative), question);
        return (int)answer.StatusCode;
    }

    private static string Row(Parcel parcel, string depot) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"distance":{{parcel.Distance}},"weight":{{parcel.Weight?.ToString(CultureInfo.InvariantCulture) ?? "null"}},"depot":"{{depot}}"}""");
}
