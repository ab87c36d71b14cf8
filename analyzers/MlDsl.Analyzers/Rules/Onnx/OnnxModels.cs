using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;

namespace MlDsl.Analyzers.Rules;

/// <summary>The model files of the project, as the build's manifests tell them, by file name.</summary>
internal sealed class OnnxModels
{
    private readonly Dictionary<string, Manifest?> byFile = new(StringComparer.OrdinalIgnoreCase);

    private OnnxModels(IEnumerable<Manifest> manifests)
    {
        // Of two files with one name nobody knows which is meant; a broken manifest is the generator's to report.
        foreach (Manifest manifest in manifests)
        {
            string name = FileName(manifest.Model);
            byFile[name] = byFile.ContainsKey(name) || manifest.Problem is not null ? null : manifest;
        }
    }

    /// <summary>The ONNX models among the additional files; null where there are none.</summary>
    public static OnnxModels? Read(IEnumerable<AdditionalText> files, CancellationToken cancellation) =>
        Read(files, static f => f.Path.EndsWith(ManifestParser.Extension, StringComparison.OrdinalIgnoreCase), cancellation);

    /// <summary>Those that ML.NET saved; null where there are none.</summary>
    public static OnnxModels? ReadMlNet(IEnumerable<AdditionalText> files, CancellationToken cancellation) => Read(files, BuiltModels.IsMlNetManifest, cancellation);

    private static OnnxModels? Read(IEnumerable<AdditionalText> files, Func<AdditionalText, bool> isMeant, CancellationToken cancellation)
    {
        var manifests = files.Where(isMeant).ToList();
        return manifests.Count == 0 ? null
            : new OnnxModels(manifests.Select(f => ManifestParser.Parse(f.Path, f.GetText(cancellation), cancellation)));
    }

    /// <summary>The model that a path names; null where the path or the model is not known.</summary>
    public Manifest? Find(IOperation? path) =>
        PathOf(path) is { } text && byFile.TryGetValue(FileName(text), out Manifest? manifest) ? manifest : null;

    /// <summary>The model of a path that is known.</summary>
    public Manifest? Find(string path) => byFile.TryGetValue(FileName(path), out Manifest? manifest) ? manifest : null;

    // The last part is the file's, whatever folder comes before it.
    private static string? PathOf(IOperation? path) => path?.WithoutConversion() switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" } } combine =>
            combine.Arguments.LastOrDefault()?.Value switch
            {
                IArrayCreationOperation { Initializer.ElementValues: [.., { } last] } => PathOf(last),
                { } last => PathOf(last),
                null => null,
            },
        _ => null,
    };

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
