using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Golden;

/// <summary>What a project has that golden tests need, beside their declarations.</summary>
/// <param name="HasTests">Whether xunit is referenced, version 2 or 3.</param>
/// <param name="HasOnnx">Whether ONNX Runtime can be called.</param>
internal sealed record GoldenSurroundings(bool HasTests, bool HasOnnx)
{
    // What declares the attributes: xunit 2 and xunit 3.
    private static readonly string[] Frameworks = ["xunit.core", "xunit.v3.core"];

    /// <summary>The golden files among the additional files.</summary>
    public EquatableArray<string> Files { get; init; }

    public static GoldenSurroundings Of(Compilation compilation) => new(
        compilation.ReferencedAssemblyNames.Any(static a => Frameworks.Contains(a.Name)),
        compilation.GetTypeByMetadataName("MlDsl.Onnx.ExportedScorer") is not null);

    /// <summary>Whether a file may hold golden rows.</summary>
    public static bool IsGolden(string path) => path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);

    public static string Normal(string path) => path.Replace('\\', '/');

    /// <summary>Whether the end of one of the paths is <paramref name="file"/>, whole folders at a time.</summary>
    public bool Has(string file)
    {
        string wanted = Normal(file);
        if (wanted.StartsWith("./", StringComparison.Ordinal)) wanted = wanted.Substring(2);
        return wanted.Length > 0 && Files.Any(path => path == wanted || path.EndsWith("/" + wanted, StringComparison.Ordinal));
    }
}
