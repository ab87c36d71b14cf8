using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>
/// The libraries the rules speak of: the assemblies of their packages, and declarations of what does not restore. In older shapes all of
/// it is declared.
/// </summary>
internal static class Library
{
    private static readonly ImmutableArray<MetadataReference> Restored =
    [
        .. typeof(Library).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(static a => a.Key == "Library")
            .Select(static a => MetadataReference.CreateFromFile(a.Value!)),
    ];

    /// <summary>ML.NET, ONNX Runtime, and the parts of ASP.NET Core that rules look for: what tests of rules compile against.</summary>
    public static ImmutableArray<MetadataReference> All { get; } = Real();

    /// <summary>The same in the shapes of older versions, under the assembly names they have in real life.</summary>
    public static ImmutableArray<MetadataReference> Older { get; } = Declared();

    /// <summary>The text of an embedded file.</summary>
    public static string Text(string name)
    {
        using Stream stream = typeof(Library).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"'{name}' is not embedded in the test assembly", name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static ImmutableArray<MetadataReference> Real()
    {
        // ML.NET's own packages are each other's friends, by one key.
        ImmutableArray<byte> key = AssemblyName.GetAssemblyName(Restored.Select(static r => r.Display!).Single(static p => Path.GetFileName(p) == "Microsoft.ML.Data.dll"))
            .GetPublicKey()!.ToImmutableArray();
        MetadataReference bases = Build("Microsoft.ML.Absent", ["Absent/TransformerBase"], Restored, key);
        return
        [
            .. Restored,
            bases,
            .. Names("Absent/Microsoft.").Select(name => Build(name["Absent/".Length..], [name], [.. Restored, bases], key)),
            Build("Microsoft.AspNetCore", ["Declarations/AspNetCore"], Restored),
        ];
    }

    private static ImmutableArray<MetadataReference> Declared()
    {
        string[] others = ["Declarations/OnnxRuntime", "Declarations/AspNetCore"];
        MetadataReference mlNet = Build("Microsoft.ML.Data", [.. Names("Declarations/").Except(others), .. Names("Absent/Microsoft.")], []);
        return [mlNet, Build("Microsoft.ML.OnnxRuntime", [others[0]], []), Build("Microsoft.AspNetCore", [others[1]], [mlNet])];
    }

    private static IEnumerable<string> Names(string start) => typeof(Library).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(start, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static PortableExecutableReference Build(string assembly, ImmutableArray<string> names, ImmutableArray<MetadataReference> more, ImmutableArray<byte> key = default)
    {
        var compilation = CSharpCompilation.Create(
            assembly,
            names.Select(static n => CSharp.Parse(Text(n), $"{n}.cs")),
            [.. CSharp.References, .. more],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Disable,
                cryptoPublicKey: key,
                publicSign: !key.IsDefault));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(20)));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
