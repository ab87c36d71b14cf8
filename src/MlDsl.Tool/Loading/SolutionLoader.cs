using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;

namespace MlDsl.Tool.Loading;

/// <summary>Projects as the build sees them: restored, with what source generators add.</summary>
internal static class SolutionLoader
{
    public static async Task<bool> RestoreAsync(string path, TextWriter error, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", ["restore", path, "-v", "quiet", "--nologo"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new ToolException("'dotnet' cannot be started; install the .NET SDK, or give --no-restore");
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation), problems = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0) await error.WriteLineAsync((await output + await problems).Trim());
        return process.ExitCode == 0;
    }

    public static async Task<ImmutableArray<LoadedProject>> LoadAsync(string path, CancellationToken cancellation)
    {
        using var workspace = MSBuildWorkspace.Create();
        var problems = new List<string>();
        using var registration = workspace.RegisterWorkspaceFailedHandler(e =>
        {
            if (e.Diagnostic.Kind == WorkspaceDiagnosticKind.Failure) lock (problems) problems.Add(e.Diagnostic.Message);
        });
        IEnumerable<Project> projects = path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
            ? [await workspace.OpenProjectAsync(path, cancellationToken: cancellation)]
            : (await workspace.OpenSolutionAsync(path, cancellationToken: cancellation)).Projects;
        var loaded = ImmutableArray.CreateBuilder<LoadedProject>();
        foreach (Project project in projects.Where(static p => p.Language == LanguageNames.CSharp))
        {
            if (await project.GetCompilationAsync(cancellation) is not { } compilation) continue;
            // A failure names the project's file.
            ImmutableArray<string> notes = [.. problems.Where(p => project.FilePath is { } file && p.Contains(file, StringComparison.Ordinal))];
            loaded.Add(new LoadedProject(project.Name, compilation, project.AnalyzerOptions, notes));
        }
        if (loaded.Count == 0) throw new ToolException($"no project of '{path}' can be loaded: {(problems.Count > 0 ? problems[0] : "it names none in C#")}");
        return loaded.ToImmutable();
    }
}
