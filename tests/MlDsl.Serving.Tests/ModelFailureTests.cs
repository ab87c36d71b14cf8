using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MlDsl.Serving.Tests;

/// <summary>Requests that are cancelled: by the model itself, and by the service's own limit of time.</summary>
public sealed class ModelFailureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACancellationOfTheModelsOwnIsItsFailure(bool isTogether)
    {
        await using Service service = await StartAsync(isTogether ? new BatchingOptions() : null);
        foreach (string body in (string[])["""{"x":1}""", """[{"x":1},{"x":2}]"""])
        {
            var (status, problem) = await service.RefusedAsync("/n", body);
            Assert.Equal((500, "urn:mldsl:problem:failed"), (status, problem["type"]!.GetValue<string>()));
        }
        Assert.Equal(500, (await service.AskAsync("/v2/models/n/infer", """{"inputs":[{"name":"json","datatype":"BYTES","shape":[1],"data":["{\"x\":1}"]}]}""")).Status);
        Assert.Equal(3, service.Log.Count(static line => line.Contains("n refused a request with 500: failed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ALimitOfTimeOfTheServicesOwnAnswersForItself()
    {
        await using Service service = await StartAsync(null);
        Uri address = service.Client.BaseAddress!;
        using var slow = new TcpClient(address.Host, address.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /brief/models/n/infer HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"));
        using var reader = new StreamReader(slow.GetStream());
        Assert.Contains(" 504 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Single(service.Log, static line => line.Contains("n was asked by somebody who was gone", StringComparison.Ordinal));
    }

    private static Task<Service> StartAsync(BatchingOptions? batching) => Service.StartAsync(
        (builder, _) =>
        {
            builder.Services.AddRequestTimeouts();
            builder.Services.AddScorer(
                ScorerJson.Of(JsonSerializerOptions.Web.GetTypeInfo<Place>(), JsonSerializerOptions.Web.GetTypeInfo<double>()),
                static _ => new Cancelling(),
                o => (o.Name, o.Batching) = ("n", batching));
        },
        static app =>
        {
            app.UseRequestTimeouts();
            app.MapModel<Cancelling>("/n");
            app.MapOpenInference();
            app.MapOpenInference("/brief").WithRequestTimeout(TimeSpan.FromMilliseconds(200));
        });

    public sealed record Place(double X);

    /// <summary>A scorer that gives up whatever it is asked.</summary>
    private sealed class Cancelling : IScorer<Place, double>
    {
        public void Run(in Place input, out double output) => throw new TaskCanceledException("the model's own");

        public void Run(ReadOnlySpan<Place> inputs, Span<double> outputs) => throw new TaskCanceledException("the model's own");

        public ValueTask<double> RunAsync(Place input, CancellationToken cancellation = default) => throw new NotSupportedException();
    }
}
