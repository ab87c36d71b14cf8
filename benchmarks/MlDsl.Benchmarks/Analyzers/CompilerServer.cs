using System.Diagnostics;
using System.Globalization;

namespace MlDsl.Benchmarks.Analyzers;

/// <summary>The SDK's own compiler, kept warm by its server as in every <c>dotnet build</c>; the server ends with this object.</summary>
internal sealed class CompilerServer : IDisposable
{
    private readonly string pipe = $"mldsl-{Environment.ProcessId}";
    private readonly string folder;
    private readonly string dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";

    public CompilerServer()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        folder = Path.Combine(root, "sdk", Run(["--version"], out _).Trim(), "Roslyn", "bincore");
        if (!File.Exists(Path.Combine(folder, "csc.dll"))) throw new FileNotFoundException($"There is no compiler in '{folder}'");
    }

    /// <summary>Compiles by a response file; fails where the compiler does.</summary>
    /// <returns>The milliseconds from the start of the client to its end.</returns>
    public double Compile(string responseFile)
    {
        Run(["exec", Path.Combine(folder, "csc.dll"), "/noconfig", $"/shared:{pipe}", "/keepalive:120", $"@{responseFile}"], out double milliseconds);
        return milliseconds;
    }

    public void Dispose() => Run(["exec", Path.Combine(folder, "VBCSCompiler.dll"), "-shutdown", $"-pipename:{pipe}"], out _);

    private string Run(IEnumerable<string> arguments, out double milliseconds)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}: {output[..Math.Min(output.Length, 2000)]}"));
    }
}
