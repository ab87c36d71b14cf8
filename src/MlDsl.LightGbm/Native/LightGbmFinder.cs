using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.Boosting;

/// <summary>Looks for the native library. A failure is not remembered: the next training looks again.</summary>
internal static class LightGbmFinder
{
    private const string Variable = "set the environment variable " + LightGbmLibrary.PathVariable + " to the library";

    /// <summary>The name of the library on this system.</summary>
    public static string FileName { get; } =
        OperatingSystem.IsWindows() ? "lib_lightgbm.dll" : OperatingSystem.IsMacOS() ? "lib_lightgbm.dylib" : "lib_lightgbm.so";

    /// <summary>The usual places, in order.</summary>
    /// <exception cref="LightGbmException">There is none that can be used; the message says what to install.</exception>
    public static LoadedLightGbm Find()
    {
        string? named = Environment.GetEnvironmentVariable(LightGbmLibrary.PathVariable);
        return string.IsNullOrEmpty(named)
            ? FromApplication(NativeFiles.ApplicationFolders(), FileName)
            : FromPath(Path.GetFullPath(named), $"the environment variable {LightGbmLibrary.PathVariable}");
    }

    /// <summary>The file, or the library in the folder, that someone named; nothing else will do.</summary>
    /// <exception cref="LightGbmException">There is none, or it cannot be used.</exception>
    public static LoadedLightGbm FromPath(string path, string source)
    {
        string file = File.Exists(path) ? path : Path.Combine(path, FileName);
        if (!File.Exists(file)) throw new LightGbmException($"LightGBM's native library is not at '{path}', which {source} names. {Advice()}") { IsUnusable = true };
        return NativeLibrary.TryLoad(file, out nint handle)
            ? Use(handle, file)
            : throw new LightGbmException($"'{file}', which {source} names, cannot be loaded: {NativeFiles.Reason(file)}. {Advice()}") { IsUnusable = true };
    }

    /// <summary>The first library in the folders, else one that the system's loader knows by name.</summary>
    /// <exception cref="LightGbmException">There is none that can be used.</exception>
    public static LoadedLightGbm FromApplication(IEnumerable<string> folders, string systemName)
    {
        var tried = new StringBuilder();
        return NativeFiles.Load(folders, [FileName], [systemName], typeof(LightGbmFinder).Assembly, tried) is var (handle, path)
            ? Use(handle, path)
            : throw new LightGbmException($"LightGBM's native library was not found. {Advice()}. Looked at:{tried}") { IsUnusable = true };
    }

    private static string Advice() => Advice(RuntimeInformation.ProcessArchitecture, OperatingSystem.IsLinux());

    /// <summary>What to install: the NuGet package has no library for other processors, and on Linux its own needs the OpenMP runtime.</summary>
    public static string Advice(Architecture processor, bool isLinux) => (processor, isLinux) switch
    {
        (not Architecture.X64, _) =>
            $"The NuGet package LightGBM holds libraries for x64 only, and this process is {processor}: build LightGBM's shared library for it, and {Variable}",
        (_, true) => $"Reference the NuGet package MlDsl.LightGbm in the application, install the OpenMP runtime (libgomp1 on Debian and Ubuntu, libgomp on others), or {Variable}",
        _ => $"Reference the NuGet package MlDsl.LightGbm in the application, or {Variable}",
    };

    private static LoadedLightGbm Use(nint handle, string path)
    {
        string? absent = LightGbmApi.Missing(handle);
        return absent is null
            ? new LoadedLightGbm(path, new LightGbmApi(handle))
            : throw new LightGbmException($"'{path}' is not LightGBM 4, or older than it: it has no function {absent}. {Advice()}") { IsUnusable = true };
    }
}
