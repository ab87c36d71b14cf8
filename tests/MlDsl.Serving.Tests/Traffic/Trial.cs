using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests.Traffic;

/// <summary>Says of every ride what it is told to say, by a function that a test may change.</summary>
internal class Said(Func<Ride.Input, JsonElement> say) : IScorer<Ride.Input, JsonElement>
{
    public Func<Ride.Input, JsonElement> Say { get; set; } = say;

    public void Run(in Ride.Input input, out JsonElement output) => output = Say(input);

    public void Run(ReadOnlySpan<Ride.Input> inputs, Span<JsonElement> outputs)
    {
        for (int i = 0; i < inputs.Length; i++) outputs[i] = Say(inputs[i]);
    }

    public ValueTask<JsonElement> RunAsync(Ride.Input input, CancellationToken cancellation = default) => throw new NotSupportedException();
}

/// <summary>The same as a type of its own, to be served beside it.</summary>
internal sealed class SaidElse(Func<Ride.Input, JsonElement> say) : Said(say), IScorer<Ride.Input, JsonElement>;

/// <summary>A service with a model at <c>/fare</c> and what is tried beside it, and the counts that it made.</summary>
internal sealed class Trial : IAsyncDisposable
{
    private readonly MeterListener meters = new();
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public Service Service { get; private set; } = null!;

    public ModelEndpointBuilder Fare { get; private set; } = null!;

    public static ScorerJson<Ride.Input, JsonElement> Json { get; } =
        ScorerJson.OfRows<Ride, Ride.Input, JsonElement>((JsonTypeInfo<JsonElement>)JsonSerializerOptions.Web.GetTypeInfo(typeof(JsonElement)));

    /// <summary>The trained model at <c>/fare</c>, with what a test adds and tries.</summary>
    public static async Task<Trial> StartAsync(Action<WebApplicationBuilder, Service> add, Action<ModelEndpointBuilder> attempt, Action<ServingOptions>? more = null)
    {
        var trial = new Trial();
        trial.Service = await Service.StartAsync(
            (builder, service) =>
            {
                builder.Services.AddModel<RideModel>(o =>
                {
                    (o.File, o.Name, o.Watch, o.PollEvery) = (service["ride.mldsl"], "ride", false, TimeSpan.Zero);
                    more?.Invoke(o);
                });
                add(builder, service);
            },
            app =>
            {
                trial.Fare = app.MapModel<RideModel>("/fare");
                app.MapModelHealth();
                app.MapModelControl("/control");
                attempt(trial.Fare);
            },
            static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save)));
        // Meters of other services have other instances, and other names of canaries and shadows.
        object meter = trial.Service.App.Services.GetRequiredService<IMeterFactory>().Create("MlDsl.Serving");
        trial.meters.InstrumentPublished = (instrument, listener) => { if (ReferenceEquals(instrument.Meter, meter)) listener.EnableMeasurementEvents(instrument); };
        trial.meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => trial.Count(instrument.Name, value, tags));
        trial.meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => trial.Count(instrument.Name, 1, tags));
        trial.meters.Start();
        return trial;
    }

    /// <summary>The service answers with what is said of a ride, by a number.</summary>
    public static JsonElement Number(double value) => JsonSerializer.SerializeToElement(value);

    /// <summary>What was counted by an instrument, of tags that all occur.</summary>
    public long Counted(string instrument, params string[] tags)
    {
        lock (counts) return counts.Where(c => c.Key.StartsWith(instrument + " ", StringComparison.Ordinal) && Array.TrueForAll(tags, t => c.Key.Contains(" " + t + " ", StringComparison.Ordinal))).Sum(static c => c.Value);
    }

    /// <summary>Asks for a fare, as a customer.</summary>
    /// <returns>The status, the body, and the first word of the version that answered.</returns>
    public async Task<(int Status, string Body, string Model)> AskAsync(string? customer, string body = Made.Json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/fare") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (customer is not null) request.Headers.Add("Customer", customer);
        using HttpResponseMessage answer = await Service.Client.SendAsync(request);
        string version = answer.Headers.TryGetValues("Model-Version", out var said) ? said.Single() : "";
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), version);
    }

    public static string Text(float fare) => fare.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        meters.Dispose();
        await Service.DisposeAsync();
    }

    private void Count(string instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string key = instrument + " ";
        foreach (var (name, tag) in tags) key += $"{name}={tag} ";
        lock (counts) counts[key] = counts.GetValueOrDefault(key) + value;
    }
}
