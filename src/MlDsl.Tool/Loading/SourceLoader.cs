using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
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

    private static readonly ImmutableArray<string> Symbols =
    [
        "NET", "NETCOREAPP", "NET10_0", "RELEASE", "TRACE",
        .. Enumerable.Range(5, 6).Select(static v => $"NET{v}_0_OR_GREATER"),
        "NETCOREAPP2_0_OR_GREATER", "NETCOREAPP3_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER",
    ];

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
        var loose = ProjectFile.Folder(root);
        return loose.Sources(folders) is { IsEmpty: false } sources ? loaded.Add(Load(loose, sources, root, sources.Any(SpeaksOfRequests), null, [], cancellation)) : loaded;
    }

    public ImmutableArray<LoadedProject> Projects(ImmutableArray<string> paths, CancellationToken cancellation)
    {
        var folders = paths.Select(static p => Path.GetDirectoryName(p)!).ToHashSet(StringComparer.Ordinal);
        var files = paths.ToDictionary(static path => path, ProjectFile.Read, StringComparer.Ordinal);
        var web = OfWebApplications(files);
        return [.. paths.Select(path => (Path: path, File: files[path], Sources: files[path].Sources(folders)))
            .Where(static p => !p.Sources.IsEmpty)
            .Select(p => Load(p.File, p.Sources, Path.GetDirectoryName(p.Path)!, web.Contains(p.Path), p.File.UsesAspNetCore ? null : Outside(p.Path), p.File.UsesAspNetCore ? p.File.Pages(folders) : [], cancellation))];

        // The sources of web applications that reference a library, and of what lies between.
        IEnumerable<string> Outside(string library) => web.Where(path => path != library && files.ContainsKey(path))
            .SelectMany(path => files[path].Sources(folders).Concat(files[path].Pages(folders)));
    }

    private static bool SpeaksOfRequests(string path) => File.ReadAllText(path) is var text
        && (text.Contains("Microsoft.AspNetCore", StringComparison.Ordinal) || text.Contains("WebApplication.", StringComparison.Ordinal));

    // What a web application references runs for its requests.
    private static HashSet<string> OfWebApplications(Dictionary<string, ProjectFile> files)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(files.Where(static f => f.Value.UsesAspNetCore).Select(static f => f.Key));
        while (open.TryPop(out string? next))
            if (found.Add(next) && files.TryGetValue(next, out ProjectFile? file))
                foreach (string referenced in file.References) open.Push(referenced);
        return found;
    }

    private LoadedProject Load(ProjectFile project, ImmutableArray<string> sources, string folder, bool isWeb, IEnumerable<string>? outside, IEnumerable<string> pages, CancellationToken cancellation)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: Symbols.AddRange(project.Constants));
        IEnumerable<SyntaxTree> trees = sources.Select(path => Parse(path, parsing, cancellation));
        if (project.ImplicitUsings) trees = trees.Append(CSharpSyntaxTree.ParseText(ConsoleUsings + (project.IsWeb ? WebUsings : ""), parsing, Path.Combine(folder, "obj", "GlobalUsings.g.cs"), cancellationToken: cancellation));
        var all = trees.ToImmutableArray();
        bool isProgram = all.Any(tree => tree.GetRoot(cancellation).ChildNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax>().Any());
        var (found, missing) = references.Of(project.Packages, isWeb);
        var own = isWeb && outside is not null
            ? ImmutableDictionary<string, string>.Empty.Add(RequestReach.NamedByWebApplications, string.Join(' ', NamedTypes.Of(all, outside, cancellation)))
                .Add(RequestReach.CalledByWebApplications, string.Join(' ', NamedTypes.MethodsOf(all, outside, cancellation)))
            : ImmutableDictionary<string, string>.Empty;
        var provider = new EditorConfigs(all, own);
        Compilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(project.Name),
            all,
            found,
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: project.Nullable)
                .WithSyntaxTreeOptionsProvider(provider.Severities));
        var options = new AnalyzerOptions([.. pages.Select(static page => new PageText(page))], provider);
        CSharpGeneratorDriver
            .Create(Generators().Select(GeneratorExtensions.AsSourceGenerator), parseOptions: parsing, optionsProvider: provider)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _, cancellation);
        return new LoadedProject(project.Name, compilation, options, missing.IsEmpty ? [] :
            [$"{string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} not in the NuGet cache; what needs {(missing.Length == 1 ? "it" : "them")} is not known"]);
    }

    private static SyntaxTree Parse(string path, CSharpParseOptions options, CancellationToken cancellation)
    {
        using FileStream stream = File.OpenRead(path);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream), options, path, cancellation);
    }

    private static IEnumerable<IIncrementalGenerator> Generators() => new[] { typeof(AcceptLeakageRiskGenerator).Assembly, typeof(Generators.Incremental.DatasetGenerator).Assembly }
        .SelectMany(static assembly => assembly.GetTypes())
        .Where(static type => !type.IsAbstract && type.IsAssignableTo(typeof(IIncrementalGenerator)))
        .OrderBy(static type => type.Name, StringComparer.Ordinal)
        .Select(static type => (IIncrementalGenerator)Activator.CreateInstance(type)!);
}
