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
    /// <param name="limit">The longest time that it may take.</param>
    /// <param name="cancellation">Ends the build.</param>
    /// <exception cref="ToolException">There is no such project, it has several target frameworks, does not build, or not in time.</exception>
    public static async Task<BuiltProject> Build(string path, string? framework, TimeSpan limit, CancellationToken cancellation)
    {
        path = Of(path);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(limit);
        try
        {
            return await Build(path, framework, timed.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ToolException(FormattableString.Invariant($"the build of '{path}' was stopped, because it took more than {limit.TotalSeconds} s; build it with 'dotnet build -c Release' first, or give more with --build-seconds"));
        }
    }

    private static async Task<BuiltProject> Build(string path, string? framework, CancellationToken cancellation)
    {
        JsonElement properties = (await Json(path, ["-getProperty:TargetFramework", "-getProperty:TargetFrameworks"], cancellation)).GetProperty("Properties");
        string[] all = properties.GetProperty("TargetFrameworks").GetString()!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (all.Length > 1 && framework is null) throw new ToolException($"'{path}' is built for {string.Join(", ", all)}; choose with --framework");
        string? chosen = all.Length > 0 ? framework ?? all[0] : null;
        if (all.Length == 0) all = [properties.GetProperty("TargetFramework").GetString()!];
        if (framework is not null && !all.Contains(framework)) throw new ToolException($"--framework {framework}: '{path}' is built for {string.Join(", ", all)}");
        string[] ofFramework = chosen is null ? [] : [$"-p:TargetFramework={chosen}"];
        EndedProcess built = await Dotnet(
            path, ["build", path, "-c", "Release", "-v", "quiet", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. chosen is null ? Array.Empty<string>() : ["-f", chosen]], cancellation);
        if (built.Code != 0) throw Failed(path, built);
        return Read(await Json(
            path,
            [
                "-t:ResolveReferences", "-p:Configuration=Release", "-p:BuildProjectReferences=false", .. ofFramework,
                "-getProperty:TargetPath", "-getProperty:NuGetPackageRoot", "-getProperty:TargetFrameworkVersion", "-getItem:ReferencePath", "-getItem:FrameworkReference",
            ],
            cancellation));
    }

    // The one project of a folder may be called by the folder.
    private static string Of(string path)
    {
        if (Directory.Exists(path))
        {
            string[] projects = [.. Directory.GetFiles(path, "*.*proj").Order(StringComparer.Ordinal)];
            return projects.Length == 1 ? Path.GetFullPath(projects[0]) : throw new ToolException(projects.Length == 0
                ? $"--project '{path}' is a folder without a project; name a .csproj"
                : $"--project '{path}' is a folder with several projects, {string.Join(", ", projects.Select(Path.GetFileName))}; name one of them");
        }
        return File.Exists(path) && path.EndsWith("proj", StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(path) : throw new ToolException($"--project '{path}' is no project file; name a .csproj");
    }

    private static Task<EndedProcess> Dotnet(string path, IEnumerable<string> arguments, CancellationToken cancellation) => ToolProcess.DotnetAsync(Path.GetDirectoryName(path)!, arguments, cancellation);

    private static async Task<JsonElement> Json(string path, IEnumerable<string> asked, CancellationToken cancellation)
    {
        EndedProcess ended = await Dotnet(path, ["msbuild", path, "-nologo", "-nodeReuse:false", .. asked], cancellation);
        if (ended.Code != 0) throw Failed(path, ended);
        using JsonDocument said = JsonDocument.Parse(ended.Output);
        return said.RootElement.Clone();
    }

    private static BuiltProject Read(JsonElement said)
    {
        JsonElement properties = said.GetProperty("Properties"), items = said.GetProperty("Items");
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
    private static ToolException Failed(string path, EndedProcess ended)
    {
        string[] lines = [.. $"{ended.Output}\n{ended.Error}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
        string[] errors = [.. lines.Where(static line => line.Contains("error", StringComparison.OrdinalIgnoreCase))];
        return new ToolException($"'{path}' does not build:\n{TerminalText.Lines(string.Join('\n', (errors.Length > 0 ? errors : lines).TakeLast(Lines)))}");
    }
}
