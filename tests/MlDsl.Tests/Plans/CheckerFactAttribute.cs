using System.ComponentModel;
using System.Diagnostics;

namespace MlDsl.Tests.Plans;

/// <summary>A test that asks ONNX's own checker; where <c>CI</c> is set it runs in any case, and fails without it.</summary>
internal sealed class CheckerFactAttribute : FactAttribute
{
    // Debian's own, whichever python3 comes first on the path.
    public const string Python = "/usr/bin/python3";

    private static readonly bool IsHere = HasChecker();

    public CheckerFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "asks the checker that Debian packages";
        else if (!IsHere && Environment.GetEnvironmentVariable("CI") is null) Skip = "needs ONNX's checker: apt-get install python3-onnx";
    }

    private static bool HasChecker()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", "import onnx.checker"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
