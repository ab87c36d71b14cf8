using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlDsl.Testing;

namespace MlDsl.Onnx.Tests;

/// <summary>Points every test at the library that eng/onnxruntime.sh brings, unless the caller names another one.</summary>
internal static class NativeLibrarySetup
{
    [ModuleInitializer]
    internal static void Use()
    {
        // The pool is made with the first session, whichever test comes first.
        OnnxSharedPool.Configure(2);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable))) return;
        string architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        string brought = Path.Combine(CSharp.Root, "artifacts", "onnxruntime");
        string? folder = Directory.Exists(brought) ? Directory.EnumerateDirectories(brought, $"*-linux-{architecture}").Max() : null;
        Environment.SetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable, Path.Combine(folder ?? brought, "libonnxruntime.so.1"));
    }
}
