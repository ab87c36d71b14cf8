using MlDsl.Boosting;

namespace MlDsl;

/// <summary>
/// XGBoost's native library, 1.7 or later, which trains; predictions do not need it. It is looked for when the first training begins, in this
/// order: the path given to <see cref="Load"/>; the file or folder named by the environment variable <c>MLDSL_XGBOOST</c>; the application's
/// <c>runtimes/&lt;rid&gt;/native</c> folder and its own folder; the system's loader, which knows Debian's package <c>libxgboost0</c>.
/// Trainings are compared with 1.7.4's own; of later versions only the calls are held against their headers.
/// </summary>
public static class XGBoostLibrary
{
    /// <summary>The environment variable that names the library, or the folder that holds it.</summary>
    public const string PathVariable = "MLDSL_XGBOOST";

    private static readonly object Gate = new();
    private static volatile LoadedXGBoost? loaded;

    /// <summary>Where the library was found; <see langword="null"/> as long as none is loaded.</summary>
    public static string? Path => loaded?.Path;

    /// <summary>The library's version; <see langword="null"/> as long as none is loaded.</summary>
    public static Version? Version => loaded?.Version;

    internal static LoadedXGBoost Loaded => loaded ?? Find();

    /// <summary>Loads the library from a file, or from a folder that holds it, before any other place is looked at.</summary>
    /// <exception cref="XGBoostException">There is no usable library at <paramref name="path"/>.</exception>
    /// <exception cref="InvalidOperationException">Another library is loaded already; a process has one.</exception>
    public static void Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        lock (Gate)
        {
            string full = System.IO.Path.GetFullPath(path);
            LoadedXGBoost found = XGBoostFinder.FromPath(full, "the path given to XGBoostLibrary.Load");
            if (loaded is { } other && other.Path != found.Path)
                throw new InvalidOperationException($"XGBoost is loaded from '{other.Path}' already; call XGBoostLibrary.Load('{path}') before the first training");
            loaded ??= found;
        }
    }

    private static LoadedXGBoost Find()
    {
        lock (Gate) return loaded ??= XGBoostFinder.Find();
    }
}
