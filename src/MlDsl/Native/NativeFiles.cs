using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl;

/// <summary>Where native libraries that others ship are looked for, and why one of them does not load.</summary>
internal static class NativeFiles
{
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

    /// <summary>Loads the first library in the folders, else one that the system's loader knows by name; null where there is none.</summary>
    /// <param name="folders">The folders, in order.</param>
    /// <param name="fileNames">The names the library goes by on this system.</param>
    /// <param name="systemNames">The names that the system's loader is asked for.</param>
    /// <param name="asker">The assembly that asks the system's loader.</param>
    /// <param name="tried">Where it was looked for is added here, a line each.</param>
    public static (nint Handle, string Path)? Load(
        IEnumerable<string> folders, IReadOnlyList<string> fileNames, IReadOnlyList<string> systemNames, Assembly asker, StringBuilder tried)
    {
        foreach (string file in folders.SelectMany(folder => fileNames.Select(name => Path.Combine(folder, name))))
        {
            if (!File.Exists(file)) tried.Append("\n  ").Append(file);
            else if (NativeLibrary.TryLoad(file, out nint handle)) return (handle, file);
            else tried.Append("\n  ").Append(file).Append(": ").Append(Reason(file));
        }
        foreach (string name in systemNames)
        {
            if (NativeLibrary.TryLoad(name, asker, null, out nint handle)) return (handle, name);
            tried.Append("\n  ").Append(name).Append(" (the system's loader)");
        }
        return null;
    }

    /// <summary>What the loader says of a file that it does not load.</summary>
    public static string Reason(string file)
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
