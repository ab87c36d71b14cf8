using System.Diagnostics;

namespace MlDsl.Benchmarks;

/// <summary>These benchmarks in a process of their own.</summary>
internal static class OwnProcess
{
    /// <summary>Runs a verb.</summary>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <param name="variables">What is set for the process alone.</param>
    /// <returns>What it prints.</returns>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    public static string Run(IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        string process = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(process) == "dotnet";
        var start = new ProcessStartInfo(process, [.. isHost ? [typeof(OwnProcess).Assembly.Location] : Array.Empty<string>(), .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using Process running = Process.Start(start)!;
        string text = running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        return running.ExitCode == 0 ? text : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' in a process of its own ended with {running.ExitCode}: {text}");
    }
}
