using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>The libraries the rules speak of, compiled once from the declarations, under the assembly names they have in real life.</summary>
internal static class Library
{
    private static readonly PortableExecutableReference MlNetAssembly = Build(
        "Microsoft.ML.Data",
        [.. Names().Where(static n => n is not ("OnnxRuntime" or "AspNetCore"))]);

    /// <summary>ML.NET with its optional packages.</summary>
    public static ImmutableArray<MetadataReference> MlNet { get; } = [MlNetAssembly];

    /// <summary>ONNX Runtime's managed binding.</summary>
    public static ImmutableArray<MetadataReference> OnnxRuntime { get; } = [Build("Microsoft.ML.OnnxRuntime", ["OnnxRuntime"])];

    /// <summary>Everything: ML.NET, ONNX Runtime, and the parts of ASP.NET Core that rules look for.</summary>
    public static ImmutableArray<MetadataReference> All { get; } =
        [.. MlNet, .. OnnxRuntime, Build("Microsoft.AspNetCore", ["AspNetCore"], MlNetAssembly)];

    /// <summary>The text of an embedded file.</summary>
    public static string Text(string name)
    {
        using Stream stream = typeof(Library).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"'{name}' is not embedded in the test assembly", name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Names() => typeof(Library).Assembly.GetManifestResourceNames()
        .Where(static n => n.StartsWith("Declarations/", StringComparison.Ordinal))
        .Select(static n => n["Declarations/".Length..])
        .Order(StringComparer.Ordinal);

    private static PortableExecutableReference Build(string assembly, ImmutableArray<string> names, params MetadataReference[] more)
    {
        var compilation = CSharpCompilation.Create(
            assembly,
            names.Select(static n => CSharp.Parse(Text($"Declarations/{n}"), $"{n}.cs")),
            [.. CSharp.References, .. more],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(20)));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
