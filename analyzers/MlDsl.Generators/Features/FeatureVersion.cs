using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Features;

/// <summary>Reads <c>[Feature(Version = …)]</c>: the user's word for whether a feature computes the same.</summary>
internal static class FeatureVersion
{
    /// <summary>The version of <paramref name="method"/>; null when it has none, or one that cannot be.</summary>
    public static int? Of(IMethodSymbol method) => method.Find(Names.Feature)?.Named("Version", 0) is { } version and > 0 ? version : null;

    /// <summary>What is wrong with the attribute of <paramref name="method"/>, as the rest of a sentence about it; null when all is well.</summary>
    public static string? Problem(IMethodSymbol method)
    {
        if (method.Find(Names.Feature) is not { } attribute) return null;
        if (method.ContainingType?.Find(Names.Features) is null || FeatureReader.KindOf(method) is null)
            return "has [Feature] and is no feature; put a feature kind beside it in a class marked [Features], or remove it";
        return attribute.Named("Version", 0) < 1 ? "needs a version of 1 or more in [Feature(Version = …)]; or remove the attribute, so that its code tells one version from another" : null;
    }
}
