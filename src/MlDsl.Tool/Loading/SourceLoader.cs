using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers;
using MlDsl.Analyzers.Rules;

namespace MlDsl.Tool.Loading;

/// <summary>
/// Sources without a restore: compiled against the framework, the tool's own copy of ML.NET, and what the NuGet cache holds of the other
/// packages. What is missing leaves code unbound, and rules are silent on what they do not know.
/// </summary>
internal sealed class SourceLoader(Question question)
{
    private const string ConsoleUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";
    private const string WebUsings = " global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;";

    private readonly References references = References.Create(question.References);

    /// <summary>Every project under a folder, and the sources that lie in none as one more.</summary>
    public ImmutableArray<LoadedProject> Folder(string path, CancellationToken cancellation)
    {
        string root = Path.GetFullPath(path);
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        ImmutableArray<string> projects = [.. Directory.EnumerateFiles(root, "*.csproj", options).Order(StringComparer.Ordinal)];
        var folders = projects.Select(static p => Path.GetDirectoryName(p)!).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<LoadedProject> loaded = Projects(projects, cancellation);
        if (folders.Contains(root)) return loaded;
        var loose = SourceProject.Read(root, ProjectFile.Folder(root), folders, hasPages: false, cancellation);
        return loose.Sources.IsEmpty ? loaded : loaded.Add(Load(loose, loose.Sources.Any(source => SpeaksOfRequests(source, cancellation)), null, cancellation));
    }

    public ImmutableArray<LoadedProject> Projects(ImmutableArray<string> paths, CancellationToken cancellation)
    {
        var folders = paths.Select(static p => Path.GetDirectoryName(p)!).ToHashSet(StringComparer.Ordinal);
        var files = paths.ToDictionary(static path => path, ProjectFile.Read, StringComparer.Ordinal);
        // What a web application references runs for its requests.
        var references = files.ToDictionary(static f => f.Key, static f => f.Value.References.ToImmutableArray(), StringComparer.Ordinal);
        var web = Reached(files.Where(static f => f.Value.UsesAspNetCore).Select(static f => f.Key), references);
        var reached = web.ToDictionary(static path => path, path => Reached([path], references), StringComparer.Ordinal);
        ImmutableArray<SourceProject> projects = [.. paths.Select(path => SourceProject.Read(path, files[path], folders, web.Contains(path), cancellation)).Where(static p => !p.Sources.IsEmpty)];
        return [.. projects.Select(project => Load(project, web.Contains(project.Path), web.Contains(project.Path) && !project.File.UsesAspNetCore ? Outside(project) : null, cancellation))];

        // The files of web applications that reference a library, and of what lies between.
        IEnumerable<SaidNames> Outside(SourceProject library) => projects.Where(other => other != library && reached.TryGetValue(other.Path, out var below) && below.Contains(library.Path))
            .SelectMany(other => other.Said(cancellation));
    }

    private static bool SpeaksOfRequests(SyntaxTree source, CancellationToken cancellation) => source.GetText(cancellation).ToString() is var text
        && (text.Contains("Microsoft.AspNetCore", StringComparison.Ordinal) || text.Contains("WebApplication.", StringComparison.Ordinal));

    // Projects, and what they reference, one over the other.
    private static HashSet<string> Reached(IEnumerable<string> starts, Dictionary<string, ImmutableArray<string>> references)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(starts);
        while (open.TryPop(out string? next))
            if (found.Add(next) && references.TryGetValue(next, out ImmutableArray<string> below))
                foreach (string referenced in below) open.Push(referenced);
        return found;
    }

    private LoadedProject Load(SourceProject sources, bool isWeb, IEnumerable<SaidNames>? outside, CancellationToken cancellation)
    {
        ProjectFile project = sources.File;
        ImmutableArray<SyntaxTree> all = sources.Sources;
        if (project.ImplicitUsings) all = all.Add(CSharpSyntaxTree.ParseText(ConsoleUsings + (project.IsWeb ? WebUsings : ""), sources.Options, Path.Combine(project.Home, "obj", "GlobalUsings.g.cs"), cancellationToken: cancellation));
        bool isProgram = all.Any(tree => tree.GetRoot(cancellation).ChildNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax>().Any());
        var (found, missing) = references.Of(project.Packages, isWeb);
        var own = ImmutableDictionary<string, string>.Empty;
        if (outside is not null)
        {
            var named = NamedTypes.Of(all, outside, cancellation);
            own = own.Add(RequestReach.NamedByWebApplications, string.Join(' ', named.Types)).Add(RequestReach.CalledByWebApplications, string.Join(' ', named.Methods));
        }
        var provider = new EditorConfigs(all, own);
        Compilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(project.Name),
            all,
            found,
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: project.Nullable)
                .WithSyntaxTreeOptionsProvider(provider.Severities));
        var options = new AnalyzerOptions(project.UsesAspNetCore ? [.. sources.Pages] : [], provider);
        CSharpGeneratorDriver
            .Create(Generators().Select(GeneratorExtensions.AsSourceGenerator), parseOptions: sources.Options, optionsProvider: provider)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _, cancellation);
        return new LoadedProject(project.Name, compilation, options, missing.IsEmpty ? [] :
            [$"{string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} not in the NuGet cache; what needs {(missing.Length == 1 ? "it" : "them")} is not known"]);
    }

    private static IEnumerable<IIncrementalGenerator> Generators() => new[] { typeof(AcceptLeakageRiskGenerator).Assembly, typeof(Generators.Incremental.DatasetGenerator).Assembly }
        .SelectMany(static assembly => assembly.GetTypes())
        .Where(static type => !type.IsAbstract && type.IsAssignableTo(typeof(IIncrementalGenerator)))
        .OrderBy(static type => type.Name, StringComparer.Ordinal)
        .Select(static type => (IIncrementalGenerator)Activator.CreateInstance(type)!);
}
