using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlDsl.Tracking.Tests.Mlflow;

/// <summary>What the server does in the place of an answer, or with it.</summary>
internal enum Fault
{
    None,

    /// <summary>It fails before it does anything.</summary>
    Fails,

    /// <summary>It does what it is asked, and the answer is lost.</summary>
    Loses,

    /// <summary>It cuts the connection.</summary>
    Hangs,

    /// <summary>It answers a page.</summary>
    Page,

    /// <summary>It answers an object without what was asked for.</summary>
    Empty,

    /// <summary>It does what it is asked after whoever asked has given up.</summary>
    Late,

    /// <summary>It sends elsewhere.</summary>
    Moved,

    /// <summary>It is busy, and says for how long.</summary>
    Busy,
}

/// <summary>A request as it came.</summary>
internal sealed record Asked(string Method, string Path, string Body, string? Authorization);

/// <summary>
/// A tracking server written from MLflow's service.proto: the calls that are used, their limits, and members by the proto's JSON names. What the proto does
/// not name is refused. It has not been held against a real server.
/// </summary>
internal sealed class FakeMlflow : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly object gate = new();

    private FakeMlflow(WebApplication application) => this.application = application;

    public MlflowStore Store { get; } = new();

    /// <summary>The requests, in the order they came.</summary>
    public List<Asked> Requests { get; } = [];

    /// <summary>What becomes of the n-th request, from 0.</summary>
    public Func<int, Fault> Faults { get; set; } = static _ => Fault.None;

    /// <summary>A request that came late is done.</summary>
    public TaskCompletionSource LateDone { get; } = new();

    /// <summary>The path of the request whose fault is asked for.</summary>
    public string Next { get; private set; } = "";

    public Uri Address => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<FakeMlflow> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        var server = new FakeMlflow(application);
        server.Store.Base = () => server.Address;
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        // A file is bytes, of which each is a character here.
        using var reader = new StreamReader(http.Request.Body, http.Request.Path.StartsWithSegments("/api/2.0/mlflow-artifacts") ? Encoding.Latin1 : Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        string path = $"{http.Request.Path}{http.Request.QueryString}";
        Fault fault;
        lock (gate)
        {
            Next = http.Request.Path;
            fault = Faults(Requests.Count);
            Requests.Add(new Asked(http.Request.Method, path, body, http.Request.Headers.Authorization));
        }
        switch (fault)
        {
            case Fault.Fails:
                http.Response.StatusCode = 500;
                await http.Response.WriteAsync("<html>proxy\nerror</html>");
                return;
            case Fault.Page:
                await http.Response.WriteAsync("<html>Welcome</html>");
                return;
            case Fault.Empty:
                await http.Response.WriteAsync("{}");
                return;
            case Fault.Busy:
                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = "0";
                return;
            case Fault.Moved:
                http.Response.StatusCode = 301;
                http.Response.Headers.Location = "https://ann:hush@mlflow.example/root?signature=42";
                return;
            case Fault.Late:
                var gone = new TaskCompletionSource();
                using (http.RequestAborted.Register(gone.SetResult)) await gone.Task;
                await Task.Delay(300);
                break;
            case Fault.Hangs:
                http.Abort();
                return;
        }
        if (http.Request.Method == "GET" && Store.File(http.Request.Path!) is { } file)
        {
            if (fault == Fault.Loses) http.Abort();
            else await http.Response.Body.WriteAsync(file);
            return;
        }
        (int status, JsonNode answer) = Store.Answer(http.Request.Method, http.Request.Path, http.Request.Query.ToDictionary(static q => q.Key, static q => q.Value.ToString()), body);
        if (fault == Fault.Late) LateDone.TrySetResult();
        if (fault == Fault.Loses)
        {
            http.Abort();
            return;
        }
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.ToJsonString());
    }
}
