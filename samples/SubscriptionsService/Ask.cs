using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SubscriptionsService;

/// <summary>One question to the service that runs in this process.</summary>
internal static class Ask
{
    public static async Task Once(WebApplication app)
    {
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var question = new StringContent("""{ "plan": 0, "logins": 1, "spent": 30 }""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri("/cancels", UriKind.Relative), question);
        Console.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        using var incomplete = new StringContent("""{ "plan": 0, "logins": 1 }""", Encoding.UTF8, "application/json");
        using HttpResponseMessage refusal = await client.PostAsync(new Uri("/cancels", UriKind.Relative), incomplete);
        Console.WriteLine($"without what was spent: {(int)refusal.StatusCode}");
        await app.StopAsync();
    }
}
