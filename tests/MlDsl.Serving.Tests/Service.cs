using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlDsl.Serving.Tests;

/// <summary>A service on loopback with a folder of its own for model files.</summary>
internal sealed class Service : IAsyncDisposable, ILoggerProvider
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mldsl-serving");

    private Service()
    {
    }

    public WebApplication App { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>What was logged, each with its level.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>A path in the service's folder.</summary>
    public string this[string file] => Path.Combine(folder.FullName, file);

    public static async Task<Service> StartAsync(Action<WebApplicationBuilder, Service> add, Action<WebApplication> map, Action<Service>? first = null)
    {
        var service = new Service();
        first?.Invoke(service);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(service).SetMinimumLevel(LogLevel.Debug);
        add(builder, service);
        service.App = builder.Build();
        service.App.Urls.Add("http://127.0.0.1:0");
        map(service.App);
        await service.App.StartAsync();
        string address = service.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        service.Client = new HttpClient { BaseAddress = new Uri(address) };
        return service;
    }

    /// <summary>Writes a file whole and renames it into its place.</summary>
    public void Put(string file, byte[] bytes)
    {
        File.WriteAllBytes(this[file + ".new"], bytes);
        File.Move(this[file + ".new"], this[file], overwrite: true);
    }

    public Task<HttpResponseMessage> PostAsync(string route, string json, string type = "application/json") =>
        Client.PostAsync(new Uri(route, UriKind.Relative), new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse(type)));

    /// <summary>The body and the status of an answer.</summary>
    public async Task<(int Status, string Body)> AskAsync(string route, string json, string type = "application/json")
    {
        using HttpResponseMessage answer = await PostAsync(route, json, type);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The problem that a request is answered with.</summary>
    public async Task<(int Status, JsonNode Problem)> RefusedAsync(string route, string json, string type = "application/json")
    {
        using HttpResponseMessage answer = await PostAsync(route, json, type);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonNode problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((int)answer.StatusCode, problem["status"]!.GetValue<int>());
        return ((int)answer.StatusCode, problem);
    }

    public async Task<(int Status, string Body)> GetAsync(string route)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri(route, UriKind.Relative));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (int turn = 0; turn < 400; turn++)
        {
            if (await holds()) return;
            await Task.Delay(25);
        }
        Assert.Fail("it did not come to hold within ten seconds");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        folder.Delete(recursive: true);
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Logger(Log);

    void IDisposable.Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
