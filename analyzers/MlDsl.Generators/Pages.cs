using System.Reflection;

namespace MlDsl.Generators;

/// <summary>Where the page of a rule is.</summary>
internal static class Pages
{
    /// <summary>The folder of the compile-time projects in the repository whose address the build knows; a path where it knows none.</summary>
    public static string Root { get; } = Repository() is { Length: > 0 } address ? address + "/blob/main/analyzers" : "analyzers";

    public static string Of(string slice, string id) => $"{Root}/MlDsl.Generators/{slice}/{id}.md";

    /// <summary>Where the page of a rule is that code which uses MlDsl breaks as well as a declaration.</summary>
    public static string OfRule(string rule) => $"{Root}/MlDsl.Analyzers/Rules/{rule}.md";

    private static string? Repository() => typeof(Pages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(static attribute => attribute.Key == "RepositoryUrl")?.Value;
}
