using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlDsl.Testing;

namespace MlDsl.Onnx.Tests;

/// <summary>Points every test at the library that eng/onnxruntime.sh brings, unless the caller names another one.</summary>
internal static class NativeLibrarySetup
{
    private const string Version = "1.30.0";

    [ModuleInitializer]
    internal static void Use()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable))) return;
        string architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        string folder = Path.Combine(CSharp.Root, "artifacts", "onnxruntime", $"{Version}-linux-{architecture}");
        Environment.SetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable, Path.Combine(folder, "libonnxruntime.so.1"));
    }
}
