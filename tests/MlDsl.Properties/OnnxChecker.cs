using System.ComponentModel;
using System.Diagnostics;

namespace MlDsl.Properties;

/// <summary>ONNX's own checker, of Python.</summary>
internal static class OnnxChecker
{
    private const string CheckAll = """
        import onnx, sys
        for path in sys.stdin.read().splitlines():
            try: onnx.checker.check_model(path, full_check=True)
            except Exception as e: sys.exit(f"{path}: {e}")
        """;

    /// <summary>What is wrong with one of the files, or with the checker; null where nothing is.</summary>
    public static string? Problem(IReadOnlyList<string> paths)
    {
        try
        {
            // Debian's own, whichever python3 comes first on the path.
            using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", CheckAll]) { RedirectStandardInput = true, RedirectStandardError = true })!;
            process.StandardInput.Write(string.Join('\n', paths));
            process.StandardInput.Close();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : errors;
        }
        catch (Win32Exception e)
        {
            return $"is not here: apt-get install python3-onnx ({e.Message})";
        }
    }
}
