using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;
using static MlDsl.Tool.Tests.Dashboards.PrometheusTests;

namespace MlDsl.Tool.Tests.Dashboards;

/// <summary>The sample, watched by the real Prometheus as its README says: half a year in which trips become longer on day 63, and a better model takes over on day 106.</summary>
public sealed class DriftTourTests(ITestOutputHelper output) : IDisposable
{
    private const string Windows = "mldsl_monitoring_windows_total{mldsl_model_name=\"trip-minutes\"}";

    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [PrometheusFact]
    public async Task TheSampleIsScrapedFiresItsAlertsAndFillsItsPanels()
    {
        using TourService sample = await TourService.StartAsync(folder.Path, secondsADay: "0.1");
        Answer answer = await CodeFolder.Run("dashboard", folder["trip-minutes.mldsl"], "--out", folder.Path, "--service", "trip-minutes", "--every", "4368", "--stands", "4368");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        string rules = folder["trip-minutes.rules.yml"];
        using PrometheusServer prometheus = await PrometheusServer.StartAsync(folder, sample.Address, rules);

        await prometheus.UntilAsync("the change is told", async () => (await prometheus.FiringAsync()).Any(static alert => IsOf(alert, "MlDslDrift", "Distance")));
        await prometheus.UntilAsync("the half year is over", async () => (await prometheus.QueryAsync($"{Windows} >= 26")).Length == 1);
        JsonElement[] firing = await prometheus.FiringAsync();
        JsonElement drift = Assert.Single(firing, static alert => IsOf(alert, "MlDslDrift", "Distance"));
        Assert.Matches(@"^A window's Location is unlike the reference's\. The mean of the last window is -?\d\.\d+ km off that of the reference\.$", drift.GetProperty("annotations").GetProperty("description").GetString());
        Assert.Contains(firing, static alert => IsOf(alert, "MlDslDrift", "prediction"));
        Assert.Contains(firing, static alert => IsOf(alert, "MlDslDriftTrend", "Distance"));
        Assert.Contains(firing, static alert => IsOf(alert, "MlDslModelRefused", ""));
        Assert.DoesNotContain(firing, static alert => Label(alert, "mldsl_column") is "Weight" or "Temperature" or "Depot" || Label(alert, "alertname") is "MlDslMonitoringStopped" or "MlDslMonitoringProblem");

        // Trips of 7 km on the average became 2.1 km longer; those beyond the reference's 12 km count by the centre of its last bin.
        double shift = Value(await prometheus.QueryAsync("max_over_time(mldsl_monitoring_column_shift{mldsl_model_name=\"trip-minutes\",mldsl_column=\"Distance\"}[5m])"));
        Assert.InRange(shift, 1.4, 2.1);
        // Nothing was told of the nine weeks before the change.
        double first = Value(await prometheus.QueryAsync($"min_over_time((max({Windows}) and on() count(ALERTS{{alertname=\"MlDslDrift\",alertstate=\"firing\"}}))[5m:1s])"));
        Assert.InRange(first, 10, 26);

        string[] queries = Queries(File.ReadAllText(folder["trip-minutes.dashboard.json"]));
        Assert.True(queries.Length > 20, $"{queries.Length} queries");
        foreach (string query in queries)
            await prometheus.UntilAsync($"data come of {query}", async () => (await prometheus.QueryAsync(query.Replace("$__rate_interval", "1m", StringComparison.Ordinal))).Length > 0);
        output.WriteLine($"dashboards: sample=DriftTour queries={queries.Length} alerts={File.ReadAllText(rules).Split("- alert:").Length - 1} shift_km={shift.ToString("F2", CultureInfo.InvariantCulture)} first_window={first} fired={string.Join(',', firing.Select(static alert => Label(alert, "alertname")).Distinct().Order())}");
    }

    private static double Value(JsonElement[] series) => double.Parse(Assert.Single(series).GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);

    private static bool IsOf(JsonElement alert, string name, string column) => (Label(alert, "alertname"), Label(alert, "mldsl_column")) == (name, column);
}
