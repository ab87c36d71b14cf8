using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Compiled;

/// <summary>What the build knows of the project's models.</summary>
/// <param name="Manifests">What each file holds.</param>
/// <param name="Plans">What can be made of it.</param>
internal sealed record BuiltModels(EquatableArray<Manifest> Manifests, EquatableArray<GraphPlan> Plans)
{
    // Of ONNX models, of those of tree libraries and of ML.NET; other files end in .manifest too.
    private static readonly string[] Manifested = [ManifestParser.Extension, ".json.manifest", ".ubj.manifest", ".txt.manifest", ".zip.manifest", ".mlnet.manifest"];

    public static bool IsManifest(AdditionalText file) => Manifested.Any(ending => file.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it is that of a model of ML.NET.</summary>
    public static bool IsMlNetManifest(AdditionalText file) => file.Path.EndsWith(".zip.manifest", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".mlnet.manifest", StringComparison.OrdinalIgnoreCase);

    public static bool IsPlan(AdditionalText file) => file.Path.EndsWith(PlanParser.Extension, StringComparison.OrdinalIgnoreCase);

    public static Manifest Manifest(AdditionalText file, CancellationToken cancellation) => ManifestParser.Parse(file.Path, file.GetText(cancellation), cancellation);

    public static GraphPlan Plan(AdditionalText file, CancellationToken cancellation) => PlanParser.Parse(file.Path, file.GetText(cancellation), cancellation);

    public static BuiltModels Of(ImmutableArray<AdditionalText> files, CancellationToken cancellation) => new(
        files.Where(IsManifest).Select(file => Manifest(file, cancellation)).ToEquatable(),
        files.Where(IsPlan).Select(file => Plan(file, cancellation)).ToEquatable());
}
