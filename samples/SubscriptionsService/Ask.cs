using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SubscriptionsService;

/// <summary>Questions to the service that runs in this process.</summary>
internal static class Ask
{
    public static async Task Once(WebApplication app)
    {
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        Console.WriteLine($"ready: {await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative))}");
        Console.WriteLine(await Answer(client, """{ "plan": "Monthly", "logins": 1 }"""));
        Console.WriteLine(await Answer(client, """{ "plan": "Weekly", "logins": 1, "spent": 30 }"""));
        Console.WriteLine(await Answer(client, """[{ "plan": "Monthly", "logins": 1, "spent": 30 }, { "plan": "Yearly", "logins": 30, "spent": 900 }]"""));
        await app.StopAsync();
    }

    private static async Task<string> Answer(HttpClient client, string rows)
    {
        using var question = new StringContent(rows, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri("/cancels", UriKind.Relative), question);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
