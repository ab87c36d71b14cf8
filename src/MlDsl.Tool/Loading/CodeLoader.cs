using System.Collections.Immutable;

namespace MlDsl.Tool.Loading;

/// <summary>Chooses how code is read: as the build sees it, or its sources as far as they bind.</summary>
internal sealed class CodeLoader(Question question, TextWriter error)
{
    public async Task<ImmutableArray<LoadedProject>> LoadAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(question.Target)) return new SourceLoader(question).Folder(question.Target, cancellation);
        string file = Path.GetFullPath(question.Target);
        ImmutableArray<string> projects = Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".csproj" => [file],
            ".sln" or ".slnx" => SolutionFile.Projects(file),
            var other => throw new ToolException($"'{question.Target}' is of no kind that can be analyzed ('{other}'); name a .sln, a .slnx, a .csproj or a folder"),
        };
        if (projects.FirstOrDefault(static p => !File.Exists(p)) is { } missing) throw new ToolException($"'{question.Target}' names the project '{missing}', which does not exist");

        bool isRestored = projects.All(static p => File.Exists(Path.Combine(Path.GetDirectoryName(p)!, "obj", "project.assets.json")));
        if (question.Restore && !await SolutionLoader.RestoreAsync(file, error, cancellation))
            await error.WriteLineAsync($"mldsl: 'dotnet restore {question.Target}' failed; the sources are read as far as they bind");
        else if (question.Restore || isRestored)
            return await SolutionLoader.LoadAsync(file, cancellation);
        return new SourceLoader(question).Projects(projects, cancellation);
    }
}
