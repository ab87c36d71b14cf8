using System.Diagnostics;

namespace MlDsl.Benchmarks.Analyzers;

/// <summary>The SDK that this process runs on, with a compiler server of its own that ends with this object.</summary>
internal sealed class Sdk : IDisposable
{
    private static readonly string Dotnet = Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
    private readonly string pipe = $"mldsl-{Environment.ProcessId}";
    private readonly string compilers = Path.Combine(Root, "sdk", Run(["--version"], out _).Trim(), "Roslyn", "bincore");

    /// <summary>The folder of the .NET installation.</summary>
    public static string Root => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    /// <summary>Compiles by a response file and nothing else.</summary>
    /// <returns>The milliseconds from the start of the client to its end.</returns>
    public double Compile(string responseFile)
    {
        Run(["exec", Path.Combine(compilers, "csc.dll"), "/noconfig", $"/shared:{pipe}", "/keepalive:120", $"@{responseFile}"], out double milliseconds);
        return milliseconds;
    }

    /// <summary>Restores a project.</summary>
    public static void Restore(string project) => Run(["restore", project], out _);

    /// <summary>Builds a restored project from nothing.</summary>
    /// <returns>The milliseconds that <c>dotnet build</c> took.</returns>
    public double Build(string project, string property)
    {
        Run(["build", project, "-c", "Release", "--no-restore", "--no-incremental", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=true", $"-p:SharedCompilationId={pipe}", property], out double milliseconds);
        return milliseconds;
    }

    public void Dispose() => Run(["exec", Path.Combine(compilers, "VBCSCompiler.dll"), "-shutdown", $"-pipename:{pipe}"], out _);

    private static string Run(IEnumerable<string> arguments, out double milliseconds)
    {
        var start = new ProcessStartInfo(Dotnet, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        // A build that this process was started from must not lend its settings.
        foreach (string name in start.Environment.Keys.Where(static k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return process.ExitCode == 0 ? output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed: {output[..Math.Min(output.Length, 2000)]}");
    }
}
