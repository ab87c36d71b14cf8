using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving;
using MlDsl.Serving.Tests;
using MlDsl.Tasks.Tests.Forecasting;
using MlDsl.Tasks.Tests.Recommending;

namespace MlDsl.Tasks.Tests.Monitoring;

/// <summary>A service of forecasts that is watched.</summary>
public sealed class ServedMonitoringTests
{
    private static readonly MonitoringOptions ByHand = new() { Every = Timeout.InfiniteTimeSpan, Alarms = new() { WindowsPerWeek = 7 } };

    private static readonly Lazy<LinearSales> Sales = new(static () => LinearSales.Fit(Dataset<Sale>.FromRows(MadeUpSales.Of(6, 120)).SplitByTime(0, 0).Train));

    /// <summary>Rows ahead are compared as columns, series and their histories as scores; no alarm is raised of requests that repeat each other.</summary>
    [Fact]
    public async Task RequestsAreComparedWithTraining()
    {
        using var scratch = new ScratchStore();
        await using Service service = await StartAsync(Bytes(Sales.Value.Save), services => services.AddMonitoring<LinearSales>(ByHand).AddForecastStore<LinearSales>(scratch.Store));
        ModelMonitor<LinearSales> monitor = service.App.Services.GetRequiredService<ModelMonitor<LinearSales>>();
        Sale[] history = [.. MadeUpSales.Of(6, 120)];
        // Three series as they were, one that moved far, one of a short history, one that is new; each with discounts that never were so many.
        List<Sale> asked = [.. history.Where(static row => row.Shop is "s0" or "s1" or "s2"), .. history.Where(static row => row.Shop == "s3").Select(static row => row with { Sold = row.Sold + 500 })];
        asked.AddRange(history.Where(static row => row.Shop == "s4").TakeLast(20));
        asked.AddRange(history.Where(static row => row.Shop == "s5").Select(static row => row with { Shop = "new" }));
        string request = Request(asked, 120, 10, 1);
        for (int time = 0; time < 3; time++) Assert.Equal(200, (await service.AskAsync("/sales", request)).Status);
        Assert.Equal(400, (await service.AskAsync("/sales", """{"history":[]}""")).Status);

        ClosedWindow closed = Assert.Single(monitor.Close());
        Assert.True(closed.Overlaps);
        Assert.Equal(3 * 60, closed.Window.Rows);
        Assert.Equal(["Discount"], closed.Reference.Columns.Select(static column => column.Name));
        Assert.Equal(["level", "history"], closed.Reference.Scores.Select(static column => column.Name));
        // Known, short, with more gaps; none; new.
        Assert.Equal<long>([120, 30, 0, 0, 30], closed.Window.Scores[1]);
        // New series have no level to compare with.
        ColumnProfile level = closed.Reference.Scores[0];
        Assert.Equal(30, closed.Window.Scores[0][level.Bins]);
        Assert.True(closed.Window.Scores[0][level.Bins - 1] >= 30);
        Assert.Equal(180, closed.Window.Columns[0].Sum());
        Assert.Equal(0, closed.Window.Columns[0][0]);
        Assert.Empty(monitor.Alarms);
        // Windows of several processes add up.
        ProfileWindow read = ProfileWindow.Read(closed.Window.ToBytes(), Sales.Value.Reference!.Requests);
        Assert.Equal(360, read.Merge(closed.Window).Rows);

        // Each step of each series once, however often it was asked.
        Assert.Equal(60, scratch.Store.Counts.Forecasts);
        Assert.Equal(2 * 60, scratch.Store.Counts.ForecastTwice);
        string page = Path.Combine(scratch.Folder, "page.html");
        monitor.WriteReport(page);
        Assert.Contains("history", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
        File.Delete(page);
    }

    /// <summary>Rolling metrics and looks are on the page and among the metrics, without a name of a series.</summary>
    [Fact]
    public void WhatCameOfForecastsIsTold()
    {
        var meters = new Meters(8, seed: 21);
        meters.Pass(105);
        PooledReadings model = PooledReadings.Fit(meters.Train);
        using var scratch = new ScratchStore();
        meters.Serve(scratch.Store, model.Forecast, rows => model.Outcomes(rows, Meters.KnownAt), 2);
        meters.Serve(scratch.Store, model.Forecast, rows => model.Outcomes(rows, Meters.KnownAt), 1, moved: 40);
        using var monitor = new ModelMonitor<PooledReadings, ForecastRequest<Reading>, ForecastAnswer<Reading>>(ByHand with { Name = "readings" });
        using var measured = new Measured("readings");
        DateTimeOffset now = new(meters.Today.AddDays(1), TimeSpan.Zero);
        IReadOnlyList<ForecastLook> looks = scratch.Store.Looks(model.Reference!, now);
        monitor.Record(scratch.Store.Metrics(now, TimeSpan.FromDays(21)));
        monitor.Record(looks);
        Dictionary<string, double> told = measured.Read();
        Assert.Equal(looks[2].ErrorRatio, told["mldsl.monitoring.forecast.error.ratio"]);
        Assert.Equal(looks[2].Outside, told["mldsl.monitoring.forecast.outside.ratio"]);
        Assert.Equal(new DateTimeOffset(looks[2].To, TimeSpan.Zero).ToUnixTimeSeconds(), told["mldsl.monitoring.forecast.alarm.timestamp errors"]);
        Assert.True(told["mldsl.monitoring.performance value MASE"] > 0);
        Assert.True(told["mldsl.monitoring.performance value MASE step 7"] > 0);
        Assert.Equal(1, told["mldsl.monitoring.outcomes.ratio"]);
        string page = monitor.Report().ToHtml();
        Assert.Contains("MASE", page, StringComparison.Ordinal);
        Assert.DoesNotContain("m3", string.Join(' ', told.Keys), StringComparison.Ordinal);
        Assert.DoesNotContain(">m3<", page, StringComparison.Ordinal);
    }

    /// <summary>What has nothing to be compared with is refused when the service begins, by name and with a way out.</summary>
    [Fact]
    public async Task WhatCannotBeComparedIsRefusedAtStart()
    {
        using var scratch = new ScratchStore();
        Assert.Contains("'Evening' is a model of the kind that answers a RecommendationRequest", Assert.Throws<ArgumentException>(static () => new ServiceCollection().AddMonitoring<Evening>()).Message, StringComparison.Ordinal);
        Assert.Contains("'Evening' is no forecast", Assert.Throws<ArgumentException>(() => new ServiceCollection().AddForecastStore<Evening>(scratch.Store)).Message, StringComparison.Ordinal);
        LinearSales blind = LinearSales.Fit(Dataset<Sale>.FromRows(MadeUpSales.Of(6, 120)).SplitByTime(0, 0).Train, control: new() { Reference = false });
        Assert.Null(blind.Reference);
        await using Service service = await StartAsync(Bytes(blind.Save), static services => services.AddMonitoring<LinearSales>(ByHand));
        ServedModel<LinearSales> served = service.App.Services.GetRequiredService<ServedModel<LinearSales>>();
        Assert.Contains("'LinearSales' is monitored, and this file of it holds no reference", served.Problem, StringComparison.Ordinal);
        Assert.Equal(503, (await service.AskAsync("/sales", "{}")).Status);
        // With one it answers.
        service.Put("sales", Bytes(Sales.Value.Save));
        Assert.Equal(ReloadStatus.Loaded, (await served.ReloadAsync()).Status);
    }

    /// <summary>A classifier of rows takes each as a draw of its own, which requests that repeat each other are not.</summary>
    [Fact]
    public void NoClassifierLooksAtRequestsThatOverlap()
    {
        Assert.Contains("much of what another one had", Assert.Throws<ArgumentException>(static () => RowSample.Of<ForecastRequest<Sale>, ForecastAnswer<Sale>>(Sales.Value, [])).Message, StringComparison.Ordinal);
        List<Exception> problems = [];
        using var monitor = new ModelMonitor<LinearSales, ForecastRequest<Sale>, ForecastAnswer<Sale>>(ByHand with { Domain = new() { Sample = "no such sample" }, OnProblem = problems.Add });
        Sale[] history = [.. MadeUpSales.Of(6, 120)], ahead = [.. Enumerable.Range(0, 6).Select(static shop => new Sale { Shop = $"s{shop}", Day = MadeUpSales.First.AddDays(120), Discount = 1 })];
        for (int time = 0; time < 2; time++) monitor.Observe(Sales.Value, [new(history, 1, ahead)], [new(Sales.Value.Forecast(history, ahead))]);
        Assert.Equal(12, Assert.Single(monitor.Close()).Window.Rows);
        Assert.Contains("leave Domain out", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Empty(monitor.Domains);
    }

    private static string Request(IEnumerable<Sale> history, int from, int steps, float discount) => new JsonObject
    {
        ["history"] = new JsonArray([.. history.Select(static row => Json(row, row.Sold))]),
        ["ahead"] = new JsonArray([.. history.Select(static row => row.Shop).Distinct().SelectMany(shop => Enumerable.Range(from, steps).Select(day => Json(new Sale { Shop = shop, Day = MadeUpSales.First.AddDays(day), Discount = discount }, null)))]),
    }.ToJsonString();

    private static JsonObject Json(Sale row, float? sold)
    {
        var json = new JsonObject { ["shop"] = row.Shop, ["day"] = row.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["discount"] = row.Discount };
        if (sold is { } value) json["sold"] = value;
        return json;
    }

    private static byte[] Bytes(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }

    private static Task<Service> StartAsync(byte[] file, Action<IServiceCollection> add) => Service.StartAsync(
        (builder, service) =>
        {
            add(builder.Services);
            builder.Services.AddModel<LinearSales>(o => (o.File, o.Watch, o.PollEvery) = (service["sales"], false, TimeSpan.Zero));
        },
        static app => app.MapModel<LinearSales>("/sales"),
        service => service.Put("sales", file));
}
