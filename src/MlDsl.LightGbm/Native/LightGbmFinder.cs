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
            ? FromApplication(ApplicationFolders(), FileName)
            : FromPath(Path.GetFullPath(named), $"the environment variable {LightGbmLibrary.PathVariable}");
    }

    /// <summary>The file, or the library in the folder, that someone named; nothing else will do.</summary>
    /// <exception cref="LightGbmException">There is none, or it cannot be used.</exception>
    public static LoadedLightGbm FromPath(string path, string source)
    {
        string file = File.Exists(path) ? path : Path.Combine(path, FileName);
        if (!File.Exists(file)) throw new LightGbmException($"LightGBM's native library is not at '{path}', which {source} names. {Advice()}");
        return NativeLibrary.TryLoad(file, out nint handle)
            ? Use(handle, file)
            : throw new LightGbmException($"'{file}', which {source} names, cannot be loaded: {Reason(file)}. {Advice()}");
    }

    /// <summary>The first library in the folders, else one that the system's loader knows by name.</summary>
    /// <exception cref="LightGbmException">There is none that can be used.</exception>
    public static LoadedLightGbm FromApplication(IEnumerable<string> folders, string systemName)
    {
        var tried = new StringBuilder();
        foreach (string file in folders.Select(static folder => Path.Combine(folder, FileName)))
        {
            if (!File.Exists(file)) tried.Append("\n  ").Append(file);
            else if (NativeLibrary.TryLoad(file, out nint handle)) return Use(handle, file);
            else tried.Append("\n  ").Append(file).Append(": ").Append(Reason(file));
        }
        if (NativeLibrary.TryLoad(systemName, typeof(LightGbmFinder).Assembly, null, out nint known)) return Use(known, systemName);
        tried.Append("\n  ").Append(systemName).Append(" (the system's loader)");
        throw new LightGbmException($"LightGBM's native library was not found. {Advice()}. Looked at:{tried}");
    }

    /// <summary>Where NuGet packages leave native files: beside the application, or in the package folder while developing.</summary>
    public static IEnumerable<string> ApplicationFolders()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
#pragma warning disable CA1308 // Runtime identifiers are lower case.
        string portable = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
#pragma warning restore CA1308
        string home = AppContext.BaseDirectory;
        string searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        return new[] { RuntimeInformation.RuntimeIdentifier, portable }
            .Select(rid => Path.Combine(home, "runtimes", rid, "native"))
            .Append(home)
            .Concat(searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Select(Path.TrimEndingDirectorySeparator)
            .Distinct();
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
            : throw new LightGbmException($"'{path}' is not LightGBM 4, or older than it: it has no function {absent}. {Advice()}");
    }

    private static string Reason(string file)
    {
        try
        {
            NativeLibrary.Free(NativeLibrary.Load(file));
            return "the loader gave no reason";
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e.Message.ReplaceLineEndings(" ");
        }
    }
}
