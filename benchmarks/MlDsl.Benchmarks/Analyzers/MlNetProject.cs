using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace MlDsl.Benchmarks.Analyzers;

/// <summary>A project of many files of ML.NET code: the tests' programs in turn, each copy in a namespace of its own.</summary>
internal static class MlNetProject
{
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.CSharp13);

    /// <summary>The framework's reference assemblies, as the SDK passes them.</summary>
    public static string[] Framework { get; } = Directory.GetFiles(
        Path.Combine(Directory.GetDirectories(Path.Combine(Sdk.Root, "packs", "Microsoft.NETCore.App.Ref")).Max(StringComparer.Ordinal)!, "ref", "net10.0"), "*.dll");

    /// <summary>The files of the project: name and text.</summary>
    public static IReadOnlyList<(string Name, string Text)> Files(int count)
    {
        var programs = Resources("Programs/").Select(static p => CSharpSyntaxTree.ParseText(p.Text, Parsing).GetCompilationUnitRoot()).ToList();
        var files = new List<(string, string)>
        {
            ("Usings.cs", "global using System;\nglobal using System.Collections.Generic;\nglobal using System.Linq;\nglobal using System.Threading;\nglobal using System.Threading.Tasks;\n"),
        };
        for (int i = 0; i < count; i++) files.Add(($"File{i}.cs", Renamed(programs[i % programs.Count], $"Project.Part{i}")));
        return files;
    }

    /// <summary>Writes the declarations of ML.NET, ONNX Runtime and ASP.NET Core as assemblies with their real names.</summary>
    public static IReadOnlyList<string> WriteLibraries(string folder)
    {
        var declarations = Resources("Declarations/").ToList();
        string mlNet = Write(folder, "Microsoft.ML.Data", declarations.Where(static d => d.Name is not ("OnnxRuntime" or "AspNetCore")));
        string onnxRuntime = Write(folder, "Microsoft.ML.OnnxRuntime", declarations.Where(static d => d.Name == "OnnxRuntime"));
        string web = Write(folder, "Microsoft.AspNetCore", declarations.Where(static d => d.Name == "AspNetCore"), mlNet);
        return [mlNet, onnxRuntime, web];
    }

    // A program of top-level statements becomes a class: a project has one entry at most.
    private static string Renamed(CompilationUnitSyntax program, string part)
    {
        string usings = string.Concat(program.Usings.Select(static u => u.ToString() + "\n"));
        var statements = program.Members.OfType<GlobalStatementSyntax>().ToList();
        string entry = statements.Count == 0 ? "" : $$"""
            internal static class Entry
            {
                public static void Run(string[] args)
                {
            {{string.Concat(statements.Select(static s => s.ToFullString()))}}
                }
            }

            """;
        var declared = program.Members.Where(static m => m is not GlobalStatementSyntax).ToList();
        string types = declared is [BaseNamespaceDeclarationSyntax space]
            ? string.Concat(space.Members.Select(static m => m.ToFullString())) : string.Concat(declared.Select(static m => m.ToFullString()));
        return $"{usings}\nnamespace {part};\n\n{entry}{types}";
    }

    private static string Write(string folder, string assembly, IEnumerable<(string Name, string Text)> sources, params string[] more)
    {
        string path = Path.Combine(folder, assembly + ".dll");
        EmitResult result = CSharpCompilation.Create(
            assembly,
            sources.Select(static s => CSharpSyntaxTree.ParseText(s.Text, Parsing)),
            Framework.Concat(more).Select(static r => MetadataReference.CreateFromFile(r)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(path);
        return result.Success ? path : throw new InvalidOperationException($"The declarations of '{assembly}' do not compile: {result.Diagnostics[0]}");
    }

    private static IEnumerable<(string Name, string Text)> Resources(string kind)
    {
        foreach (string name in typeof(MlNetProject).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(kind, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(typeof(MlNetProject).Assembly.GetManifestResourceStream(name)!);
            yield return (name[kind.Length..], reader.ReadToEnd());
        }
    }
}
