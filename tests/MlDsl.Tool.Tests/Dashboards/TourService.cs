using System.Diagnostics;

namespace MlDsl.Tool.Tests.Dashboards;

/// <summary>The sample <c>DriftTour</c>, started as its README says: a program of its own that serves on loopback and lives through half a year.</summary>
internal sealed class TourService : IDisposable
{
    private readonly Process process;

    private TourService(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it in a folder, where it writes its model.</summary>
    public static async Task<TourService> StartAsync(string folder, string secondsADay)
    {
        string own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar), program = Path.GetFullPath(Path.Combine(own, "../../DriftTour", Path.GetFileName(own), "DriftTour.dll"));
        Process process = Process.Start(new ProcessStartInfo("dotnet", [program, "serve", "http://127.0.0.1:0", secondsADay]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string said = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said += line + "\n";
            if (!line.StartsWith("listening=", StringComparison.Ordinal)) continue;
            // A pipe that nobody empties would stop it.
            _ = process.StandardOutput.ReadToEndAsync();
            return new TourService(process, new Uri(line.Split(' ')[0]["listening=".Length..]));
        }
        throw new InvalidOperationException($"The sample ended before it listened:\n{said}");
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
