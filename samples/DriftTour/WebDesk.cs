using System.Globalization;
using System.Net;
using System.Text;
using MlDsl;
using MlDsl.Serving;

namespace DriftTour;

/// <summary>A desk behind HTTP, asked as its callers ask: once a week one of them sends what is no row, one asks of a depot that is new, and once a model file is damaged on its way.</summary>
public sealed class WebDesk(WebApplication app, Uri address, string file) : IDesk, IDisposable
{
    private const int DayOfNewDepot = 10, DayOfDamage = 17;

    private readonly HttpClient client = new() { BaseAddress = address };
    private readonly ServedModel<TripModel> served = app.Services.GetRequiredService<ServedModel<TripModel>>();
    private int day;

    public ModelMonitor<TripModel, Trip.Input, float> Monitor { get; } = app.Services.GetRequiredService<ModelMonitor<TripModel, Trip.Input, float>>();

    public async Task<float[]> AskAsync(IReadOnlyList<Trip> trips)
    {
        if (day % 7 == 2) await RefusedAsync();
        if (day == DayOfNewDepot) (await PostAsync(Row(trips[0] with { Depot = "airport" }))).Dispose();
        if (day++ == DayOfDamage) await DamagedAsync();
        using HttpResponseMessage answer = await PostAsync($"[{string.Join(',', trips.Select(Row))}]");
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<float[]>())!;
    }

    public async Task TakeAsync(TripModel model)
    {
        using (FileStream stream = File.Create(file)) model.Save(stream);
        ReloadResult result = await served.ReloadAsync();
        if (result.Status != ReloadStatus.Loaded) throw new InvalidOperationException($"The new model was not taken: {result}");
    }

    public void Dispose() => client.Dispose();

    // Nobody's trip is "far".
    private async Task RefusedAsync()
    {
        using HttpResponseMessage answer = await PostAsync("""{"distance":"far"}""");
        if (answer.StatusCode != HttpStatusCode.BadRequest) throw new InvalidOperationException($"What is no row was answered with {answer.StatusCode}");
    }

    // The model before goes on answering.
    private async Task DamagedAsync()
    {
        byte[] whole = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, whole[..(whole.Length / 2)]);
        ReloadResult result = await served.ReloadAsync();
        if (result.Status != ReloadStatus.Refused) throw new InvalidOperationException($"Half a file was taken: {result}");
        await File.WriteAllBytesAsync(file, whole);
    }

    private async Task<HttpResponseMessage> PostAsync(string rows)
    {
        using var question = new StringContent(rows, Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri("/minutes", UriKind.Relative), question);
    }

    private static string Row(Trip trip) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"distance":{{trip.Distance}},"weight":{{trip.Weight}},"temperature":{{trip.Temperature}},"depot":"{{trip.Depot}}"}""");
}
