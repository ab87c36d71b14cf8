using System.Runtime.InteropServices;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>
/// ONNX Runtime's native library: whichever the application brings. It is looked for when the first session is made, in this order:
/// the path given to <see cref="Load"/>; the file or folder named by the environment variable <c>MLDSL_ONNXRUNTIME</c>; the
/// application's <c>runtimes/&lt;rid&gt;/native</c> folder and its own folder, where NuGet packages put it; the system's loader.
/// </summary>
public static class OnnxRuntimeLibrary
{
    /// <summary>The environment variable that names the library, or the folder that holds it.</summary>
    public const string PathVariable = "MLDSL_ONNXRUNTIME";

    /// <summary>The oldest library that works.</summary>
    public const string OldestVersion = "1.17";

    private static readonly object Gate = new();
    private static volatile LoadedLibrary? loaded;

    /// <summary>Where the library was found; <see langword="null"/> as long as none is loaded.</summary>
    public static string? Path => loaded?.Path;

    /// <summary>The version of the loaded library, for example <c>1.30.0</c>; <see langword="null"/> as long as none is loaded.</summary>
    public static string? Version => loaded?.Api.Version;

    /// <summary>The providers that the library was built with, by the runtime's names; the library is loaded for it.</summary>
    /// <exception cref="OnnxRuntimeException">The library was not found, or is too old.</exception>
    public static unsafe IReadOnlyList<string> Providers
    {
        get
        {
            OrtApi api = Api;
            nint* names;
            int count;
            api.Check(api.GetAvailableProviders(&names, &count));
            var providers = new string[count];
            for (int i = 0; i < count; i++) providers[i] = Marshal.PtrToStringUTF8(names[i]) ?? "";
            api.Check(api.ReleaseAvailableProviders(names, count));
            return providers;
        }
    }

    internal static OrtApi Api => (loaded ?? Find()).Api;

    /// <summary>Loads the library from a file, or from a folder that holds it, before any other place is looked at.</summary>
    /// <exception cref="OnnxRuntimeException">There is no usable library at <paramref name="path"/>.</exception>
    /// <exception cref="InvalidOperationException">Another library is loaded already; a process has one.</exception>
    public static void Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        lock (Gate)
        {
            string full = System.IO.Path.GetFullPath(path);
            if (loaded is null) loaded = LibraryFinder.FromPath(full, "the path given to OnnxRuntimeLibrary.Load");
            else if (!LibraryFinder.Names(full, loaded.Path, LibraryFinder.IgnoresCase))
                throw new InvalidOperationException(
                    $"ONNX Runtime {loaded.Api.Version} is loaded from '{loaded.Path}' already; "
                    + $"call OnnxRuntimeLibrary.Load('{path}') before the first session");
        }
    }

    private static LoadedLibrary Find()
    {
        lock (Gate) return loaded ??= LibraryFinder.Find();
    }
}
