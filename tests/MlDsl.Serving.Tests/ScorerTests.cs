using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests;

/// <summary>Scorers that are no models of the language, with the JSON that they are given.</summary>
public sealed class ScorerTests
{
    [Fact]
    public async Task AScorerIsServedWithTheJsonThatIsGiven()
    {
        await using Service service = await Service.StartAsync(
            static (builder, _) => builder.Services
                .AddScorer(ScorerJson.OfRows<Ride, Ride.Input, Score>(JsonSerializerOptions.Web.GetTypeInfo<Score>()), static _ => new SecondsScorer())
                .AddScorer(ScorerJson.Of(JsonSerializerOptions.Web.GetTypeInfo<Point>(), JsonSerializerOptions.Web.GetTypeInfo<double>()), static _ => new PointScorer()),
            static app =>
            {
                app.MapModel<SecondsScorer>("/seconds");
                app.MapModel<PointScorer>("/point");
            });
        Assert.Equal((200, "600"), await service.AskAsync("/seconds", Made.Json));
        Assert.Equal((200, "[5,0]"), await service.AskAsync("/point", """[{"x":3,"y":4},{"x":0,"y":0}]"""));
        var (status, problem) = await service.RefusedAsync("/point", """[{"x":3,"y":4},{"x":"a","y":0}]""");
        Assert.Equal((400, 1, "x"), (status, problem["row"]!.GetValue<int>(), problem["column"]!.GetValue<string>()));
        (status, problem) = await service.RefusedAsync("/point", """[{"x":1,"y":1},{"x":-1,"y":1}]""");
        Assert.Equal((400, 1), (status, problem["row"]!.GetValue<int>()));
        (status, problem) = await service.RefusedAsync("/point", """{"x":99,"y":1}""");
        Assert.Equal((500, "urn:mldsl:problem:failed"), (status, problem["type"]!.GetValue<string>()));
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelsThatMustBeFreedAreFreedAfterTheirLastCall()
    {
        var made = new List<Freed>();
        await using Service service = await Service.StartAsync(
            (builder, service) => builder.Services.AddScorer(
                ScorerJson.Of(JsonSerializerOptions.Web.GetTypeInfo<Point>(), JsonSerializerOptions.Web.GetTypeInfo<int>()),
                bytes =>
                {
                    made.Add(new Freed(bytes.Span[0]));
                    return made[^1];
                },
                o => (o.File, o.Watch, o.PollEvery) = (service["n"], false, TimeSpan.Zero)),
            static app => app.MapModel<Freed>("/n"),
            static service => service.Put("n", [1]));
        var served = service.App.Services.GetRequiredService<ServedModel<Freed>>();
        made[0].Hold.Reset();
        Task<(int Status, string Body)> held = service.AskAsync("/n", """{"x":1,"y":1}""");
        Assert.True(made[0].Entered.Wait(TimeSpan.FromSeconds(10)));
        foreach (byte n in new byte[] { 2, 3 })
        {
            service.Put("n", [n]);
            Assert.Equal(ReloadStatus.Loaded, (await served.ReloadAsync()).Status);
        }
        Assert.Equal((200, "3"), await service.AskAsync("/n", """{"x":1,"y":1}"""));
        Assert.False(made[0].IsDisposed);
        made[0].Hold.Set();
        Assert.Equal((200, "1"), await held);
        await Service.UntilAsync(() => Task.FromResult(made[0].IsDisposed));
        Assert.False(made[1].IsDisposed);
    }

    public sealed record Point(double X, double Y);

    /// <summary>A scorer that refuses some points, and fails at others.</summary>
    private sealed class PointScorer : IScorer<Point, double>
    {
        public void Run(in Point input, out double output) => output = input.X switch
        {
            < 0 => throw new ArgumentException("x is negative"),
            > 90 => throw new InvalidOperationException("a secret of the model"),
            _ => Math.Sqrt((input.X * input.X) + (input.Y * input.Y)),
        };

        public void Run(ReadOnlySpan<Point> inputs, Span<double> outputs)
        {
            for (int i = 0; i < inputs.Length; i++) Run(in inputs[i], out outputs[i]);
        }

        public ValueTask<double> RunAsync(Point input, CancellationToken cancellation = default) => throw new NotSupportedException();
    }

    private sealed class SecondsScorer : IScorer<Ride.Input, Score>
    {
        public void Run(in Ride.Input input, out Score output) => output = new Score(input.Seconds);

        public void Run(ReadOnlySpan<Ride.Input> inputs, Span<Score> outputs)
        {
            for (int i = 0; i < inputs.Length; i++) Run(in inputs[i], out outputs[i]);
        }

        public ValueTask<Score> RunAsync(Ride.Input input, CancellationToken cancellation = default) => throw new NotSupportedException();
    }

    private sealed class Freed(int number) : IScorer<Point, int>, IDisposable
    {
        public ManualResetEventSlim Hold { get; } = new(true);

        public ManualResetEventSlim Entered { get; } = new();

        public bool IsDisposed { get; private set; }

        public void Run(in Point input, out int output)
        {
            Entered.Set();
            Hold.Wait();
            output = number;
        }

        public void Run(ReadOnlySpan<Point> inputs, Span<int> outputs) => outputs.Fill(number);

        public ValueTask<int> RunAsync(Point input, CancellationToken cancellation = default) => throw new NotSupportedException();

        public void Dispose() => IsDisposed = true;
    }
}

/// <summary>Metadata by reflection, as tests may use it.</summary>
internal static class Metadata
{
    public static System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> GetTypeInfo<T>(this JsonSerializerOptions options) =>
        (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
