using System.Diagnostics;

namespace MlDsl.Tool.Projects;

/// <summary>Programs that the tool runs beside itself.</summary>
internal static class ToolProcess
{
    /// <summary>Runs <c>dotnet</c> and waits for its end; where it is asked to stop, what it started stops with it.</summary>
    /// <exception cref="ToolException">There is no <c>dotnet</c>.</exception>
    public static async Task<(int Code, string Output, string Error)> DotnetAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        // The shared compiler and nodes of a build would hold the pipes open after its end.
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
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
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None), error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
            return (process.ExitCode, await output, await error);
        }
    }
}
