using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Testing;

/// <summary>Source text to compilation, with the references a user of MlDsl has.</summary>
public static class CSharp
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // The default of net8.0, the oldest framework that MlDsl supports.
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>Everything on this test's own path: the framework, and MlDsl where the test project references it.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                && !Path.GetFileName(path).StartsWith("MlDsl.Generators", StringComparison.Ordinal)
                && !Path.GetFileName(path).StartsWith("MlDsl.Analyzers", StringComparison.Ordinal)
                && !Path.GetFileName(path).StartsWith("MlDsl.CodeFixes", StringComparison.Ordinal)
                && !Path.GetFileName(path).StartsWith("xunit", StringComparison.OrdinalIgnoreCase))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What a project of net8.0 with default settings compiles against, MlDsl included.</summary>
    public static ImmutableArray<MetadataReference> Net8References { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "net8-references.txt")).Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>One parsed file; the same options everywhere, so that trees can be swapped in a compilation.</summary>
    public static SyntaxTree Parse(string source, string path = "Source.cs") => Parse(source, path, ParseOptions);

    private static SyntaxTree Parse(string source, string path, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(source, options, path, System.Text.Encoding.UTF8);

    /// <summary>A library of one file in the C# of <paramref name="language"/>, without global usings.</summary>
    public static CSharpCompilation CompileAs(LanguageVersion language, string source, NullableContextOptions nullable = NullableContextOptions.Enable) =>
        Library([Parse(source, "Source.cs", ParseOptions.WithLanguageVersion(language))], nullable, References);

    /// <summary>A library compiled from <paramref name="sources"/> with every warning on.</summary>
    public static CSharpCompilation Compile(params string[] sources) => Library(Trees(sources), NullableContextOptions.Enable, References);

    /// <summary>The same against net8.0, the oldest framework that generated code has to compile on.</summary>
    public static CSharpCompilation CompileForNet8(params string[] sources) => Library(Trees(sources), NullableContextOptions.Enable, Net8References);

    private static IEnumerable<SyntaxTree> Trees(string[] sources) =>
        [Parse(Usings, "Usings.cs"), .. sources.Select(static (source, i) => Parse(source, i == 0 ? "Source.cs" : $"Source{i}.cs"))];

    private static CSharpCompilation Library(IEnumerable<SyntaxTree> trees, NullableContextOptions nullable, ImmutableArray<MetadataReference> references) => CSharpCompilation.Create(
        "Test",
        trees,
        references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: nullable,
            warningLevel: 9999));

    /// <summary>The same options for generator drivers, which parse what they add.</summary>
    internal static CSharpParseOptions Options => ParseOptions;

    /// <summary>Fails unless <paramref name="compilation"/> compiles without an error or a warning.</summary>
    public static void AssertClean(Compilation compilation)
    {
        var problems = compilation.GetDiagnostics()
            .Where(static d => d.Severity >= DiagnosticSeverity.Warning && !Expected.Contains(d.Id))
            .Select(static d => $"{d}\n    {d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}")
            .ToList();
        Xunit.Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    // Test inputs are not documented, and their global usings are not all used.
    private static readonly ImmutableHashSet<string> Expected = ["CS1591", "CS8019"];

    /// <summary>The folder of the test file that called.</summary>
    internal static string FolderOf(string file) => Path.GetDirectoryName(file)!;

    /// <summary>The project's root folder: the one that holds MlDsl.sln.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string file = "")
    {
        string? folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "MlDsl.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException($"No MlDsl.sln above '{file}'");
    }
}
