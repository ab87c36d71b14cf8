using System.Text.Json;

namespace MlDsl.Tool.Projects;

/// <summary>A project that has been built.</summary>
/// <param name="Assembly">The path of its assembly.</param>
/// <param name="References">The assemblies that its code was compiled against, the framework's too.</param>
/// <param name="Packages">The folder of NuGet's packages; null where none was restored.</param>
/// <param name="Frameworks">The shared frameworks that it runs on, by their names.</param>
/// <param name="Version">The version of .NET that it is built for, such as 10.0.</param>
internal sealed record BuiltProject(string Assembly, IReadOnlyList<string> References, string? Packages, IReadOnlyList<string> Frameworks, string Version)
{
    private const int Lines = 20;

    /// <summary>Builds a project, quietly.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="framework">The target framework; null where the project has one only.</param>
    /// <param name="cancellation">Ends the build.</param>
    /// <exception cref="ToolException">There is no such project, it has several target frameworks, or does not build.</exception>
    public static async Task<BuiltProject> Build(string path, string? framework, CancellationToken cancellation)
    {
        if (!File.Exists(path) || !path.EndsWith("proj", StringComparison.OrdinalIgnoreCase)) throw new ToolException($"--project '{path}' is no project file; name a .csproj");
        path = Path.GetFullPath(path);
        string? chosen;
        var evaluated = await ToolProcess.DotnetAsync(["msbuild", path, "-nologo", "-getProperty:TargetFramework", "-getProperty:TargetFrameworks"], cancellation);
        if (evaluated.Code != 0) throw Failed(path, evaluated.Output, evaluated.Error);
        using (JsonDocument said = JsonDocument.Parse(evaluated.Output))
        {
            JsonElement properties = said.RootElement.GetProperty("Properties");
            string[] all = properties.GetProperty("TargetFrameworks").GetString()!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (all.Length > 1 && framework is null) throw new ToolException($"'{path}' is built for {string.Join(", ", all)}; choose with --framework");
            chosen = all.Length > 0 ? framework ?? all[0] : null;
            if (all.Length == 0) all = [properties.GetProperty("TargetFramework").GetString()!];
            if (framework is not null && !all.Contains(framework)) throw new ToolException($"--framework {framework}: '{path}' is built for {string.Join(", ", all)}");
        }
        var built = await ToolProcess.DotnetAsync(["build", path, "-c", "Release", "-v", "quiet", "-nologo", .. chosen is null ? Array.Empty<string>() : ["-f", chosen]], cancellation);
        if (built.Code != 0) throw Failed(path, built.Output, built.Error);
        var resolved = await ToolProcess.DotnetAsync(
            [
                "msbuild", path, "-nologo", "-t:ResolveReferences", "-p:Configuration=Release", "-p:BuildProjectReferences=false", .. chosen is null ? Array.Empty<string>() : [$"-p:TargetFramework={chosen}"], "-getProperty:TargetPath", "-getProperty:NuGetPackageRoot",
                "-getProperty:TargetFrameworkVersion", "-getItem:ReferencePath", "-getItem:FrameworkReference",
            ],
            cancellation);
        if (resolved.Code != 0) throw Failed(path, resolved.Output, resolved.Error);
        return Read(resolved.Output);
    }

    private static BuiltProject Read(string output)
    {
        using JsonDocument said = JsonDocument.Parse(output);
        JsonElement properties = said.RootElement.GetProperty("Properties"), items = said.RootElement.GetProperty("Items");
        string packages = Property("NuGetPackageRoot");
        return new BuiltProject(
            Property("TargetPath"),
            [.. Items("ReferencePath", "FullPath").Where(File.Exists)],
            packages.Length == 0 ? null : packages,
            [.. Items("FrameworkReference", "Identity").Distinct(StringComparer.Ordinal)],
            Property("TargetFrameworkVersion").TrimStart('v'));

        string Property(string name) => properties.GetProperty(name).GetString()!;

        IEnumerable<string> Items(string name, string metadata) => items.GetProperty(name).EnumerateArray().Select(item => item.GetProperty(metadata).GetString()!);
    }

    // The last lines of a build say what is wrong.
    private static ToolException Failed(string path, string output, string error)
    {
        string[] lines = [.. $"{output}\n{error}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
        string[] errors = [.. lines.Where(static line => line.Contains("error", StringComparison.OrdinalIgnoreCase))];
        return new ToolException($"'{path}' does not build:\n{TerminalText.Lines(string.Join('\n', (errors.Length > 0 ? errors : lines).TakeLast(Lines)))}");
    }
}
