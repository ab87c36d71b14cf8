using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.Boosting;

/// <summary>Looks for the native library. A failure is not remembered: the next training looks again.</summary>
internal static class XGBoostFinder
{
    private const string Variable = "set the environment variable " + XGBoostLibrary.PathVariable + " to the library";

    /// <summary>The first version whose functions are those that training calls.</summary>
    public static readonly Version Least = new(1, 7, 0);

    /// <summary>The names of the library on this system, the usual one first.</summary>
    public static string[] FileNames { get; } =
        OperatingSystem.IsWindows() ? ["xgboost.dll"] : OperatingSystem.IsMacOS() ? ["libxgboost.dylib"] : ["libxgboost.so", "libxgboost.so.0"];

    /// <summary>The usual places, in order.</summary>
    /// <exception cref="XGBoostException">There is none that can be used; the message says what to install.</exception>
    public static LoadedXGBoost Find()
    {
        string? named = Environment.GetEnvironmentVariable(XGBoostLibrary.PathVariable);
        if (!string.IsNullOrEmpty(named)) return FromPath(Path.GetFullPath(named), $"the environment variable {XGBoostLibrary.PathVariable}");
        IEnumerable<string> folders = NativeFiles.ApplicationFolders();
        // Homebrew's folders are none of the loader's own.
        if (OperatingSystem.IsMacOS()) folders = folders.Concat(["/opt/homebrew/lib", "/usr/local/lib"]);
        return FromApplication(folders, FileNames);
    }

    /// <summary>The file, or the library in the folder, that someone named; nothing else will do.</summary>
    /// <exception cref="XGBoostException">There is none, or it cannot be used.</exception>
    public static LoadedXGBoost FromPath(string path, string source)
    {
        string file = File.Exists(path) ? path : FileNames.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists, path);
        if (!File.Exists(file)) throw new XGBoostException($"XGBoost's native library is not at '{path}', which {source} names. {Advice()}") { IsUnusable = true };
        return NativeLibrary.TryLoad(file, out nint handle)
            ? Use(handle, file)
            : throw new XGBoostException($"'{file}', which {source} names, cannot be loaded: {NativeFiles.Reason(file)}. {Advice()}") { IsUnusable = true };
    }

    /// <summary>The first library in the folders, else one that the system's loader knows by name.</summary>
    /// <exception cref="XGBoostException">There is none that can be used.</exception>
    public static LoadedXGBoost FromApplication(IEnumerable<string> folders, IReadOnlyList<string> systemNames)
    {
        var tried = new StringBuilder();
        return NativeFiles.Load(folders, FileNames, systemNames, typeof(XGBoostFinder).Assembly, tried) is var (handle, path)
            ? Use(handle, path)
            : throw new XGBoostException($"XGBoost's native library was not found. {Advice()}. Looked at:{tried}") { IsUnusable = true };
    }

    private static string Advice() => Advice(OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux);

    /// <summary>What to install: no NuGet package holds the library.</summary>
    public static string Advice(OSPlatform system)
    {
        if (system == OSPlatform.Windows) return $"Install it by 'pip install xgboost' and {Variable}, which lies in Lib\\site-packages\\xgboost\\lib\\xgboost.dll";
        return system == OSPlatform.OSX
            ? $"Install it by 'brew install xgboost', or by 'pip install xgboost' and {Variable} (site-packages/xgboost/lib/libxgboost.dylib)"
            : $"Install it by 'apt-get install libxgboost0' on Debian 12 and Ubuntu, or by 'pip install xgboost' and {Variable} (site-packages/xgboost/lib/libxgboost.so)";
    }

    private static LoadedXGBoost Use(nint handle, string path)
    {
        if (XGBoostApi.VersionOf(handle) is not { } version) throw new XGBoostException($"'{path}' is not XGBoost: it has no function XGBoostVersion. {Advice()}") { IsUnusable = true };
        if (version < Least) throw new XGBoostException($"'{path}' is XGBoost {version}, and {Least.ToString(2)} is the first that trains here. {Advice()}") { IsUnusable = true };
        string? absent = XGBoostApi.Missing(handle);
        return absent is null
            ? new LoadedXGBoost(path, version, new XGBoostApi(handle))
            : throw new XGBoostException($"'{path}' is XGBoost {version}, and has no function {absent}; use a version from {Least.ToString(2)} on that has. {Advice()}") { IsUnusable = true };
    }
}
