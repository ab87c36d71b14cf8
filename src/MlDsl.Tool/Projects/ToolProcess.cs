using System.Diagnostics;

namespace MlDsl.Tool.Projects;

/// <summary>What a program that the tool ran left.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it wrote of errors.</param>
internal sealed record EndedProcess(int Code, string Output, string Error);

/// <summary>Programs that the tool runs beside itself.</summary>
internal static class ToolProcess
{
    /// <summary>Runs <c>dotnet</c> and waits for its end; where it is asked to stop, what it started stops with it.</summary>
    /// <param name="folder">The folder that it runs in, whose <c>global.json</c> counts.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ToolException">There is no <c>dotnet</c>.</exception>
    public static async Task<EndedProcess> DotnetAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // Nodes of a build and its server would outlive it and hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // Where another build runs the tool, what that says of itself is not for this one.
        foreach (string inherited in (string[])["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"]) start.Environment.Remove(inherited);
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Told below.
        }
        if (process is null) throw new ToolException("'dotnet' cannot be started; install the .NET SDK, by which the project is built");
        using (process)
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation), error = process.StandardError.ReadToEndAsync(cancellation);
            try
            {
                await process.WaitForExitAsync(cancellation);
                return new EndedProcess(process.ExitCode, await output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                // It may still be writing where its folder is cleared away next.
                await process.WaitForExitAsync(CancellationToken.None);
                throw;
            }
        }
    }
}
