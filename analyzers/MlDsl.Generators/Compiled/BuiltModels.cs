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

    /// <summary>Whether it is a manifest or a plan.</summary>
    public static bool IsBuilt(AdditionalText file) => IsPlan(file) || IsManifest(file);

    public static Manifest Manifest(AdditionalText file, CancellationToken cancellation) => ManifestParser.Parse(file.Path, file.GetText(cancellation), cancellation);

    public static BuiltFile Read(AdditionalText file, CancellationToken cancellation) => IsPlan(file)
        ? new(null, PlanParser.Parse(file.Path, file.GetText(cancellation), cancellation))
        : new(Manifest(file, cancellation), null);

    public static BuiltModels Of(ImmutableArray<AdditionalText> files, CancellationToken cancellation) =>
        Of(files.Where(IsBuilt).Select(file => Read(file, cancellation)));

    public static BuiltModels Of(IEnumerable<BuiltFile> files)
    {
        List<Manifest> manifests = [];
        List<GraphPlan> plans = [];
        foreach (BuiltFile file in files)
        {
            if (file.Manifest is not null) manifests.Add(file.Manifest);
            if (file.Plan is not null) plans.Add(file.Plan);
        }
        return new(manifests.ToEquatable(), plans.ToEquatable());
    }

    private static bool IsPlan(AdditionalText file) => file.Path.EndsWith(PlanParser.Extension, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A file that the build wrote about a model: a manifest or a plan.</summary>
internal sealed record BuiltFile(Manifest? Manifest, GraphPlan? Plan);
