using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Analyzers.Tests.Repository;

/// <summary>The sources of a project as a compilation, without its build.</summary>
internal static class ProjectSources
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> Known = new();

    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("MlDsl", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The project in <paramref name="folder"/>: its files, those it shares, and what the projects that it references declare.</summary>
    public static CSharpCompilation Compile(string folder) => Known.GetOrAdd(folder, static f => new(() => Read(f))).Value;

    private static CSharpCompilation Read(string folder)
    {
        XDocument project = XDocument.Load(Directory.GetFiles(folder, "*.csproj").Single());
        IEnumerable<string> own = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        IEnumerable<string> shared = Included(project, folder, "Compile").SelectMany(static p => Directory.GetFiles(Path.GetDirectoryName(p)!, Path.GetFileName(p)));
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER"]);
        return CSharpCompilation.Create(
            Path.GetFileName(folder),
            [CSharpSyntaxTree.ParseText(Usings, options), .. own.Concat(shared).AsParallel().AsOrdered().Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path))],
            [.. Platform, .. Included(project, folder, "ProjectReference").Select(static p => Compile(Path.GetDirectoryName(p)!).ToMetadataReference())],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static IEnumerable<string> Included(XDocument project, string folder, string item) => project.Descendants(item)
        .Select(static e => (string?)e.Attribute("Include")).OfType<string>()
        .SelectMany(static include => include.Split(';'))
        .Select(include => Path.GetFullPath(Path.Combine(folder, include)));
}
