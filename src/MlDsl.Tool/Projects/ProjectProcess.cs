using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Tool.Projects;

/// <summary>A process that has a built project's assemblies, and fits models in it.</summary>
/// <param name="project">The project.</param>
/// <param name="folder">A folder for what the process needs and makes.</param>
internal sealed class ProjectProcess(BuiltProject project, string folder)
{
    private const string Library = "MlDsl.Training.dll";

    // What implicit usings give the tool's own files.
    private const string Start = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        internal static class HostStart { private static int Main(string[] args) => MlDsl.Tool.Projects.ProjectHost.Run(args); }
        """;

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="ToolException">The project does not reference the library, or what was asked cannot be done.</exception>
    public async Task<HostAnswer> AskAsync(HostRequest request, CancellationToken cancellation)
    {
        string program = Compile(), asked = Path.Combine(folder, "request.json"), answered = Path.Combine(folder, "answer.json");
        await File.WriteAllTextAsync(asked, JsonSerializer.Serialize(request), cancellation);
        string[] probed = project.Packages is { } packages ? ["--additionalprobingpath", packages] : [];
        EndedProcess ended = await ToolProcess.DotnetAsync(Environment.CurrentDirectory, ["exec", "--depsfile", Path.ChangeExtension(project.Assembly, ".deps.json"), "--runtimeconfig", Settings(), .. probed, program, asked, answered], cancellation);
        if (!File.Exists(answered))
        {
            string last = string.Join('\n', ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(10));
            throw new ToolException(FormattableString.Invariant($"the process with the code of '{project.Assembly}' ended with {ended.Code} before it answered: {TerminalText.Lines(last)}"));
        }
        HostAnswer answer = JsonSerializer.Deserialize<HostAnswer>(await File.ReadAllTextAsync(answered, cancellation))!;
        return answer.Problem is { } problem ? throw new ToolException(TerminalText.Lines(problem)) : answer;
    }

    // An application's own settings count, such as those of cultures; a library has none.
    private string Settings()
    {
        string own = Path.ChangeExtension(project.Assembly, ".runtimeconfig.json");
        if (File.Exists(own)) return own;
        string made = Path.Combine(folder, "host.runtimeconfig.json");
        File.WriteAllText(made, JsonSerializer.Serialize(new
        {
            runtimeOptions = new { rollForward = "Major", frameworks = project.Frameworks.Select(name => new { name, version = $"{project.Version}.0" }) },
        }));
        return made;
    }

    private string Compile()
    {
        if (!project.References.Any(static path => Path.GetFileName(path) == Library)) throw new ToolException($"'{project.Assembly}' does not reference MlDsl, so that it has no model");
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        string[] sources = [.. typeof(ProjectProcess).Assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".cs", StringComparison.Ordinal)).Select(Source), Start];
        var compilation = CSharpCompilation.Create(
            "MlDsl.Tool.Host",
            sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), options)),
            project.References.Append(project.Assembly).Where(static path => File.Exists(path)).Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        string program = Path.Combine(folder, "host.dll");
        var emitted = compilation.Emit(program);
        if (emitted.Success) return program;
        Diagnostic first = emitted.Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error);
        throw new ToolException($"this version of the tool does not know the version of MlDsl that '{project.Assembly}' references ({first.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}); take the tool of the same version");
    }

    private static string Source(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
