using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Incremental;
using MlDsl.Generators.Models;
using MlDsl.Testing;

namespace MlDsl.Tool.Tests;

/// <summary>A draft as its user has it: compiled with the generators, without a finding, and able to read the file that it was drafted from.</summary>
internal static class DraftedCode
{
    /// <summary>The rows of <paramref name="path"/>, read by what was drafted for it.</summary>
    public static async Task<List<object>> Read(string draft, string name, string path)
    {
        Assembly assembly = await Compile(draft);
        object rows = assembly.GetType(name + "File", throwOnError: true)!.GetMethod("Read")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [path], null)!;
        return [.. ((IEnumerable)rows.GetType().GetProperty("Rows")!.GetValue(rows)!).Cast<object>()];
    }

    /// <summary>A member of a row.</summary>
    public static object? Get(object row, string member) => row.GetType().GetProperty(member)!.GetValue(row);

    /// <summary>What was drafted, as the compiler and the generators take it.</summary>
    public static async Task<Assembly> Compile(string draft)
    {
        var compilation = (draft.Contains("// Beside MlDsl it needs", StringComparison.Ordinal) ? WithPackages(draft) : CSharp.CompileForNet8(draft)).WithAssemblyName($"Drafted{Guid.NewGuid():N}");
        CSharpGeneratorDriver
            .Create([new DatasetGenerator().AsSourceGenerator(), new ModelGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> said);
        Assert.Empty(said);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new DatasetAnalyzer(), new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, static finding => finding.Severity >= DiagnosticSeverity.Warning);
        CSharp.AssertClean(generated);
        using var image = new MemoryStream();
        Assert.True(generated.Emit(image).Success);
        image.Position = 0;
        return new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(image);
    }

    // Against what these tests have; the SDK silences the rule on older framework assemblies behind a reference, too.
    private static CSharpCompilation WithPackages(string draft)
    {
        CSharpCompilation compilation = CSharp.Compile(draft);
        return compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress)]));
    }
}
