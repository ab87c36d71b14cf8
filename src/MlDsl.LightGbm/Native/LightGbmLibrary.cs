using MlDsl.Boosting;

namespace MlDsl;

/// <summary>
/// LightGBM's native library, which trains; predictions do not need it. It is looked for when the first training begins, in this order: the
/// path given to <see cref="Load"/>; the file or folder named by the environment variable <c>MLDSL_LIGHTGBM</c>; the application's
/// <c>runtimes/&lt;rid&gt;/native</c> folder and its own folder, where NuGet packages put it; the system's loader.
/// </summary>
public static class LightGbmLibrary
{
    /// <summary>The environment variable that names the library, or the folder that holds it.</summary>
    public const string PathVariable = "MLDSL_LIGHTGBM";

    private static readonly object Gate = new();
    private static volatile LoadedLightGbm? loaded;

    /// <summary>Where the library was found; <see langword="null"/> as long as none is loaded.</summary>
    public static string? Path => loaded?.Path;

    internal static LightGbmApi Api => (loaded ?? Find()).Api;

    /// <summary>Loads the library from a file, or from a folder that holds it, before any other place is looked at.</summary>
    /// <exception cref="LightGbmException">There is no usable library at <paramref name="path"/>.</exception>
    /// <exception cref="InvalidOperationException">Another library is loaded already; a process has one.</exception>
    public static void Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        lock (Gate)
        {
            string full = System.IO.Path.GetFullPath(path);
            LoadedLightGbm found = LightGbmFinder.FromPath(full, "the path given to LightGbmLibrary.Load");
            if (loaded is { } other && other.Path != found.Path)
                throw new InvalidOperationException($"LightGBM is loaded from '{other.Path}' already; call LightGbmLibrary.Load('{path}') before the first training");
            loaded ??= found;
        }
    }

    private static LoadedLightGbm Find()
    {
        lock (Gate) return loaded ??= LightGbmFinder.Find();
    }
}
