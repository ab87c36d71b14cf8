using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.Onnx.Native;

/// <summary>Looks for the native library. A failure is not remembered: the next session looks again.</summary>
internal static unsafe class LibraryFinder
{
    private const string Advice =
        "Reference the NuGet package Microsoft.ML.OnnxRuntime (processor) or Microsoft.ML.OnnxRuntime.Gpu (CUDA) in the application, "
        + "or set the environment variable " + OnnxRuntimeLibrary.PathVariable + " to the library";

    /// <summary>The file names a library goes by on this system.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
        OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
        : OperatingSystem.IsMacOS() ? ["libonnxruntime.dylib", "libonnxruntime.1.dylib"]
        : ["libonnxruntime.so", "libonnxruntime.so.1"];

    /// <summary>Whether file systems usually take names that differ by case for one.</summary>
    public static bool IgnoresCase { get; } = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    /// <summary>Whether <paramref name="path"/> is <paramref name="file"/>, or a folder above it.</summary>
    public static bool Names(string path, string file, bool ignoreCase)
    {
        StringComparison comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        string trimmed = Path.TrimEndingDirectorySeparator(path);
        return file.StartsWith(trimmed, comparison)
            && (file.Length == trimmed.Length || file[trimmed.Length] == Path.DirectorySeparatorChar || Path.EndsInDirectorySeparator(trimmed));
    }

    /// <summary>The usual places, in order.</summary>
    public static LoadedLibrary Find()
    {
        string? named = Environment.GetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable);
        if (!string.IsNullOrEmpty(named))
            return FromPath(Path.GetFullPath(named), $"the environment variable {OnnxRuntimeLibrary.PathVariable}");
        return FromApplication(NativeFiles.ApplicationFolders(), FileNames);
    }

    /// <summary>The file, or the library in the folder, that someone named; nothing else will do.</summary>
    public static LoadedLibrary FromPath(string path, string source)
    {
        string? file = File.Exists(path) ? path : FileNames.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists);
        if (file is null) throw Missing($"ONNX Runtime's native library is not at '{path}', which {source} names. {Advice}");
        return NativeLibrary.TryLoad(file, out nint handle)
            ? Use(handle, file)
            : throw Missing($"'{file}', which {source} names, cannot be loaded: {NativeFiles.Reason(file)}");
    }

    /// <summary>The first library in the folders, else one that the system's loader knows by name.</summary>
    public static LoadedLibrary FromApplication(IEnumerable<string> folders, IReadOnlyList<string> systemNames)
    {
        var tried = new StringBuilder();
        return NativeFiles.Load(folders, FileNames, systemNames, typeof(LibraryFinder).Assembly, tried) is var (handle, path)
            ? Use(handle, path)
            : throw Missing($"ONNX Runtime's native library was not found. {Advice}. Looked at:{tried}");
    }

    private static LoadedLibrary Use(nint handle, string path)
    {
        if (!NativeLibrary.TryGetExport(handle, "OrtGetApiBase", out nint entry))
            throw Missing($"'{path}' is not ONNX Runtime: it has no function OrtGetApiBase");
        return Use((delegate* unmanaged<nint*>)entry, path);
    }

    /// <summary>Takes the functions of a library that is loaded.</summary>
    /// <exception cref="OnnxRuntimeException">The library is too old.</exception>
    public static LoadedLibrary Use(delegate* unmanaged<nint*> getApiBase, string path)
    {
        OrtApi? api = OrtApi.TryCreate(getApiBase, out string version);
        return api is not null
            ? new LoadedLibrary(path, api)
            : throw new OnnxRuntimeException(
                OnnxErrorCode.LibraryTooOld,
                null,
                $"'{path}' is ONNX Runtime {version}; {OnnxRuntimeLibrary.OldestVersion} or newer is needed. {Advice}");
    }

    private static OnnxRuntimeException Missing(string text) => new(OnnxErrorCode.LibraryMissing, null, text);
}
