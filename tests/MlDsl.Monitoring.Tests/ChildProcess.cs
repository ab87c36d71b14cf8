using System.Diagnostics;
using System.Globalization;

namespace MlDsl.Monitoring.Tests;

/// <summary>This assembly as a program, which is killed without a warning.</summary>
internal static class ChildProcess
{
    /// <summary>How often tests kill: MLDSL_KILLS, 20 unless it says otherwise.</summary>
    public static int Kills { get; } = int.Parse(Environment.GetEnvironmentVariable("MLDSL_KILLS") ?? "20", CultureInfo.InvariantCulture);

    /// <summary>Starts the program, reads so many lines, waits, kills it; every whole line that it had written.</summary>
    public static List<string> Kill(int lines, int milliseconds, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        var told = new List<string>();
        for (int line = 0; line <= lines; line++) told.Add(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(process.StandardError.ReadToEnd()));
        Thread.Sleep(milliseconds);
        process.Kill();
        // What stands in the pipe was told as well; its last line may be a part.
        string rest = process.StandardOutput.ReadToEnd();
        told.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        process.WaitForExit();
        return told;
    }
}
