using System.Text;
using System.Text.Json;
using MlDsl.Tool.Dashboards;
using Xunit.Abstractions;

namespace MlDsl.Tool.Tests.Dashboards;

/// <summary>What the tool writes of a model, on a service of that model and the real Prometheus.</summary>
public sealed class PrometheusTests(ITestOutputHelper output) : IDisposable
{
    // As hostile as a name may be: quotation marks, templates of Go, variables of Grafana, another script.
    private const string Name = "par\"cel\\ {{ $x }} ${datasource} [[datasource]] Äø 包";

    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [PrometheusFact]
    public async Task EveryPanelHasDataAndDriftFiresItsAlert()
    {
        string file = folder.Save("parcel.mldsl", Parcels.Model.Save);
        Answer answer = await CodeFolder.Run("dashboard", file, "--out", folder.Path, "--service", Name);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        string rules = folder["parcel.rules.yml"];
        Assert.Equal(0, PrometheusServer.Check(rules).Code);

        await using ParcelService service = await ParcelService.StartAsync(file, Name);
        using PrometheusServer prometheus = await PrometheusServer.StartAsync(folder, service.Address, rules);
        for (int window = 0; window < 3; window++) await service.WindowAsync(Parcel.Made(500, seed: 10 + window));
        service.Perform();
        await prometheus.UntilAsync("quiet windows are seen", async () => (await prometheus.QueryAsync("mldsl_monitoring_windows_total")).Any(static series => series.GetProperty("value")[1].GetString() == "3"));
        Assert.DoesNotContain(await prometheus.FiringAsync(), static alert => Label(alert, "alertname").StartsWith("MlDslDrift", StringComparison.Ordinal));

        await service.MisuseAsync();
        for (int window = 0; window < 3; window++) await service.WindowAsync(Parcel.Made(500, seed: 20 + window, farther: 1.5));
        JsonElement alert = default;
        await prometheus.UntilAsync("the alert of a window fires", async () => (alert = (await prometheus.FiringAsync()).FirstOrDefault(static alert => (Label(alert, "alertname"), Label(alert, "mldsl_column")) == ("MlDslDrift", "Distance"))).ValueKind != JsonValueKind.Undefined);
        Assert.Equal((Name, "Window", "Location", "warning"), (Label(alert, "mldsl_model_name"), Label(alert, "mldsl_alarm_kind"), Label(alert, "mldsl_alarm_shift"), Label(alert, "severity")));
        JsonElement said = alert.GetProperty("annotations");
        Assert.Equal($"Distance of {Name} is not what it was", said.GetProperty("summary").GetString());
        // A mean of 100 km became one of 150.
        Assert.Matches(@"^A window's Location is unlike the reference's\. The mean of the last window is [345]\d(\.\d+)? km off that of the reference\.$", said.GetProperty("description").GetString());
        await prometheus.UntilAsync("the alert of the trend fires", async () => (await prometheus.FiringAsync()).Any(static alert => (Label(alert, "alertname"), Label(alert, "mldsl_column")) == ("MlDslDriftTrend", "Distance")));
        await prometheus.UntilAsync("the refused model is told", async () => (await prometheus.FiringAsync()).Any(static alert => Label(alert, "alertname") == "MlDslModelRefused"));
        Assert.DoesNotContain(await prometheus.FiringAsync(), static alert => Label(alert, "mldsl_column") is "Weight" or "Depot");

        string[] queries = Queries(File.ReadAllText(folder["parcel.dashboard.json"]));
        Assert.True(queries.Length > 25, $"{queries.Length} queries");
        foreach (string query in queries)
            await prometheus.UntilAsync($"data come of {query}", async () => (await prometheus.QueryAsync(query.Replace("$__rate_interval", "1m", StringComparison.Ordinal))).Length > 0);
        output.WriteLine($"dashboards: queries={queries.Length} alerts={File.ReadAllText(rules).Split("- alert:").Length - 1} fired={Label(alert, "alertname")}");
    }

    // One whose process never lives until its first window is over; one whose windows come each hour, and no more after three.
    [PrometheusFact]
    public void AServiceWhoseWindowsStopIsTold()
    {
        folder.Write("parcel.rules.yml", AlertRules.Write(Hostile.Model with { Name = "parcel", Columns = [Hostile.Model.Columns[0] with { Name = "Distance" }] }, Hostile.Limits));
        const string Requests = """
              - interval: 1m
                input_series:
                  - series: 'mldsl_serving_request_duration_seconds_count{mldsl_model_name="parcel"}'
                    values: '0+10x600'
            """;
        string tests = folder.Write("tests.yml", $$"""
            rule_files: [parcel.rules.yml]
            evaluation_interval: 1m
            tests:
            {{Requests}}
                promql_expr_test: [{{Firing("2h", "")}}, {{Firing("4h", "{ value: 1, labels: '{}' }")}}, {{Firing("9h", "{ value: 1, labels: '{}' }")}}]
            {{Requests}}
                  - series: 'mldsl_monitoring_window_timestamp_seconds{mldsl_model_name="parcel"}'
                    values: '_x60 3600x59 7200x59 10800x600'
                promql_expr_test: [{{Firing("2h", "")}}, {{Firing("4h", "")}}, {{Firing("6h", "")}}, {{Firing("7h", "{ value: 1, labels: '{}' }")}}]
            """);
        var (code, said) = PrometheusServer.Test(tests);
        Assert.True(code == 0, said);

        static string Firing(string at, string samples) => $"{{ expr: 'count(ALERTS{{alertname=\"MlDslMonitoringStopped\"}})', eval_time: {at}, exp_samples: [{samples}] }}";
    }

    // Columns may be called anything in a file that was not made of properties.
    [PrometheusFact]
    public void RulesOfHostileNamesAreRules()
    {
        var (code, said) = PrometheusServer.Check(folder.Write("hostile.rules.yml", AlertRules.Write(Hostile.Model, Hostile.Limits)));
        Assert.True(code == 0, said);
    }

    // A query that a name has broken is refused: what is asked is whether each is one.
    [PrometheusFact]
    public async Task QueriesOfHostileNamesAreQueries()
    {
        using PrometheusServer prometheus = await PrometheusServer.StartAsync(folder, new Uri("http://127.0.0.1:1"), folder.Write("hostile.rules.yml", AlertRules.Write(Hostile.Model, Hostile.Limits)));
        foreach (string query in Queries(Encoding.UTF8.GetString(GrafanaDashboard.Write(Hostile.Model))))
            Assert.Empty(await prometheus.QueryAsync(query.Replace("$__rate_interval", "1m", StringComparison.Ordinal)));
    }

    /// <summary>The queries of all panels.</summary>
    internal static string[] Queries(string dashboard) =>
        [.. JsonDocument.Parse(dashboard).RootElement.GetProperty("panels").EnumerateArray().Where(static panel => panel.TryGetProperty("targets", out _)).SelectMany(static panel => panel.GetProperty("targets").EnumerateArray()).Select(static target => target.GetProperty("expr").GetString()!)];

    /// <summary>A label of an alert; empty where it has none.</summary>
    internal static string Label(JsonElement alert, string name) => alert.GetProperty("labels").TryGetProperty(name, out JsonElement value) ? value.GetString()! : "";
}
