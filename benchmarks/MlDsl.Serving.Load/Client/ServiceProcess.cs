using System.Diagnostics;
using System.Globalization;

namespace MlDsl.Serving.Load.Client;

/// <summary>What the service has used since it began.</summary>
/// <param name="Microseconds">Processor time.</param>
/// <param name="Allocated">Bytes of managed memory that were allocated.</param>
/// <param name="Alive">Bytes of managed memory.</param>
/// <param name="Resident">Bytes of the process.</param>
internal readonly record struct Used(double Microseconds, double Allocated, double Alive, double Resident);

/// <summary>The service as a process of its own.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process process;
    private readonly HttpClient client;

    private ServiceProcess(Process process, Uri[] addresses)
    {
        this.process = process;
        (Http, Grpc) = (addresses[0], addresses[1]);
        client = new HttpClient { BaseAddress = Http };
    }

    public Uri Http { get; }

    public Uri Grpc { get; }

    /// <summary>Starts it, and waits until it answers.</summary>
    public static async Task<ServiceProcess> StartAsync(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // This program is run by the host of dotnet, or by a host of its own.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MlDsl.Serving.Load.dll"));
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(folder);
        Process process = Process.Start(start)!;
        string[] said = (await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The service ended before it answered")).Split(' ');
        return new ServiceProcess(process, [.. said.Select(static a => new Uri(a))]);
    }

    public async Task<Used> UsedAsync(bool isCollected = false)
    {
        double[] numbers = [.. (await client.GetStringAsync(new Uri(isCollected ? "/used/collected" : "/used", UriKind.Relative))).Split(' ').Select(static n => double.Parse(n, CultureInfo.InvariantCulture))];
        return new Used(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>Asks for a change of the model, and holds the status against the one that is expected.</summary>
    public async Task ControlAsync(string change, int status, string result)
    {
        using HttpResponseMessage response = await client.PostAsync(new Uri("/models/trip/" + change, UriKind.Relative), null);
        string said = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode != status || !said.Contains($"\"result\":\"{result}\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"{change} was answered with {(int)response.StatusCode} and not with {status}, {result}: {said}");
    }

    /// <summary>Tells it to stop as a container's host does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
        client.Dispose();
    }
}
