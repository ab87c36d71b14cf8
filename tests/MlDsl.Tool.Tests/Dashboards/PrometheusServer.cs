using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace MlDsl.Tool.Tests.Dashboards;

/// <summary>A test that needs Prometheus: skipped where MLDSL_PROMETHEUS names none, because no other test wants one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrometheusFactAttribute : FactAttribute
{
    public PrometheusFactAttribute() => Skip = PrometheusServer.Program is null ? "not here: Prometheus; MLDSL_PROMETHEUS names its program, as 'bash eng/test.sh dashboards' does" : null;
}

/// <summary>A server of Prometheus on loopback that scrapes one service every second.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private readonly Process process;
    private readonly HttpClient client;

    private PrometheusServer(Process process, int port) => (this.process, client) = (process, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") });

    /// <summary>The server's program; null where none is named.</summary>
    public static string? Program => Environment.GetEnvironmentVariable("MLDSL_PROMETHEUS") is { Length: > 0 } named ? named : null;

    /// <summary>What promtool says of a file of rules: nothing is wrong where it ends with 0.</summary>
    public static (int Code, string Said) Check(string rules) => Promtool("check", "rules", "--lint-fatal", rules);

    /// <summary>What promtool says of a file of tests of rules: none fails where it ends with 0.</summary>
    public static (int Code, string Said) Test(string tests) => Promtool("test", "rules", tests);

    private static (int Code, string Said) Promtool(params string[] arguments)
    {
        string beside = Path.Combine(Path.GetDirectoryName(Program!)!, "promtool");
        using Process checker = Process.Start(new ProcessStartInfo(beside, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = checker.StandardError.ReadToEndAsync();
        string said = checker.StandardOutput.ReadToEnd() + errors.Result;
        checker.WaitForExit();
        return (checker.ExitCode, said);
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<PrometheusServer> StartAsync(CodeFolder folder, Uri service, string rules)
    {
        int port = FreePort();
        string configuration = folder.Write("prometheus.yml", $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [ "{{rules}}" ]
            scrape_configs: [ { job_name: model, static_configs: [ { targets: [ "{{service.Authority}}" ] } ] } ]
            """);
        string[] arguments = ["--config.file", configuration, "--storage.tsdb.path", folder["prometheus"], "--web.listen-address", $"127.0.0.1:{port}", "--log.level", "warn"];
        var process = Process.Start(new ProcessStartInfo(Program!, arguments) { WorkingDirectory = folder.Path, RedirectStandardError = true })!;
        process.BeginErrorReadLine();
        var server = new PrometheusServer(process, port);
        await server.UntilAsync("Prometheus is ready", async () => (await server.client.GetAsync(new Uri("/-/ready", UriKind.Relative))).IsSuccessStatusCode);
        return server;
    }

    /// <summary>The series that a query gives now.</summary>
    public async Task<JsonElement[]> QueryAsync(string query)
    {
        using HttpResponseMessage answer = await client.GetAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative));
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{query}: {body}");
        return [.. JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("result").EnumerateArray()];
    }

    /// <summary>The alerts that fire.</summary>
    public async Task<JsonElement[]> FiringAsync() =>
        [.. JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/alerts", UriKind.Relative))).RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray().Where(static alert => alert.GetProperty("state").GetString() == "firing")];

    /// <summary>Waits until something holds, for a minute at most.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        for (int turn = 0; turn < 240; turn++)
        {
            Assert.False(process.HasExited, "Prometheus has ended");
            try
            {
                if (await holds()) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(250);
        }
        Assert.Fail($"it did not come to hold within a minute that {what}");
    }

    public void Dispose()
    {
        client.Dispose();
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
